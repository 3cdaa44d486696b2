package dev.candor.api.folding;

import dev.candor.api.catalog.ExperimentStopped;
import dev.candor.api.database.Database;
import dev.candor.api.database.DatabaseState;
import dev.candor.api.eventstore.DirtyMarks;
import dev.candor.api.eventstore.Shards;
import dev.candor.domain.journey.Contribution;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Has units folded again when their experiment was stopped, began a phase, or the program folds otherwise than before. It
 * compares what is with what was folded, so that a turn is never missed, whoever made it and whichever node was down.
 */
@ApplicationScoped
class DefinitionWatch {

    private static final String CHANGED = Database.sql("folding/changedDefinitions");
    private static final long LOCK = 0x666f6c6477L;

    private final Database database;
    private final DirtyMarks marks;

    DefinitionWatch(Database database, DirtyMarks marks) {
        this.database = database;
        this.marks = marks;
    }

    private record Changed(
            int id,
            int site,
            @Nullable OffsetDateTime stoppedAt,
            int phases,
            boolean known,
            int version,
            @Nullable OffsetDateTime since) {}

    /** At once, and on a thread that has no transaction. */
    void onExperimentStopped(@Observes(during = TransactionPhase.AFTER_SUCCESS) ExperimentStopped stopped) {
        CompletableFuture.runAsync(this::look).join();
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = DatabaseState.Away.class)
    void look() {
        if (database.query(DefinitionWatch::changed).isEmpty()) {
            return;
        }
        database.transaction(handle -> {
            handle.execute("select pg_advisory_xact_lock(?)", LOCK);
            List<Changed> all = changed(handle);
            if (all.stream().anyMatch(DefinitionWatch::concernsSomebody)) {
                letFoldsPass();
            }
            for (Changed one : all) {
                refold(one);
                handle.execute(
                        "insert into fold_state (experiment_id, stopped_at, phases, version) values (?, ?, ?, ?)"
                                + " on conflict (experiment_id) do update set stopped_at = excluded.stopped_at,"
                                + " phases = excluded.phases, version = excluded.version",
                        one.id(),
                        one.stoppedAt(),
                        one.phases(),
                        Contribution.VERSION);
            }
            return true;
        });
    }

    private static boolean concernsSomebody(Changed one) {
        return one.since() != null || (one.known() && one.version() != Contribution.VERSION);
    }

    private void refold(Changed one) {
        if (one.known() && one.version() != Contribution.VERSION) {
            marks.markExposed(one.site(), one.id());
        } else if (one.since() != null) {
            marks.markSince(one.site(), one.since().toInstant());
        }
        if (concernsSomebody(one)) {
            marks.markSetAside(one.site(), one.id());
        }
    }

    /**
     * Waits until each shard's lock was free once: whoever read the experiments before this has committed by then, and whoever
     * folds from here on knows of the change.
     */
    private void letFoldsPass() {
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            int passed = shard;
            database.transaction(handle -> {
                Shards.lock(handle, passed);
                return true;
            });
        }
    }

    private static List<Changed> changed(Handle handle) {
        return handle.createQuery(CHANGED)
                .bind("version", Contribution.VERSION)
                .map((row, context) -> new Changed(
                        row.getInt("id"),
                        row.getInt("site_id"),
                        row.getObject("stopped_at", OffsetDateTime.class),
                        row.getInt("phases"),
                        row.getBoolean("known"),
                        row.getInt("folded_version"),
                        row.getObject("since", OffsetDateTime.class)))
                .list();
    }
}
