package dev.candor.api.folding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.audit.Audit;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.database.Database;
import dev.candor.api.eventstore.DirtyMarks;
import dev.candor.api.eventstore.JourneyStream;
import dev.candor.api.eventstore.Journeys;
import dev.candor.api.eventstore.Shards;
import dev.candor.api.ledger.Jobs;
import dev.candor.api.ledger.Ledger;
import dev.candor.api.ledger.Restatements;
import dev.candor.api.ledger.Seals;
import dev.candor.api.ledger.SetAside;
import dev.candor.api.ledger.SignalsOfNobody;
import dev.candor.api.ledger.Statistics;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.actor.Actor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Recomputes an experiment from its events, shard by shard, each under its lock, so that it runs beside live ingest and live
 * folding. It confirms the statistics, or repairs them and says what differed.
 */
@ApplicationScoped
public class Recount {

    static final String KIND = "recount";
    private static final Logger LOG = Logger.getLogger(Recount.class);
    private static final int UNITS_IN_MEMORY = 20_000;
    /** The more, the fewer looks at all events there are, and the longer the database sorts before the first shard. */
    private static final int UNITS_A_TURN = 3_000_000;
    /** How often the job says that it goes on, while the database sorts. */
    private static final Duration BEAT = Duration.ofSeconds(5);

    private static final int MOST_RANGES = 1_024;

    private final Database database;
    private final SiteCatalog sites;
    private final ExperimentCatalog experiments;
    private final Journeys journeys;
    private final DirtyMarks marks;
    private final Ledger ledger;
    private final SetAside setAside;
    private final SignalsOfNobody signals;
    private final Restatements restatements;
    private final Seals seals;
    private final Jobs jobs;
    private final Audit audit;
    private final FoldConfig config;
    private volatile boolean stopping;

    Recount(
            Database database,
            SiteCatalog sites,
            ExperimentCatalog experiments,
            Journeys journeys,
            DirtyMarks marks,
            Ledger ledger,
            SetAside setAside,
            SignalsOfNobody signals,
            Restatements restatements,
            Seals seals,
            Jobs jobs,
            Audit audit,
            FoldConfig config) {
        this.database = database;
        this.sites = sites;
        this.experiments = experiments;
        this.journeys = journeys;
        this.marks = marks;
        this.ledger = ledger;
        this.setAside = setAside;
        this.signals = signals;
        this.restatements = restatements;
        this.seals = seals;
        this.jobs = jobs;
        this.audit = audit;
        this.config = config;
    }

    void onStop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /**
     * Begins to recount; the work goes on when this returns.
     *
     * @throws ProblemException IMPOSSIBLE_STEP when there are no events to recount from
     */
    public Jobs.Job begin(KeptExperiment experiment, Actor actor) {
        if (experiment.origin() != null || experiment.startedAt() == null) {
            throw new ProblemException(
                    ProblemType.IMPOSSIBLE_STEP,
                    experiment.origin() == null
                            ? "the experiment has not started: there is nothing to recount"
                            : "the numbers were imported: there are no events to recount them from");
        }
        Instant keptSince = journeys.keptSince(experiment.siteId());
        if (experiment.startedAt().isBefore(keptSince)) {
            throw new ProblemException(
                    ProblemType.IMPOSSIBLE_STEP,
                    "retention has ended for events from before " + keptSince
                            + ": a recount would lose what they added; the statistics stay as they are");
        }
        Jobs.Begun begun = jobs.begin(KIND, experiment.id(), actor.name(), Shards.COUNT);
        if (begun.isNew()) {
            Thread thread = new Thread(() -> run(begun.job().id(), experiment.id(), actor), "recount");
            thread.setDaemon(true);
            thread.start();
        }
        return begun.job();
    }

    /** The recount of the experiment that was begun last. */
    public Optional<Jobs.Job> last(KeptExperiment experiment) {
        return jobs.last(KIND, experiment.id());
    }

