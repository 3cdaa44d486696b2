package dev.candor.api.eventstore;

import dev.candor.api.database.Database;
import dev.candor.api.problem.Json;
import dev.candor.domain.Coded;
import dev.candor.domain.event.Dimension;
import dev.candor.domain.event.Event;
import dev.candor.domain.event.Event.Conversion;
import dev.candor.domain.event.Event.Exposure;
import dev.candor.domain.event.Event.TrustSignal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Events unit by unit, as the fold takes them. */
@ApplicationScoped
public class Journeys {

    private static final String EVENTS_OF = Database.sql("eventstore/eventsOf");
    private static final String EVENTS_BETWEEN = Database.sql("eventstore/eventsBetween");
    private static final Duration KNOWN_FOR = Duration.ofMinutes(1);
    private static final int FETCHED_AT_ONCE = 5_000;
    /** An id is at most a day ahead of the clock when it is taken; a week more leaves room for clocks that are wrong. */
    private static final int AHEAD = 8;

    private final Retention retention;
    private final Clock clock;
    private volatile Kept kept = new Kept(Instant.EPOCH, Map.of());

    Journeys(Retention retention, Clock clock) {
        this.retention = retention;
        this.clock = clock;
    }

    /** The journeys of {@code units}, in their order. */
    public List<Journey> of(Handle handle, List<UnitId> units) {
        Journey[] journeys = new Journey[units.size()];
        Arrays.fill(journeys, Journey.EMPTY);
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
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            statement.setObject(3, Partitions.firstId(today.plusDays(AHEAD)));
            statement.setFetchSize(FETCHED_AT_ONCE);
            try (ResultSet rows = statement.executeQuery()) {
                Reader reader = new Reader(rows);
                while (rows.next()) {
                    int position = rows.getInt("position") - 1;
                    if (journeys[position] == Journey.EMPTY) {
                        journeys[position] = new Journey();
                    }
                    reader.addTo(journeys[position]);
                }
            }
            return List.of(journeys);
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    /**
     * Gives each unit of a site in {@code [from, to)} that has events to {@code taker}, in the order of the units. One at a time
     * is in memory.
     */
    public void between(Handle handle, int siteId, byte[] from, byte[] to, BiConsumer<byte[], Journey> taker) {
        Connection connection = handle.getConnection();
        try (PreparedStatement statement = connection.prepareStatement(EVENTS_BETWEEN)) {
            statement.setInt(1, siteId);
            statement.setBytes(2, from);
            statement.setBytes(3, to);
            statement.setFetchSize(FETCHED_AT_ONCE);
            try (ResultSet rows = statement.executeQuery()) {
                Reader reader = new Reader(rows);
                byte[] unit = null;
                Journey journey = new Journey();
                while (rows.next()) {
                    byte[] next = rows.getBytes("unit");
                    if (unit != null && !Arrays.equals(unit, next)) {
                        taker.accept(unit, journey);
                        journey = new Journey();
                    }
                    unit = next;
                    reader.addTo(journey);
                }
                if (unit != null) {
                    taker.accept(unit, journey);
                }
            }
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    /** The experiments of which the unit met a variant. */
    public List<Integer> experimentsOf(Handle handle, UnitId unit) {
        return handle.createQuery("select distinct experiment_id from event where site_id = :site and unit = :unit"
                        + " and type = 'exposure' and experiment_id is not null")
                .bind("site", unit.site())
                .bind("unit", unit.pseudonym())
                .mapTo(Integer.class)
                .list();
    }

    /** Removes the unit's events and marks, within the caller's transaction, which holds the shard's lock. */
    public int erase(Handle handle, UnitId unit) {
        handle.execute(
                "delete from dirty_mark where shard = ? and site_id = ? and unit = ?",
                unit.shard(),
                unit.site(),
                unit.pseudonym());
        return handle.execute("delete from event where site_id = ? and unit = ?", unit.site(), unit.pseudonym());
    }

    /** What happened before this on a site may be gone: its retention was over, or its partition dropped. */
    public Instant keptSince(int siteId) {
        Instant now = clock.instant();
        Kept known = kept;
        if (known.until().isBefore(now) || !known.bySite().containsKey(siteId)) {
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            Map<Integer, Instant> bySite = new HashMap<>();
            retention
                    .kept(today)
                    .forEach(site -> bySite.put(
                            site.site(),
                            site.from().atStartOfDay(ZoneOffset.UTC).toInstant()));
            known = new Kept(now.plus(KNOWN_FOR), bySite);
            kept = known;
        }
        return known.bySite().getOrDefault(siteId, Instant.EPOCH);
    }

    private record Kept(Instant until, Map<Integer, Instant> bySite) {}

    /** Reads rows; the few spellings of dimensions are read once. */
    private static final class Reader {
        /** The key of an experiment that is there no more; no experiment has it. */
        private static final String NO_MORE = "";

        private final ResultSet rows;
        private final Map<String, Map<Dimension, String>> known = new HashMap<>();

        Reader(ResultSet rows) {
            this.rows = rows;
        }

        void addTo(Journey journey) throws SQLException {
            String type = rows.getString("type");
            String experiment = rows.getString("experiment");
            if (type.equals("exposure") && experiment != null) {
                journey.met(experiment);
            }
            try {
                journey.add(event(type, experiment));
            } catch (RuntimeException e) {
                journey.spoil("an event of type " + type + " cannot be read: " + e.getMessage());
            }
        }

        private Event event(String type, @Nullable String experiment) throws SQLException {
            UUID id = rows.getObject("id", UUID.class);
            Instant at = rows.getObject("occurred_at", OffsetDateTime.class).toInstant();
            return switch (type) {
                case "exposure" ->
                    new Exposure(
                            id,
                            at,
                            experiment == null ? NO_MORE : experiment,
                            needed(rows.getString("variant"), "variant"),
                            false,
                            dimensions(rows.getString("dimensions")));
                case "conversion" -> new Conversion(id, at, needed(rows.getString("name"), "name"), value());
                case "trust" -> new TrustSignal(id, at, needed(rows.getString("name"), "name"), value());
                default -> throw new IllegalStateException("it is of no known type");
            };
        }

        private @Nullable Long value() throws SQLException {
            long value = rows.getLong("value_micros");
            return rows.wasNull() ? null : value;
        }

        private static String needed(@Nullable String value, String name) {
            if (value == null) {
                throw new IllegalStateException("it has no " + name);
            }
            return value;
        }

        private Map<Dimension, String> dimensions(@Nullable String json) {
            if (json == null) {
                return Map.of();
            }
            if (known.size() > FETCHED_AT_ONCE) {
                known.clear();
            }
            return known.computeIfAbsent(json, Reader::parsed);
        }

        private static Map<Dimension, String> parsed(String json) {
            Map<Dimension, String> dimensions = new EnumMap<>(Dimension.class);
            Json.kept(json)
                    .properties()
                    .forEach(field -> Coded.of(Dimension.class, field.getKey())
                            .ifPresent(dimension ->
                                    dimensions.put(dimension, field.getValue().asText())));
            return Map.copyOf(dimensions);
        }
    }
}
