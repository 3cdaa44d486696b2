package dev.candor.api.folding;

import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.database.Database;
import dev.candor.api.database.DatabaseState;
import dev.candor.api.eventstore.DirtyMarks;
import dev.candor.api.eventstore.Shards;
import dev.candor.api.ledger.Distributions;
import dev.candor.api.ledger.Ledger;
import dev.candor.api.ledger.Seals;
import dev.candor.api.ledger.Snapshots;
import dev.candor.domain.actor.Actor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Writes down what the statistics were: snapshots every hour and at each change of status, and the seal at the end. It looks at
 * what is there and what is due, so that any node may do it and none is needed at a certain moment.
 */
@ApplicationScoped
class Records {

    /** An event may be seven days old when it arrives; a day more lets every node fold it. */
    static final Duration LATEST = Duration.ofDays(8);

    private static final String DUE_SNAPSHOTS = Database.sql("folding/dueSnapshots");
    private static final String DUE_SEALS = Database.sql("folding/dueSeals");
    private static final long LOCK = 0x736e6170L;

    private final Database database;
    private final DirtyMarks marks;
    private final ExperimentCatalog experiments;
    private final Ledger ledger;
    private final Distributions distributions;
    private final Snapshots snapshots;
    private final Seals seals;
    private final Clock clock;

    Records(
            Database database,
            DirtyMarks marks,
            ExperimentCatalog experiments,
            Ledger ledger,
            Distributions distributions,
            Snapshots snapshots,
            Seals seals,
            Clock clock) {
        this.database = database;
        this.marks = marks;
        this.experiments = experiments;
        this.ledger = ledger;
        this.distributions = distributions;
        this.snapshots = snapshots;
        this.seals = seals;
        this.clock = clock;
    }

    @Scheduled(
            every = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = DatabaseState.Away.class)
    void look() {
        look(clock.instant());
    }

    /** Writes down what is due at {@code now}. */
    void look(Instant now) {
        for (int id : due(DUE_SNAPSHOTS, "hour", now.truncatedTo(ChronoUnit.HOURS))) {
            takeSnapshot(id, now);
        }
        for (int id : due(DUE_SEALS, "ended", now.minus(LATEST))) {
            if (isFoldedUp(now)) {
                alone(() -> seal(id, now));
            }
        }
    }

    private List<Integer> due(String statement, String name, Instant moment) {
        return database.query(handle -> handle.createQuery(statement)
                .bind(name, Database.timestamp(moment))
                .mapTo(Integer.class)
                .list());
    }

    /** In a transaction that no other node is in at the same time; who comes second finds it done. */
    private void alone(Runnable work) {
        QuarkusTransaction.requiringNew().run(() -> {
            database.query(handle -> handle.execute("select pg_advisory_xact_lock(?)", LOCK));
            work.run();
        });
    }

    private void takeSnapshot(int id, Instant now) {
        KeptExperiment experiment = experiments.byId(id).orElseThrow();
        int phase = experiment.currentPhase();
        Snapshots.Snapshot snapshot = new Snapshots.Snapshot(
                now.truncatedTo(ChronoUnit.MICROS),
                phase,
                experiment.status().code(),
                distributions.capped(id, phase, experiment.metrics(), ledger.statistics(id, phase)));
        alone(() -> {
            if (due(DUE_SNAPSHOTS, "hour", now.truncatedTo(ChronoUnit.HOURS)).contains(id)) {
                snapshots.insert(id, snapshot);
            }
        });
    }

    /** What waits longer than this may still count: then the seal waits, too. What came later happened after the end. */
    private boolean isFoldedUp(Instant now) {
        return marks.oldest()
                .map(oldest -> oldest.isAfter(now.minus(Duration.ofHours(1))))
                .orElse(true);
    }

    private void seal(int id, Instant now) {
        if (due(DUE_SEALS, "ended", now.minus(LATEST)).contains(id)) {
            // Whoever folds something of it now is waited for; who comes later finds the seal.
            database.query(handle -> {
                for (int shard = 0; shard < Shards.COUNT; shard++) {
                    Shards.lock(handle, shard);
                }
                return true;
            });
            seals.seal(experiments.byId(id).orElseThrow(), Actor.SYSTEM);
        }
    }
}