    private void run(UUID job, int experimentId, Actor actor) {
        try {
            KeptExperiment experiment = experiments.byId(experimentId).orElseThrow();
            RecountTally tally = recount(job, experiment);
            ObjectNode result = tally.result();
            conclude(experiment, actor, tally, result);
            jobs.finish(job, true, Json.text(result));
        } catch (RuntimeException e) {
            LOG.errorf(e, "recounting failed");
            jobs.finish(
                    job,
                    false,
                    Json.text(Json.object()
                            .put(
                                    "reason",
                                    "it failed: " + e.getClass().getSimpleName()
                                            + "; what it had recomputed is kept: ask for it again")));
        }
    }

    /** Turn by turn, by as many threads as are set; each shard's outcome is committed on its own. */
    private RecountTally recount(UUID job, KeptExperiment experiment) {
        long visitors = ledger.statistics(experiment.id(), experiment.currentPhase()).visitors().values().stream()
                .mapToLong(Statistics.Visitors::counted)
                .sum();
        int workers =
                Math.clamp(config.recountWorkers(), 1, Runtime.getRuntime().availableProcessors());
        int turns = Math.clamp((visitors / UNITS_A_TURN / workers + 1) * workers, 1, Shards.COUNT);
        RecountTally tally = new RecountTally();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < workers; i++) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            int turn = next.getAndIncrement();
                            while (turn < turns && failures.isEmpty()) {
                                int from = turn * Shards.COUNT / turns;
                                int to = (turn + 1) * Shards.COUNT / turns;
                                recount(experiment, from, to, visitors, tally, () -> goOn(job, done.incrementAndGet()));
                                turn = next.getAndIncrement();
                            }
                        } catch (RuntimeException e) {
                            failures.add(e);
                        }
                    },
                    "recount-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            try {
                while (!thread.join(BEAT)) {
                    jobs.beat(job, done.get());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
        SignalsOfNobody.Recounted recounted = database.transaction(handle -> signals.recount(handle, experiment));
        tally.add(new ShardRecount.Outcome(0, 0, 0, 0, recounted.before(), recounted.after()));
        return tally;
    }

    /** The shards of one turn, from one look at their events. */
    private void recount(
            KeptExperiment experiment, int from, int to, long visitors, RecountTally tally, Runnable afterEach) {
        ShardRecount recount = new ShardRecount(journeys, marks, ledger, setAside, experiment);
        int ranges = Math.clamp(visitors / Shards.COUNT / UNITS_IN_MEMORY + 1, 1, MOST_RANGES);
        try (JourneyStream seen = new JourneyStream(
                database,
                experiment.siteId(),
                experiment.id(),
                experiment.experiment().key(),
                Shards.bounds(from, 1).getFirst(),
                Shards.bounds(to - 1, 1).getLast())) {
            for (int shard = from; shard < to; shard++) {
                int taken = shard;
                tally.add(database.transaction(handle -> recount.recount(handle, taken, ranges, seen)));
                afterEach.run();
            }
        }
    }

    private void goOn(UUID job, int done) {
        if (stopping || !jobs.beat(job, done)) {
            throw new IllegalStateException("the recount was ended");
        }
    }

    /** In one transaction, for there is none on the job's thread. */
    private void conclude(KeptExperiment experiment, Actor actor, RecountTally tally, ObjectNode result) {
        QuarkusTransaction.requiringNew().run(() -> note(experiment, actor, tally, result));
    }

    private void note(KeptExperiment experiment, Actor actor, RecountTally tally, ObjectNode result) {
        audit.record(
                actor,
                tally.confirms() ? "experiment.recount.confirmed" : "experiment.recount.repaired",
                sites.keyOf(experiment.siteId()) + "/" + experiment.experiment().key(),
                result);
        if (!tally.confirms()) {
            database.query(handle -> {
                restatements.restate(handle, experiment.id(), "a recount repaired it");
                return true;
            });
            if (seals.of(experiment.id()).isPresent()) {
                seals.seal(experiment, actor);
            }
        }
    }
}
