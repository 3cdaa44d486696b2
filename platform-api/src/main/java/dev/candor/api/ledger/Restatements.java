package dev.candor.api.ledger;

import dev.candor.api.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** How often a result was restated, and why: after an erasure, or a recount that repaired something. */
@ApplicationScoped
public class Restatements {

    private final Database database;
    private final Clock clock;

    Restatements(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The version of the result: 1, and one more for each restatement. */
    public int version(int experimentId) {
        return 1
                + database.query(handle -> handle.createQuery(
                                "select coalesce(max(number), 0) from restatement where experiment_id = :id")
                        .bind("id", experimentId)
                        .mapTo(Integer.class)
                        .one());
    }

    /**
     * A new version of a result.
     *
     * @param version from 2
     */
    public record Restatement(int version, Instant at, String reason) {}

    /** The newest {@code most} of them, newest first. */
    public List<Restatement> newest(int experimentId, int most) {
        return database.query(handle -> handle.createQuery("select number, at, reason from restatement"
                        + " where experiment_id = :id order by number desc limit :most")
                .bind("id", experimentId)
                .bind("most", most)
                .map((row, context) -> new Restatement(
                        row.getInt("number") + 1,
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("reason")))
                .list());
    }

    /** Makes the result a new version, within the caller's transaction. */
    public void restate(Handle handle, int experimentId, String reason) {
        // One at a time, so that no number is given twice.
        handle.execute("select 1 from experiment where id = ? for update", experimentId);
        handle.execute(
                "insert into restatement (experiment_id, number, at, reason)"
                        + " select ?, coalesce(max(number), 0) + 1, ?, ? from restatement where experiment_id = ?",
                experimentId,
                Database.timestamp(clock.instant()),
                reason,
                experimentId);
    }
}
