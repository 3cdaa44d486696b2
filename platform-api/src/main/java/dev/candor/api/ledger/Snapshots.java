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

    private static Snapshot snapshot(ResultSet row) throws SQLException {
        return new Snapshot(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getInt("phase"),
                row.getString("status"),
                StatisticsJson.read(Json.kept(row.getString("statistics"))));
    }
}
