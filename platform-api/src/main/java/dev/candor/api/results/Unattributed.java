package dev.candor.api.results;

import dev.candor.api.ledger.Statistics;
import dev.candor.api.ledger.Totals;
import dev.candor.api.results.ExperimentResults.Comparison;
import dev.candor.api.results.ExperimentResults.HealthCheck;
import dev.candor.api.results.ExperimentResults.MetricResults;
import dev.candor.api.results.ExperimentResults.VariantResult;
import dev.candor.domain.ManyVisitors;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came without a unit and can't be counted by variant: whoever refuses or withdraws is not followed. A signal that names the
 * variant that was met is counted; where one names neither, or there are more than visitors, its metric is not measurable: it is
 * withheld, and never shown as 0.
 *
 * @param signals by metric, how many can't be told apart by variant
 * @param whyNot  by metric, why it is withheld
 */
record Unattributed(Map<String, Long> signals, Map<String, String> whyNot) {
    Unattributed {
        signals = Map.copyOf(signals);
        whyNot = Map.copyOf(whyNot);
    }

    static final String CHECK = "unattributed_signals";

    static final Unattributed NONE = new Unattributed(Map.of(), Map.of());

    private static final BigInteger ONE = BigInteger.valueOf(1_000_000);

    private static final String NAMELESS =
            "not measurable by variant: signals came that name neither a unit nor the variant that was met";
    private static final String NO_SIGNAL_FITS =
            "not measurable: whoever refuses is not followed, so that such signals can only be counted, as a conversion without a"
                    + " window";
    private static final String TOO_MANY =
            "not measurable: more signals came than visitors were counted, so that some cannot be theirs";

    /**
     * What came of some metrics.
     *
     * @param nameless by event, signals without unit and variant
     * @param named    by event, signals without unit that name a variant of the experiment
     */
    static Unattributed of(
            List<Metric> metrics, Map<String, Long> nameless, Map<String, Long> named, Statistics statistics) {
        Map<String, Long> signals = new HashMap<>();
        Map<String, String> whyNot = new HashMap<>();
        for (Metric metric : metrics) {
            boolean fits = metric.takesSignalsOfNobody();
            long lost = nameless.getOrDefault(metric.event(), 0L) + (fits ? 0 : named.getOrDefault(metric.event(), 0L));
            if (lost > 0) {
                signals.put(metric.key(), lost);
                whyNot.put(metric.key(), fits ? NAMELESS : NO_SIGNAL_FITS);
            } else {
                long tooMany = statistics.visitors().keySet().stream()
                        .map(variant -> statistics.totals(variant, metric.key()))
                        .filter(totals -> !isShare(metric, totals))
                        .mapToLong(totals -> totals.y().divide(ONE).longValue() - totals.units())
                        .sum();
                if (tooMany > 0) {
                    signals.put(metric.key(), tooMany);
                    whyNot.put(metric.key(), TOO_MANY);
                }
            }
        }
        return new Unattributed(signals, whyNot);
    }

    /** Whether at most every unit did it. Signals of nobody are counted beside the units, and anybody can send some. */
    static boolean isShare(Metric metric, Totals totals) {
        return metric.kind() != MetricKind.CONVERSION
                || totals.y().compareTo(ONE.multiply(BigInteger.valueOf(totals.units()))) <= 0;
    }

    @Nullable
    String whyNot(Metric metric) {
        return whyNot.get(metric.key());
    }

    List<MetricResults> withheld(List<MetricResults> metrics) {
        return metrics.stream()
                .map(metric -> whyNot.containsKey(metric.metric()) ? withheld(metric) : metric)
                .toList();
    }

    private MetricResults withheld(MetricResults metric) {
        return new MetricResults(
                metric.metric(),
                metric.role(),
                metric.kind(),
                metric.direction(),
                metric.epsilon(),
                metric.variants().stream()
                        .map(v -> new VariantResult(v.variant(), v.role(), v.visitors(), null, null, null))
                        .toList(),
                metric.comparisons().stream()
                        .map(c -> new Comparison(
                                c.variant(),
                                c.baseline(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                whyNot.get(metric.metric())))
                        .toList());
    }

    /**
     * Warns when the plan has a metric that is withheld, and fails where it is one that guards: a verdict must not rest on zeros
     * that nobody counted.
     */
    HealthCheck check(Experiment experiment) {
        long count = signals.values().stream().mapToLong(Long::longValue).sum();
        if (count == 0) {
            return new HealthCheck(
                    CHECK, "pass", 0.0, 0.0, "Every trust signal of the plan could be counted by variant.");
        }
        Long known = ManyVisitors.inSteps(count);
        boolean guards =
                experiment.metrics().stream().anyMatch(use -> use.role().guards() && signals.containsKey(use.metric()));
        return new HealthCheck(
                CHECK,
                guards ? "fail" : "warn",
                known == null ? null : (double) known,
                0.0,
                (known == null ? "A few" : known + " or more")
                        + " signals of refusal or withdrawal cannot be told apart by variant: those metrics are withheld"
                        + (guards ? ", and as one of them guards the plan, nothing can be concluded." : "."));
    }
}
