package dev.candor.api.ledger;

import dev.candor.api.database.Database;
import dev.candor.api.problem.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** An experiment's statistics as they were: taken every hour, and when its status or its phase changed. */
@ApplicationScoped
public class Snapshots {

    private static final String COLUMNS =
            "select at, phase, status, statistics from snapshot where experiment_id = :id";
    private static final String SPREAD = Database.sql("ledger/spreadSnapshots");

    private final Database database;

    Snapshots(Database database) {
        this.database = database;
    }

    /**
     * The statistics of the phase in force at a moment.
     *
     * @param status the experiment's at that moment
     */
    public record Snapshot(Instant at, int phase, String status, Statistics statistics) {}

    public void insert(int experimentId, Snapshot snapshot) {
        database.query(handle -> handle.execute(
                "insert into snapshot (experiment_id, at, phase, status, statistics) values (?, ?, ?, ?, ?)"
                        + " on conflict do nothing",
                experimentId,
                Database.timestamp(snapshot.at()),
                snapshot.phase(),
                snapshot.status(),
                Json.text(StatisticsJson.write(snapshot.statistics()))));
    }

    /** The last one taken at or before {@code moment}. */
    public Optional<Snapshot> before(int experimentId, Instant moment) {
        return database.query(handle -> handle.createQuery(COLUMNS + " and at <= :moment order by at desc limit 1")
                .bind("id", experimentId)
                .bind("moment", Database.timestamp(moment))
                .map((row, context) -> snapshot(row))
                .findOne());
    }

    /** When the first one was taken. */
    public Optional<Instant> first(int experimentId) {
        return database.query(
                handle -> handle.createQuery("select at from snapshot where experiment_id = :id order by at limit 1")
                        .bind("id", experimentId)
                        .mapTo(OffsetDateTime.class)
                        .findOne()
                        .map(OffsetDateTime::toInstant));
    }

    /** Those of a phase up to {@code moment}, oldest first; when there are more than {@code most}, as many, evenly spread. */
    public List<Snapshot> spread(int experimentId, int phase, Instant moment, int most) {
        return database.query(handle -> handle.createQuery(SPREAD)
                .bind("id", experimentId)
                .bind("phase", phase)
                .bind("moment", Database.timestamp(moment))
                .bind("most", most)
                .map((row, context) -> snapshot(row))
                .list());
    }

    /**
     * Replaces the statistics of a phase's snapshots from {@code from} on, within the caller's transaction.
     *
     * @param restated what a snapshot is without somebody; empty to drop it
     */
    void restate(
            Handle handle,
            int experimentId,
            int phase,
            Instant from,
            Function<Snapshot, Optional<Statistics>> restated) {
        List<Snapshot> all = handle.createQuery(COLUMNS + " and phase = :phase and at >= :from")
                .bind("id", experimentId)
                .bind("phase", phase)
                .bind("from", Database.timestamp(from))
                .map((row, context) -> snapshot(row))
                .list();
        for (Snapshot snapshot : all) {
            restated.apply(snapshot)
                    .ifPresentOrElse(
                            statistics -> handle.execute(
                                    "update snapshot set statistics = ? where experiment_id = ? and at = ?",
                                    Json.text(StatisticsJson.write(statistics)),
                                    experimentId,
                                    Database.timestamp(snapshot.at())),
                            () -> handle.execute(
                                    "delete from snapshot where experiment_id = ? and at = ?",
                                    experimentId,
                                    Database.timestamp(snapshot.at())));
        }
    }

    private static Snapshot snapshot(ResultSet row) throws SQLException {
        return new Snapshot(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getInt("phase"),
                row.getString("status"),
                StatisticsJson.read(Json.kept(row.getString("statistics"))));
    }
}
