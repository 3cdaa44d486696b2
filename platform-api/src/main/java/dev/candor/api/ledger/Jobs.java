package dev.candor.api.ledger;

import dev.candor.api.database.Database;
import dev.candor.api.problem.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Work that takes longer than a request. Whoever does it beats; a job that stopped beating lost its node, and has failed. */
@ApplicationScoped
public class Jobs {

    /** A running job that did not beat for so long has lost its node. */
    public static final Duration SILENCE = Duration.ofSeconds(60);

    private static final String COLUMNS =
            "select id, kind, experiment_id, status, done, total, started_at, beat_at, finished_at, result from job ";

    private final Database database;
    private final Clock clock;

    Jobs(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A job.
     *
     * @param status {@code running}, {@code done} or {@code failed}
     * @param done   how many of {@code total} steps are done
     * @param result JSON, once it is over: what came of it, or why it failed
     */
    public record Job(
            UUID id,
            String kind,
            int experimentId,
            String status,
            int done,
            int total,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String result) {

        public boolean isRunning() {
            return status.equals("running");
        }
    }

    /** The job, and whether it was begun just now rather than found running. */
    public record Begun(Job job, boolean isNew) {}

    /** Begins a job; where one of the kind runs for the experiment already, that one. */
    public Begun begin(String kind, int experimentId, String actor, int total) {
        failSilent();
        UUID id = UUID.randomUUID();
        int inserted = database.query(handle -> handle.execute(
                "insert into job (id, kind, experiment_id, actor, status, done, total, started_at, beat_at)"
                        + " values (?, ?, ?, ?, 'running', 0, ?, ?, ?) on conflict do nothing",
                id,
                kind,
                experimentId,
                actor,
                total,
                Database.timestamp(clock.instant()),
                Database.timestamp(clock.instant())));
        if (inserted == 1) {
            return new Begun(find(id).orElseThrow(), true);
        }
        Optional<Job> running = running(kind, experimentId);
        return running.isPresent() ? new Begun(running.get(), false) : begin(kind, experimentId, actor, total);
    }

    private Optional<Job> running(String kind, int experimentId) {
        return database.query(handle -> handle.createQuery(
                        COLUMNS + "where kind = :kind and experiment_id = :experiment and status = 'running'")
                .bind("kind", kind)
                .bind("experiment", experimentId)
                .map((row, context) -> job(row))
                .findOne());
    }

    /** The job of that kind that was begun last for the experiment. */
    public Optional<Job> last(String kind, int experimentId) {
        failSilent();
        return database.query(handle -> handle.createQuery(
                        COLUMNS + "where kind = :kind and experiment_id = :experiment order by started_at desc limit 1")
                .bind("kind", kind)
                .bind("experiment", experimentId)
                .map((row, context) -> job(row))
                .findOne());
    }

    public Optional<Job> find(UUID id) {
        failSilent();
        return database.query(handle -> handle.createQuery(COLUMNS + "where id = :id")
                .bind("id", id)
                .map((row, context) -> job(row))
                .findOne());
    }

    /**
     * Says that the job goes on; workers may say so in any order. {@code false} when it was taken for dead meanwhile, and must
     * not.
     */
    public boolean beat(UUID id, int done) {
        return database.query(handle -> handle.execute(
                        "update job set done = greatest(done, ?), beat_at = ? where id = ? and status = 'running'",
                        done,
                        Database.timestamp(clock.instant()),
                        id))
                == 1;
    }

    /** Ends the job. */
    public void finish(UUID id, boolean well, String result) {
        database.query(handle -> handle.execute(
                "update job set status = ?, result = ?, finished_at = ? where id = ? and status = 'running'",
                well ? "done" : "failed",
                result,
                Database.timestamp(clock.instant()),
                id));
    }

    private void failSilent() {
        String why = Json.text(Json.object()
                .put("reason", "the node that did this stopped; what it had recomputed is kept: ask for it again"));
        Instant now = clock.instant();
        database.query(handle -> handle.execute(
                "update job set status = 'failed', result = ?, finished_at = ? where status = 'running' and beat_at < ?",
                why,
                Database.timestamp(now),
                Database.timestamp(now.minus(SILENCE))));
    }

    private static Job job(ResultSet row) throws SQLException {
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new Job(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getInt("experiment_id"),
                row.getString("status"),
                row.getInt("done"),
                row.getInt("total"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant(),
                row.getString("result"));
    }
}
