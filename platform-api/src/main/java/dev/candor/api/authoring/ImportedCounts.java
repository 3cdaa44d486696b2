package dev.candor.api.authoring;

import dev.candor.api.catalog.ExperimentJson;
import dev.candor.api.catalog.KeptExperiment.Origin;
import dev.candor.api.ledger.Statistics;
import dev.candor.api.ledger.Statistics.Cell;
import dev.candor.api.ledger.Statistics.Visitors;
import dev.candor.api.ledger.Totals;
import dev.candor.api.problem.Fields;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.MetricUse;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.metric.Direction;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Published or legacy numbers: an experiment and what was counted, without a journey of anybody.
 *
 * @param metrics    in the order of the experiment's metrics
 * @param statistics what the counts add up to
 */
public record ImportedCounts(Experiment experiment, List<Metric> metrics, Statistics statistics, Origin origin) {

    private static final BigDecimal ONE_MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal LARGEST = new BigDecimal("1e18");
    private static final long MOST_VISITORS = 10_000_000_000L;

    /** The import in {@code fields}; its faults are noted there. */
    public static ImportedCounts read(Fields fields) {
        Origin origin = new Origin(
                fields.optionalText("source", 500).orElse(""),
                fields.optionalText("note", 1000).orElse(""),
                fields.truth("randomized", true));
        Experiment experiment = fields.object("experiment")
                .map(ExperimentJson::read)
                .orElseGet(() -> {
                    fields.fault("experiment", "is needed");
                    return ExperimentJson.read(Fields.of(dev.candor.api.problem.Json.object()));
                });
        Map<String, MetricKind> kinds = new HashMap<>();
        Statistics statistics = new Statistics();
        Set<String> counted = new HashSet<>();
        fields.objects("counts", 20, count -> {
            String variant = count.text("variant", 64);
            if (experiment.variant(variant).isEmpty()) {
                count.fault("variant", "is not a variant of the experiment");
            }
            counted.add(variant);
            long visitors = count.whole("visitors", 0, MOST_VISITORS);
            statistics.put(variant, new Visitors(visitors, 0));
            count.object("metrics").ifPresent(metrics -> readMetrics(metrics, variant, visitors, kinds, statistics));
            return variant;
        });
        for (Variant variant : experiment.variants()) {
            if (!counted.contains(variant.key())) {
                fields.fault("counts", "holds nothing of the variant " + variant.key());
            }
        }
        List<Metric> metrics = experiment.metrics().stream()
                .map(use -> metric(fields, use, kinds))
                .toList();
        return new ImportedCounts(experiment, metrics, statistics, origin);
    }

    private static Metric metric(Fields fields, MetricUse use, Map<String, MetricKind> kinds) {
        if (!kinds.containsKey(use.metric())) {
            fields.fault("counts", "holds nothing of the metric " + use.metric());
        }
        return Metric.plain(use.metric(), kinds.getOrDefault(use.metric(), MetricKind.CONVERSION), Direction.INCREASE);
    }

    private static void readMetrics(
            Fields metrics, String variant, long visitors, Map<String, MetricKind> kinds, Statistics statistics) {
        for (String key : metrics.names()) {
            metrics.object(key).ifPresent(m -> {
                if (m.has("conversions")) {
                    long conversions = m.whole("conversions", 0, MOST_VISITORS);
                    if (conversions > visitors) {
                        m.fault("conversions", "must not be above the variant's " + visitors + " visitors");
                    }
                    kinds.put(key, MetricKind.CONVERSION);
                    statistics.put(new Cell(variant, key), proportion(visitors, conversions));
                } else {
                    BigDecimal sum = decimal(m, "sum");
                    BigDecimal squares = decimal(m, "sumOfSquares");
                    if (squares.multiply(BigDecimal.valueOf(visitors)).compareTo(sum.multiply(sum)) < 0) {
                        m.fault("sumOfSquares", "is smaller than any " + visitors + " values of that sum can have");
                    }
                    kinds.put(key, MetricKind.SUM);
                    statistics.put(new Cell(variant, key), sums(visitors, sum, squares));
                }
            });
        }
    }

    private static BigDecimal decimal(Fields fields, String name) {
        if (!fields.has(name)) {
            fields.fault(name, "is needed, or conversions instead of sum and sumOfSquares");
            return BigDecimal.ZERO;
        }
        return fields.decimal(name, LARGEST.negate(), LARGEST).orElse(BigDecimal.ZERO);
    }

    private static Totals proportion(long visitors, long conversions) {
        BigDecimal count = BigDecimal.valueOf(conversions);
        return sums(visitors, count, count);
    }

    private static Totals sums(long visitors, BigDecimal sum, BigDecimal squares) {
        return new Totals(
                visitors,
                micros(sum.multiply(ONE_MILLION)),
                micros(squares.multiply(ONE_MILLION).multiply(ONE_MILLION)),
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO);
    }

    private static BigInteger micros(BigDecimal value) {
        return value.setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
    }
}
