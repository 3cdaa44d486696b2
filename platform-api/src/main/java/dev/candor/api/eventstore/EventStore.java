package dev.candor.api.eventstore;

import dev.candor.api.database.Database;
import dev.candor.api.problem.Json;
import dev.candor.domain.Coded;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Purpose;
import dev.candor.domain.event.Event;
import dev.candor.domain.event.Event.ConsentChange;
import dev.candor.domain.event.Event.Conversion;
import dev.candor.domain.event.Event.Exposure;
import dev.candor.domain.event.Event.TrustSignal;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/** Events, each stored once, and the marks that say whose changed. */
@ApplicationScoped
public class EventStore {

    private static final String EVENTS_OF = Database.sql("eventstore/eventsOf");
    private static final String TAKE_MARKS = Database.sql("eventstore/takeMarks");

    private final Database database;
    private final Semaphore marked = new Semaphore(0);

    EventStore(Database database) {
        this.database = database;
    }

    /** What identifies an event: a site can't be harmed by an id that another one used. */
    public record EventId(int site, UUID id) {}

    /**
     * Stores what is new of {@code events} and marks its units; durable when this returns.
     *
     * @return the ids of those that were new
     */
    public Set<EventId> append(List<NewEvent> events) {
        Set<EventId> stored = database.query(handle -> Append.run(handle.getConnection(), events));
        marked.release();
        return stored;
    }

    /** Which of these ids are stored already. */
    public Set<UUID> known(int site, Collection<UUID> ids) {
        return new HashSet<>(database.query(
                handle -> handle.createQuery("select id from event where site_id = :site and id = any(:ids)")
                        .bind("site", site)
                        .bind("ids", ids.toArray(UUID[]::new))
                        .mapTo(UUID.class)
                        .list()));
    }

    /** Returns as soon as something may have been marked by this node, and after {@code longest} in any case. */
    public void awaitMarks(Duration longest) throws InterruptedException {
        if (marked.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            marked.drainPermits();
        }
    }

    /** The shards that have marked units. */
    public List<Integer> markedShards() {
        return database.query(handle -> handle.createQuery("select distinct shard from dirty_mark order by shard")
                .mapTo(Integer.class)
                .list());
    }

    /** How many marks wait to be folded. */
    public long waiting() {
        return database.query(handle -> handle.createQuery("select count(*) from dirty_mark")
                .mapTo(Long.class)
                .one());
    }

    /** Takes at most {@code limit} marks of a shard, within the caller's transaction, which holds the shard's lock. */
    public List<UnitId> takeMarks(Handle handle, int shard, int limit) {
        return handle.createQuery(TAKE_MARKS)
                .bind("shard", shard)
                .bind("limit", limit)
                .map((row, context) -> new UnitId(row.getInt("site_id"), row.getBytes("unit")))
                .list();
    }

    /** Marks again the units of an experiment whose events happened at or after {@code from}. */
    public void markSince(int experimentId, Instant from) {
        database.query(handle -> handle.execute("""
                insert into dirty_mark (shard, site_id, unit)
                select distinct get_byte(c.unit, 0) & 63, x.site_id, c.unit
                from contribution c join experiment x on x.id = c.experiment_id
                join event e on e.site_id = x.site_id and e.unit = c.unit
                where c.experiment_id = ? and e.occurred_at >= ?
                """, experimentId, Database.timestamp(from)));
        marked.release();
    }

    /** All events of each of {@code units}. */
    public Map<UnitId, List<Event>> eventsOf(Handle handle, List<UnitId> units) {
        Map<UnitId, List<Event>> events = new HashMap<>();
        Connection connection = handle.getConnection();
        try (PreparedStatement statement = connection.prepareStatement(EVENTS_OF)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "int4", units.stream().map(UnitId::site).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea", units.stream().map(UnitId::pseudonym).toArray(byte[][]::new)));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    UnitId unit = new UnitId(rows.getInt("site_id"), rows.getBytes("unit"));
                    events.computeIfAbsent(unit, u -> new ArrayList<>()).add(event(rows));
                }
            }
            return events;
        } catch (SQLException e) {
            throw new org.jdbi.v3.core.statement.UnableToExecuteStatementException(e, null);
        }
    }

    private static Event event(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Instant at = row.getObject("occurred_at", OffsetDateTime.class).toInstant();
        Long value = row.getObject("value_micros", Long.class);
        String name = row.getString("name");
        String type = row.getString("type");
        return switch (type) {
            case "exposure" ->
                new Exposure(
                        id,
                        at,
                        text(row, "experiment"),
                        row.getString("variant"),
                        detail(row, "personalized").equals("true"));
            case "conversion" -> new Conversion(id, at, name, value);
            case "trust" -> new TrustSignal(id, at, name, value);
            case "consent" ->
                new ConsentChange(
                        id,
                        at,
                        Coded.of(Purpose.class, name).orElseThrow(),
                        Coded.of(ConsentState.class, detail(row, "state")).orElseThrow());
            default -> throw new IllegalStateException("an event of type " + type);
        };
    }

    private static String detail(ResultSet row, String field) throws SQLException {
        String detail = row.getString("detail");
        return detail == null ? "" : Json.kept(detail).path(field).asText();
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
