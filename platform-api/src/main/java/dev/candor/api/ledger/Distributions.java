package dev.candor.api.ledger;

import dev.candor.api.database.Database;
import dev.candor.api.ledger.Statistics.Cell;
import dev.candor.domain.journey.MetricValue;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * What depends on all units' values at once: percentile caps and quantiles. Computed from the contributions when it is asked
 * for, never kept up while folding, so that it is exactly what the contributions say (docs/decisions/0009).
 */
@ApplicationScoped
public class Distributions {

    /** A quantile looks at so many visitors of a variant at most: those with the smallest pseudonyms, a fixed random sample. */
    public static final int MOST_VISITORS = 200_000;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final String COUNT = Database.sql("ledger/countValues");
    private static final String ORDERED = Database.sql("ledger/orderedValues");
    private static final String CAPPED = Database.sql("ledger/cappedValues");
    private static final String SAMPLES = Database.sql("ledger/samples");

    private final Database database;

    Distributions(Database database) {
        this.database = database;
    }

    /** The statistics, with those metrics that have a percentile cap capped by it. */
    public Statistics capped(int experimentId, int phase, List<Metric> metrics, Statistics statistics) {
        if (metrics.stream().allMatch(metric -> metric.capPercentile() == null)) {
            return statistics;
        }
        Statistics capped = statistics.copy();
        database.query(handle -> handle.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, one -> {
            for (int i = 0; i < metrics.size(); i++) {
                BigDecimal percentile = metrics.get(i).capPercentile();
                if (percentile != null) {
                    totals(one, experimentId, phase, i + 1, percentile, metrics.get(i), capped);
                }
            }
            return true;
        }));
        return capped;
    }

    private static void totals(
            Handle handle,
            int experimentId,
            int phase,
            int position,
            BigDecimal percentile,
            Metric metric,
            Statistics capped) {
        long count = handle.createQuery(COUNT)
                .bind("experiment", experimentId)
                .bind("phase", phase)
                .bind("position", position)
                .mapTo(Long.class)
                .one();
        if (count == 0) {
            return;
        }
        // Type 7 of Hyndman and Fan, as everywhere: x_k + (h - k) (x_k+1 - x_k) with h = (N - 1) p, to the last digit.
        BigDecimal h = BigDecimal.valueOf(count - 1).multiply(percentile).divide(HUNDRED);
        BigInteger k = h.toBigInteger();
        List<Long> around = handle.createQuery(ORDERED)
                .bind("experiment", experimentId)
                .bind("phase", phase)
                .bind("position", position)
                .bind("skipped", k.longValueExact())
                .mapTo(Long.class)
                .list();
        BigDecimal low = BigDecimal.valueOf(around.getFirst());
        long cap = low.add(h.subtract(new BigDecimal(k))
                        .multiply(BigDecimal.valueOf(around.getLast()).subtract(low)))
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
        Map<String, Totals> byVariant = new HashMap<>();
        handle.createQuery(CAPPED)
                .bind("experiment", experimentId)
                .bind("phase", phase)
                .bind("position", position)
                .bind("cap", cap)
                .map((row, context) -> byVariant.merge(row.getString("variant"), times(row), Totals::plus))
                .list();
        byVariant.forEach((variant, totals) -> capped.put(new Cell(variant, metric.key()), totals));
    }

    private static Totals times(ResultSet row) throws SQLException {
        Totals one = Totals.of(new MetricValue(true, row.getLong("y"), 0, row.getLong("x")));
        return one.times(row.getLong("units"));
    }

    /**
     * The single values of a quantile metric, visitor by visitor, for each variant; in the metric's unit.
     *
     * @param metrics  of the experiment, in its order
     * @param position of the metric among them, from 0
     */
    public Map<String, double[][]> samples(
            int experimentId, int phase, List<String> variants, List<Metric> metrics, int position) {
        List<Integer> earlier = new ArrayList<>();
        for (int i = 0; i < position; i++) {
            if (metrics.get(i).kind() == MetricKind.QUANTILE) {
                earlier.add(i);
            }
        }
        Map<String, double[][]> samples = new HashMap<>();
        for (String variant : variants) {
            List<double[]> visitors = database.query(handle -> handle.createQuery(SAMPLES)
                    .bind("experiment", experimentId)
                    .bind("phase", phase)
                    .bind("variant", variant)
                    .bind("position", position + 1)
                    .bind("most", MOST_VISITORS)
                    .map((row, context) -> own(row, earlier, position))
                    .list());
            samples.put(variant, visitors.toArray(double[][]::new));
        }
        return samples;
    }

    /** A visitor's samples of all quantile metrics follow one another; the amounts say how many each has. */
    private static double[] own(ResultSet row, List<Integer> earlier, int position) throws SQLException {
        Long[] amounts = (Long[]) row.getArray("amounts").getArray();
        Long[] all = (Long[]) row.getArray("samples").getArray();
        int from = 0;
        for (int metric : earlier) {
            from += amounts[metric] == null ? 0 : amounts[metric].intValue();
        }
        double[] own = new double[amounts[position].intValue()];
        for (int i = 0; i < own.length; i++) {
            own[i] = BigDecimal.valueOf(all[from + i], 6).doubleValue();
        }
        return own;
    }
}
