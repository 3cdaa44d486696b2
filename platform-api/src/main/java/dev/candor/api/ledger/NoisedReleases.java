package dev.candor.api.ledger;

import dev.candor.api.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What was given out with noise, and what each experiment may still lose of privacy by it. */
@ApplicationScoped
public class NoisedReleases {

    /** Of an experiment of which nobody has said anything else. */
    public static final BigDecimal USUAL_LIMIT = BigDecimal.ONE;

    private static final String COLUMNS =
            "select number, at, actor, phase, epsilon, released from noised_release where experiment_id = :id";

    private final Database database;

    NoisedReleases(Database database) {
        this.database = database;
    }

    /**
     * A release.
     *
     * @param number   from 1 on, within its experiment
     * @param released what was given out, word for word
     */
    public record Release(int number, Instant at, String actor, int phase, BigDecimal epsilon, String released) {}

    /** Lets nobody else release or set limits, until the caller's transaction ends. */
    public void lock(int experimentId) {
        database.query(handle -> handle.createQuery("select id from experiment where id = :id for update")
                .bind("id", experimentId)
                .mapTo(Integer.class)
                .one());
    }

    /** Oldest first. */
    public List<Release> of(int experimentId) {
        return database.query(handle -> handle.createQuery(COLUMNS + " order by number")
                .bind("id", experimentId)
                .map((row, context) -> release(row))
                .list());
    }

    /** The last release of a phase for this loss. */
    public Optional<Release> last(int experimentId, int phase, BigDecimal epsilon) {
        return database.query(handle -> handle.createQuery(
                        COLUMNS + " and phase = :phase and epsilon = :epsilon order by number desc limit 1")
                .bind("id", experimentId)
                .bind("phase", phase)
                .bind("epsilon", epsilon)
                .map((row, context) -> release(row))
                .findOne());
    }

    public void insert(int experimentId, Release release) {
        database.query(handle -> handle.execute(
                "insert into noised_release (experiment_id, number, at, actor, phase, epsilon, released)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                experimentId,
                release.number(),
                Database.timestamp(release.at()),
                release.actor(),
                release.phase(),
                release.epsilon(),
                release.released()));
    }

    /** How much privacy the experiment may lose to all its releases together. */
    public BigDecimal limit(int experimentId) {
        return database.query(handle -> limit(handle, experimentId)).orElse(USUAL_LIMIT);
    }

    private static Optional<BigDecimal> limit(Handle handle, int experimentId) {
        return handle.createQuery("select most from privacy_budget where experiment_id = :id")
                .bind("id", experimentId)
                .mapTo(BigDecimal.class)
                .findOne();
    }

    public void setLimit(int experimentId, BigDecimal most) {
        database.query(handle -> handle.execute(
                "insert into privacy_budget (experiment_id, most) values (?, ?)"
                        + " on conflict (experiment_id) do update set most = excluded.most",
                experimentId,
                most));
    }

    private static Release release(ResultSet row) throws SQLException {
        return new Release(
                row.getInt("number"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getInt("phase"),
                row.getBigDecimal("epsilon"),
                row.getString("released"));
    }
}
