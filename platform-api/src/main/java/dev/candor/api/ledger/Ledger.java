package dev.candor.api.ledger;

import dev.candor.api.database.Database;
import dev.candor.api.eventstore.UnitId;
import dev.candor.api.ledger.Statistics.Cell;
import dev.candor.api.ledger.Statistics.Visitors;
import dev.candor.domain.journey.Contribution;
import dev.candor.domain.journey.ExperimentDefinition;
import dev.candor.domain.journey.MetricValue;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Contributions, and the statistics that they add up to: replaced and adjusted in one transaction. */
@ApplicationScoped
public class Ledger {

    private static final String ADD_STATISTICS = Database.sql("ledger/addStatistics");

    private final Database database;

    Ledger(Database database) {
        this.database = database;
    }

    /**
     * Replaces contributions and adds the difference to the statistics, within the caller's transaction.
     *
     * @param contributions by unit, all of one site; empty for a unit that contributes nothing (any more)
     */
    public void replace(
            Handle handle,
            int experimentId,
            ExperimentDefinition definition,
            Map<UnitId, Optional<Contribution>> contributions) {
        Map<UnitId, Contribution> before = contributions(handle, experimentId, contributions.keySet());
        Statistics difference = new Statistics();
        Map<UnitId, Contribution> changed = new HashMap<>();
        List<UnitId> gone = new ArrayList<>();
        contributions.forEach((unit, now) -> {
            Contribution old = before.get(unit);
            if (now.isPresent() && now.get().equals(old)) {
                return;
            }
            if (old != null) {
                difference.subtract(definition, old);
            }
            if (now.isPresent()) {
                difference.add(definition, now.get());
                changed.put(unit, now.get());
            } else if (old != null) {
                gone.add(unit);
            }
        });
        write(handle, experimentId, changed);
        remove(handle, experimentId, gone);
        add(handle, experimentId, difference);
    }

    /** Adds to the experiment's statistics, within the caller's transaction. */
    public void add(Handle handle, int experimentId, Statistics difference) {
        try (PreparedBatch batch = handle.prepareBatch("""
                insert into variant_total as v (experiment_id, variant, visitors, quarantined)
                values (:experiment, :variant, :visitors, :quarantined)
                on conflict (experiment_id, variant) do update set
                    visitors = v.visitors + excluded.visitors, quarantined = v.quarantined + excluded.quarantined
                """)) {
            difference
                    .visitors()
                    .forEach((variant, count) -> batch.bind("experiment", experimentId)
                            .bind("variant", variant)
                            .bind("visitors", count.counted())
                            .bind("quarantined", count.quarantined())
                            .add());
            execute(batch);
        }
        try (PreparedBatch batch = handle.prepareBatch(ADD_STATISTICS)) {
            difference.totals().forEach((cell, totals) -> {
                if (!totals.equals(Totals.ZERO)) {
                    bind(batch, experimentId, cell, totals);
                }
            });
            execute(batch);
        }
    }

    /** Keeps statistics that were counted elsewhere. */
    public void insertImported(int experimentId, Statistics statistics) {
        database.query(handle -> {
            add(handle, experimentId, statistics);
            return true;
        });
    }

    /** What the experiment's contributions add up to now. */
    public Statistics statistics(int experimentId) {
        return database.query(handle -> {
            Statistics statistics = new Statistics();
            handle.createQuery("select * from variant_total where experiment_id = :id")
                    .bind("id", experimentId)
                    .map((row, context) -> {
                        statistics.put(
                                row.getString("variant"),
                                new Visitors(row.getLong("visitors"), row.getLong("quarantined")));
                        return true;
                    })
                    .list();
            handle.createQuery("select * from sufficient_statistics where experiment_id = :id")
                    .bind("id", experimentId)
                    .map((row, context) -> {
                        statistics.put(new Cell(row.getString("variant"), row.getString("metric")), totals(row));
                        return true;
                    })
                    .list();
            return statistics;
        });
    }

