package dev.candor.api.eventstore;

import dev.candor.api.database.Database;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Events unit by unit, as the fold takes them. */
@ApplicationScoped
public class Journeys {

    private static final String EVENTS_OF = Database.sql("eventstore/eventsOf");
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
                StoredEvents stored = new StoredEvents();
                while (rows.next()) {
                    int position = rows.getInt("position") - 1;
                    if (journeys[position] == Journey.EMPTY) {
                        journeys[position] = new Journey();
                    }
                    stored.add(row(rows), journeys[position]);
                }
            }
            return List.of(journeys);
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

    private static StoredEvents.Row row(ResultSet rows) throws SQLException {
        long number = rows.getLong("value_micros");
        Long value = rows.wasNull() ? null : number;
        return new StoredEvents.Row(
                rows.getObject("id", UUID.class),
                rows.getString("type"),
                rows.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                rows.getString("experiment"),
                rows.getString("variant"),
                rows.getString("name"),
                value,
                rows.getString("dimensions"));
    }
}
