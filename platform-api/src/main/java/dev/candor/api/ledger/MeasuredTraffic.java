package dev.candor.api.ledger;

import dev.candor.api.database.Database;
import dev.candor.domain.consent.UnitKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What earlier experiments of a site tell about the next one: how many visitors come, and what a metric is like. */
@ApplicationScoped
public class MeasuredTraffic {

    private static final Duration RECENT = Duration.ofDays(28);
    private static final int MICROS = 6;
    private static final String DAILY_VISITORS = Database.sql("ledger/dailyVisitors");
    private static final String MEASURED = Database.sql("ledger/measured");

    private final Database database;

    MeasuredTraffic(Database database) {
        this.database = database;
    }

    /**
     * A metric per unit, as it was measured last.
     *
     * @param mean     in the metric's unit
     * @param variance with n - 1 below the line
     */
    public record Measured(long units, double mean, double variance) {}

    /** Visitors a day with all of the traffic; empty when no experiment ran for a day in the last four weeks. */
    public Optional<Double> dailyVisitors(int siteId, UnitKind unit, Instant now) {
        return database.query(handle -> handle.createQuery(DAILY_VISITORS)
                .bind("site", siteId)
                .bind("unit", unit.code())
                .bind("now", Database.timestamp(now))
                .bind("since", Database.timestamp(now.minus(RECENT)))
                .mapTo(Double.class)
                .findOne());
    }

    /** What the metric was; empty when it was never measured on at least two units. */
    public Optional<Measured> metric(int siteId, UnitKind unit, String metric) {
        return database.query(handle -> handle.createQuery(MEASURED)
                .bind("site", siteId)
                .bind("unit", unit.code())
                .bind("metric", metric)
                .map((row, context) -> measured(row))
                .findOne()
                .filter(measured -> measured.units() > 1));
    }

    private static Measured measured(ResultSet row) throws SQLException {
        double units = row.getDouble("units");
        double sum = row.getBigDecimal("sum_y").movePointLeft(MICROS).doubleValue();
        BigDecimal squares = row.getBigDecimal("sum_yy").movePointLeft(2 * MICROS);
        double variance = units > 1 ? (squares.doubleValue() - sum * sum / units) / (units - 1) : 0;
        return new Measured((long) units, sum / units, Math.max(0, variance));
    }
}
