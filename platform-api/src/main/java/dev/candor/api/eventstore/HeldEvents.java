package dev.candor.api.eventstore;

import dev.candor.api.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that is held of a visitor, in every epoch, for whoever it is about. */
@ApplicationScoped
public class HeldEvents {

    private static final String HELD_OF = Database.sql("eventstore/heldOf");
    private static final int MICROS = 6;

    private final Database database;
    private final Journeys journeys;

    HeldEvents(Database database, Journeys journeys) {
        this.database = database;
        this.journeys = journeys;
    }

    /**
     * One event as it is kept.
     *
     * @param detail JSON of what else is kept; null for nothing
     */
    public record Held(
            String id,
            String type,
            @Nullable String name,
            @Nullable BigDecimal value,
            Instant at,
            @Nullable String experiment,
            @Nullable String variant,
            @Nullable String detail) {}

    /** Where the unit counts in the results of an experiment. */
    public record Counted(String experiment, String variant, int phase, Instant since) {}

    /**
     * The visitor's exposures, or all other events; newest first.
     *
     * @param units the visitor in each epoch
     */
    public List<Held> of(int site, byte[][] units, boolean exposures, int most) {
        Instant from = journeys.keptSince(site);
        return database.query(handle -> handle.createQuery(HELD_OF)
                .bind("site", site)
                .bind("units", Database.byteas(units))
                .bind("from", Database.timestamp(from))
                .bind("exposures", exposures)
                .bind("most", most)
                .map((row, context) -> held(row))
                .list());
    }

    /** How many there are. */
    public long count(int site, byte[][] units, boolean exposures) {
        Instant from = journeys.keptSince(site);
        return database.query(handle -> handle.createQuery("select count(distinct id) from event where site_id = :site"
                        + " and unit = any(:units) and occurred_at >= :from and (type = 'exposure') = :exposures")
                .bind("site", site)
                .bind("units", Database.byteas(units))
                .bind("from", Database.timestamp(from))
                .bind("exposures", exposures)
                .mapTo(Long.class)
                .one());
    }

    /** In which results the visitor is counted; that outlives its events. */
    public List<Counted> counted(int site, byte[][] units) {
        return database.query(handle -> handle.createQuery("select x.key, c.variant, c.phase, c.exposed_at"
                        + " from contribution c join experiment x on x.id = c.experiment_id"
                        + " where x.site_id = :site and c.unit = any(:units) order by c.exposed_at desc, x.key")
                .bind("site", site)
                .bind("units", Database.byteas(units))
                .map((row, context) -> new Counted(
                        row.getString("key"),
                        row.getString("variant"),
                        row.getInt("phase"),
                        row.getObject("exposed_at", OffsetDateTime.class).toInstant()))
                .list());
    }

    private static Held held(ResultSet row) throws SQLException {
        long micros = row.getLong("value_micros");
        BigDecimal value = row.wasNull() ? null : BigDecimal.valueOf(micros, MICROS);
        return new Held(
                row.getString("id"),
                row.getString("type"),
                row.getString("name"),
                value,
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getString("experiment"),
                row.getString("variant"),
                row.getString("detail"));
    }
}
