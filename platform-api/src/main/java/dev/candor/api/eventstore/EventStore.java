package dev.candor.api.eventstore;

import dev.candor.api.database.Database;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Events, each stored once, and the marks that say whose changed. */
@ApplicationScoped
public class EventStore {

    private static final String APPEND = Database.sql("eventstore/append");

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
        Set<EventId> stored = database.transaction(handle -> append(handle.getConnection(), events));
        marked.release();
        return stored;
    }

    private static Set<EventId> append(Connection connection, List<NewEvent> events) {
        try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
            bind(connection, statement, 1, "uuid", events, e -> e.event().id());
            bind(connection, statement, 2, "int4", events, e -> e.unit().site());
            bind(connection, statement, 3, "bytea", events, e -> e.unit().pseudonym());
            bind(connection, statement, 4, "text", events, e -> type(e.event()));
            bind(
                    connection,
                    statement,
                    5,
                    "timestamptz",
                    events,
                    e -> time(e.event().occurredAt()));
            bind(connection, statement, 6, "timestamptz", events, e -> time(e.receivedAt()));
            bind(connection, statement, 7, "int4", events, NewEvent::experimentId);
            bind(connection, statement, 8, "text", events, e -> variant(e.event()));
            bind(connection, statement, 9, "text", events, e -> name(e.event()));
            bind(connection, statement, 10, "int8", events, e -> value(e.event()));
            bind(connection, statement, 11, "jsonb", events, NewEvent::detail);
            Set<EventId> stored = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    stored.add(new EventId(rows.getInt("site_id"), rows.getObject("id", UUID.class)));
                }
            }
            return stored;
        } catch (SQLException e) {
            throw new org.jdbi.v3.core.statement.UnableToExecuteStatementException(e, null);
        }
    }

    private static void bind(
            Connection connection,
            PreparedStatement statement,
            int position,
            String type,
            List<NewEvent> events,
            Function<NewEvent, @Nullable Object> column)
            throws SQLException {
        // The driver takes bytes as an array of arrays only.
        @Nullable Object[] values = type.equals("bytea") ? new byte[events.size()][] : new Object[events.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(events.get(i));
        }
        statement.setArray(position, connection.createArrayOf(type, values));
    }

    /** Returns as soon as something may have been marked by this node, and after {@code longest} in any case. */
    public void awaitMarks(Duration longest) throws InterruptedException {
        if (marked.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            marked.drainPermits();
        }
    }

    /** Lets a waiting worker of this node look for marks. */
    void announceMarks() {
        marked.release();
    }

    private static String type(Event event) {
        return switch (event) {
            case Exposure exposure -> "exposure";
            case Conversion conversion -> "conversion";
            case ConsentChange change -> "consent";
            case TrustSignal signal -> "trust";
        };
    }

    private static @Nullable String variant(Event event) {
        return event instanceof Exposure exposure ? exposure.variant() : null;
    }

    private static @Nullable String name(Event event) {
        return switch (event) {
            case Exposure exposure -> null;
            case Conversion conversion -> conversion.name();
            case ConsentChange change -> change.purpose().code();
            case TrustSignal signal -> signal.name();
        };
    }

    private static @Nullable Long value(Event event) {
        return switch (event) {
            case Conversion conversion -> conversion.valueMicros();
            case TrustSignal signal -> signal.valueMicros();
            case Exposure exposure -> null;
            case ConsentChange change -> null;
        };
    }

    private static @Nullable OffsetDateTime time(Instant instant) {
        return Database.timestamp(instant);
    }
}
