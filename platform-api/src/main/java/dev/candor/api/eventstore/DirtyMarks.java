package dev.candor.api.eventstore;

import dev.candor.api.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** The marks that say whose events changed. They have no key: a unique mark loses events (docs/decisions/0003). */
@ApplicationScoped
public class DirtyMarks {

    /** Marks are counted up to this many in a shard: beyond it the exact number helps nobody and costs time. */
    private static final int COUNTED = 200;

    private static final String TAKE_MARKS = Database.sql("eventstore/takeMarks");
    private static final String MARKED_SHARDS = Database.sql("eventstore/markedShards");
    private static final String OLDEST_MARKS = Database.sql("eventstore/oldestMarks");

    private final Database database;
    private final EventStore events;

    DirtyMarks(Database database, EventStore events) {
        this.database = database;
        this.events = events;
    }

    /** A shard that has marks, counted up to a limit. */
    public record Marked(int shard, int marks) {}

    /**
     * What was taken.
     *
     * @param units those that were marked, each once
     * @param marks how many marks that were
     */
    public record Taken(List<UnitId> units, int marks) {

        public static final Taken NOTHING = new Taken(List.of(), 0);
    }

    /** The shards that have marked units, and how many marks, counted up to {@code most} in each. */
    public List<Marked> marked(int most) {
        return database.query(handle -> handle.createQuery(MARKED_SHARDS)
                .bind("most", most)
                .map((row, context) -> new Marked(row.getInt("shard"), row.getInt("marks")))
                .list());
    }

    /** How many marks wait to be folded, in each shard counted up to 200. */
    public long waiting() {
        return marked(COUNTED).stream().mapToLong(Marked::marks).sum();
    }

    /** When the oldest mark was made, by the database's clock. */
    public Optional<Instant> oldest() {
        return database.query(handle -> handle.createQuery(OLDEST_MARKS)
                .map((row, context) -> row.getObject("at", OffsetDateTime.class))
                .findOne()
                .map(OffsetDateTime::toInstant));
    }

    /** For how long the oldest mark waits, by the database's clock alone; zero when none does. */
    public Duration longestWait() {
        return database.query(handle -> handle.createQuery(OLDEST_MARKS)
                .map((row, context) -> Duration.ofMillis(Math.max(0, row.getLong("milliseconds"))))
                .one());
    }

    /** Takes at most {@code limit} marks of some shards, within the caller's transaction, which holds the shards' locks. */
    public Taken take(Handle handle, List<Integer> shards, int limit) {
        if (shards.isEmpty()) {
            return Taken.NOTHING;
        }
        List<UnitId> units = new ArrayList<>();
        int marks = handle
                .createQuery(TAKE_MARKS)
                .bindArray("shards", Integer.class, shards)
                .bind("limit", limit)
                .map((row, context) -> {
                    units.add(new UnitId(row.getInt("site_id"), row.getBytes("unit")));
                    return row.getInt("marks");
                })
                .list()
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
        return new Taken(units, marks);
    }

    /** Which of a site's units in a shard wait to be folded. */
    public Set<UnitId> among(Handle handle, int shard, int siteId, Collection<UnitId> units) {
        Set<UnitId> waiting = new HashSet<>();
        Connection connection = handle.getConnection();
        try (PreparedStatement statement = connection.prepareStatement(
                "select distinct unit from dirty_mark where shard = ? and site_id = ? and unit = any(?)")) {
            statement.setInt(1, shard);
            statement.setInt(2, siteId);
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "bytea", units.stream().map(UnitId::pseudonym).toArray(byte[][]::new)));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    waiting.add(new UnitId(siteId, rows.getBytes(1)));
                }
            }
            return waiting;
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    /** Marks the units of a site that have events of at or after {@code from}. */
    public void markSince(int siteId, Instant from) {
        mark("site_id = ? and occurred_at >= ?", siteId, Database.timestamp(from));
    }

    /** Marks the units that met a variant of the experiment. */
    public void markExposed(int siteId, int experimentId) {
        mark("site_id = ? and experiment_id = ?", siteId, experimentId);
    }

    /** Marks the units that are set aside from the experiment. */
    public void markSetAside(int siteId, int experimentId) {
        database.query(handle -> handle.execute(
                "insert into dirty_mark (shard, site_id, unit)"
                        + " select get_byte(unit, 0) >> 2, ?, unit from set_aside where experiment_id = ?",
                siteId,
                experimentId));
        events.announceMarks();
    }

    private void mark(String which, @Nullable Object... arguments) {
        database.query(handle -> handle.execute(
                "insert into dirty_mark (shard, site_id, unit)"
                        + " select distinct get_byte(unit, 0) >> 2, site_id, unit from event where length(unit) > 0 and "
                        + which,
                arguments));
        events.announceMarks();
    }
}
