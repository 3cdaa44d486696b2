package dev.candor.api.ledger;

import dev.candor.api.database.Database;
import dev.candor.api.problem.Json;
import dev.candor.domain.ManyVisitors;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * An experiment's statistics as they were: taken every hour, and when its status or its phase changed. Shown are those that differ
 * from the one shown before by at least {@link ManyVisitors#LEAST} visitors in every variant: the difference of two would else be what
 * a few did.
 */
@ApplicationScoped
public class Snapshots {

    /** So many visitors of each variant are between two snapshots that are shown, or none. */
    static final int LEAST_BETWEEN = ManyVisitors.LEAST;

    private static final String COLUMNS =
            "select at, phase, status, statistics from snapshot where experiment_id = :id";
    private static final String UNSETTLED = Database.sql("ledger/unsettledSnapshots");
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

    /** The last one taken at or before {@code moment} that may be shown. */
    public Optional<Snapshot> before(int experimentId, Instant moment) {
        settle(experimentId);
        return database.query(
                handle -> handle.createQuery(COLUMNS + " and apart and at <= :moment order by at desc limit 1")
                        .bind("id", experimentId)
                        .bind("moment", Database.timestamp(moment))
                        .map((row, context) -> snapshot(row))
                        .findOne());
    }

    /** Whether any was taken after {@code from}, up to {@code until}. */
    public boolean hasBetween(int experimentId, Instant from, Instant until) {
        return database.query(handle -> handle.createQuery(
                        "select exists (select 1 from snapshot where experiment_id = :id and at > :from and at <= :until)")
                .bind("id", experimentId)
                .bind("from", Database.timestamp(from))
                .bind("until", Database.timestamp(until))
                .mapTo(Boolean.class)
                .one());
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

    /** Those of a phase that may be shown, up to {@code moment}, oldest first; when there are more than {@code most}, as many, evenly spread. */
    public List<Snapshot> spread(int experimentId, int phase, Instant moment, int most) {
        settle(experimentId);
        return database.query(handle -> handle.createQuery(SPREAD)
                .bind("id", experimentId)
                .bind("phase", phase)
                .bind("moment", Database.timestamp(moment))
                .bind("most", most)
                .map((row, context) -> snapshot(row))
                .list());
    }

    /**
     * Says of each new or restated snapshot whether it may be shown: from the first one on, by comparing with the last that may.
     * Whoever does it comes to the same.
     */
    private void settle(int experimentId) {
        List<Integer> phases = database.query(handle -> handle.createQuery(
                        "select distinct phase from snapshot where experiment_id = :id and apart is null order by phase")
                .bind("id", experimentId)
                .mapTo(Integer.class)
                .list());
        for (int phase : phases) {
            database.transaction(handle -> {
                settle(handle, experimentId, phase);
                return phase;
            });
        }
    }

    private static void settle(Handle handle, int experimentId, int phase) {
        Statistics last = new Statistics();
        for (Unsettled each : handle.createQuery(UNSETTLED)
                .bind("id", experimentId)
                .bind("phase", phase)
                .map((row, context) -> new Unsettled(snapshot(row), row.getObject("apart", Boolean.class)))
                .list()) {
            Snapshot snapshot = each.snapshot();
            boolean apart = each.apart() == null ? isApart(last, snapshot.statistics()) : each.apart();
            if (each.apart() == null) {
                handle.execute(
                        "update snapshot set apart = ? where experiment_id = ? and at = ?",
                        apart,
                        experimentId,
                        Database.timestamp(snapshot.at()));
            }
            if (apart) {
                last = snapshot.statistics();
            }
        }
    }

    /** A snapshot, and whether it may be shown; null where nobody has looked yet. */
    private record Unsettled(Snapshot snapshot, @Nullable Boolean apart) {}

    /** By the visitors who count, variant by variant; the same again is shown as well. */
    static boolean isApart(Statistics last, Statistics next) {
        if (next.minus(last).isEmpty()) {
            return true;
        }
        TreeSet<String> variants = new TreeSet<>(last.visitors().keySet());
        variants.addAll(next.visitors().keySet());
        return variants.stream()
                .allMatch(variant -> Math.abs(next.visitors(variant).counted()
                                - last.visitors(variant).counted())
                        >= LEAST_BETWEEN);
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
                                    "update snapshot set statistics = ?, apart = null where experiment_id = ? and at = ?",
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