    private static Map<UnitId, Contribution> contributions(Handle handle, int experimentId, Iterable<UnitId> units) {
        List<byte[]> pseudonyms = new ArrayList<>();
        Map<UnitId, Contribution> found = new HashMap<>();
        int site = 0;
        for (UnitId unit : units) {
            pseudonyms.add(unit.pseudonym());
            site = unit.site();
        }
        int ofSite = site;
        handle.createQuery("select * from contribution where experiment_id = :id and unit = any(:units)")
                .bind("id", experimentId)
                .bind("units", pseudonyms.toArray(byte[][]::new))
                .map((row, context) -> found.put(new UnitId(ofSite, row.getBytes("unit")), contribution(row)))
                .list();
        return found;
    }

    private static void write(Handle handle, int experimentId, Map<UnitId, Contribution> contributions) {
        try (PreparedBatch batch = handle.prepareBatch("""
                insert into contribution
                    (experiment_id, unit, variant, exposed_at, quarantined, amounts, denominators, covariates)
                values (:experiment, :unit, :variant, :exposedAt, :quarantined, :amounts, :denominators, :covariates)
                on conflict (experiment_id, unit) do update set
                    variant = excluded.variant, exposed_at = excluded.exposed_at, quarantined = excluded.quarantined,
                    amounts = excluded.amounts, denominators = excluded.denominators, covariates = excluded.covariates
                """)) {
            contributions.forEach((unit, contribution) -> batch.bind("experiment", experimentId)
                    .bind("unit", unit.pseudonym())
                    .bind("variant", contribution.variant())
                    .bind("exposedAt", Database.timestamp(contribution.exposedAt()))
                    .bind("quarantined", contribution.quarantined())
                    .bind("amounts", column(contribution, MetricValue::value))
                    .bind("denominators", column(contribution, MetricValue::denominator))
                    .bind("covariates", column(contribution, MetricValue::covariate))
                    .add());
            execute(batch);
        }
    }

    private static void remove(Handle handle, int experimentId, List<UnitId> units) {
        for (UnitId unit : units) {
            handle.execute(
                    "delete from contribution where experiment_id = ? and unit = ?", experimentId, unit.pseudonym());
        }
    }

    private static void execute(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static @Nullable Long[] column(
            Contribution contribution, java.util.function.ToLongFunction<MetricValue> part) {
        return contribution.values().stream()
                .map(value -> value.counted() ? (Long) part.applyAsLong(value) : null)
                .toArray(Long[]::new);
    }

    private static Contribution contribution(ResultSet row) throws SQLException {
        Long[] amounts = (Long[]) row.getArray("amounts").getArray();
        Long[] denominators = (Long[]) row.getArray("denominators").getArray();
        Long[] covariates = (Long[]) row.getArray("covariates").getArray();
        List<MetricValue> values = new ArrayList<>();
        for (int i = 0; i < amounts.length; i++) {
            values.add(
                    amounts[i] == null
                            ? MetricValue.UNCOUNTED
                            : new MetricValue(true, amounts[i], denominators[i], covariates[i]));
        }
        return new Contribution(
                row.getString("variant"),
                row.getObject("exposed_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("quarantined"),
                values);
    }

    private static void bind(PreparedBatch batch, int experimentId, Cell cell, Totals totals) {
        batch.bind("experiment", experimentId)
                .bind("variant", cell.variant())
                .bind("metric", cell.metric())
                .bind("units", totals.units())
                .bind("y", new BigDecimal(totals.y()))
                .bind("yy", new BigDecimal(totals.yy()))
                .bind("d", new BigDecimal(totals.d()))
                .bind("dd", new BigDecimal(totals.dd()))
                .bind("yd", new BigDecimal(totals.yd()))
                .bind("x", new BigDecimal(totals.x()))
                .bind("xx", new BigDecimal(totals.xx()))
                .bind("xy", new BigDecimal(totals.xy()))
                .add();
    }

    private static Totals totals(ResultSet row) throws SQLException {
        return new Totals(
                row.getLong("units"),
                whole(row, "sum_y"),
                whole(row, "sum_yy"),
                whole(row, "sum_d"),
                whole(row, "sum_dd"),
                whole(row, "sum_yd"),
                whole(row, "sum_x"),
                whole(row, "sum_xx"),
                whole(row, "sum_xy"));
    }

    private static BigInteger whole(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column).toBigIntegerExact();
    }
}
