package dev.candor.api.results;

import dev.candor.api.results.ExperimentResults.Comparison;
import dev.candor.api.results.ExperimentResults.HealthCheck;
import dev.candor.api.results.ExperimentResults.MetricResults;
import dev.candor.api.results.ExperimentResults.VariantResult;
import dev.candor.domain.ManyVisitors;
import dev.candor.domain.experiment.Experiment;
import java.util.List;
import java.util.Map;

/**
 * Trust signals that no variant can be told of: whoever refuses or withdraws is not followed, so their signal carries no unit. Where
 * such signals came, a metric that counts them is not measurable by variant: it is withheld, and never shown as 0.
 */
record Unattributed(Map<String, Long> signals) {
    Unattributed {
        signals = Map.copyOf(signals);
    }

    static final String CHECK = "unattributed_signals";

    private static final String WHY =
            "not measurable by variant: whoever refuses or withdraws is not followed, so the signal carries no unit";

    List<MetricResults> withheld(List<MetricResults> metrics) {
        return metrics.stream()
                .map(metric -> signals.containsKey(metric.metric()) ? withheld(metric) : metric)
                .toList();
    }

    private static MetricResults withheld(MetricResults metric) {
        return new MetricResults(
                metric.metric(),
                metric.role(),
                metric.kind(),
                metric.direction(),
                metric.epsilon(),
                metric.variants().stream()
                        .map(v -> new VariantResult(v.variant(), v.role(), v.visitors(), v.sum(), null, null))
                        .toList(),
                metric.comparisons().stream()
                        .map(c -> new Comparison(
                                c.variant(), c.baseline(), null, null, null, null, null, null, null, WHY))
                        .toList());
    }

    /**
     * Warns when the plan has a metric that such signals speak of, and fails where it is one that guards: a verdict must not rest on
     * zeros that nobody counted.
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
