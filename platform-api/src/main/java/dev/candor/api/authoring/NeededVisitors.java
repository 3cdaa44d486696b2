package dev.candor.api.authoring;

import dev.candor.api.ledger.MeasuredTraffic.Measured;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.metric.Margin;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import dev.candor.stats.StatisticsException;
import dev.candor.stats.power.MeanPower;
import dev.candor.stats.power.ProportionPower;
import dev.candor.stats.power.SampleSize;
import dev.candor.stats.power.TestPlan;
import java.util.Optional;

/** How many visitors it takes to notice the smallest worthwhile lift, given what the metric was before. */
final class NeededVisitors {

    private NeededVisitors() {}

    /**
     * Visitors over all variants, so that the smallest variant has enough; empty where it cannot be known.
     *
     * @param before the primary metric as it was measured on this site
     */
    static Optional<Long> of(Experiment experiment, Metric metric, Measured before) {
        Margin margin = experiment.plan().practicalEquivalence();
        if (margin == null || experiment.variants().isEmpty()) {
            return Optional.empty();
        }
        double amount = margin.amount().doubleValue();
        double lift = margin.relative() ? amount * Math.abs(before.mean()) : amount;
        int smallest =
                experiment.variants().stream().mapToInt(Variant::weight).min().orElseThrow();
        try {
            return each(experiment, metric, before, lift)
                    .map(size -> (long) Math.ceil(size.controlVisitors() * 10_000.0 / smallest));
        } catch (StatisticsException e) {
            return Optional.empty();
        }
    }

    private static Optional<SampleSize> each(Experiment experiment, Metric metric, Measured before, double lift) {
        TestPlan plan = TestPlan.evenSplit(experiment.plan().alpha());
        double power = experiment.plan().power();
        if (metric.kind() == MetricKind.CONVERSION) {
            double other = before.mean() + lift <= 1 ? before.mean() + lift : before.mean() - lift;
            return Optional.of(ProportionPower.of(plan).sampleSize(before.mean(), other, power));
        }
        if (metric.kind() == MetricKind.COUNT || metric.kind() == MetricKind.SUM) {
            double deviation = Math.sqrt(before.variance());
            return Optional.of(new MeanPower(plan, deviation, deviation).sampleSize(lift, power));
        }
        return Optional.empty();
    }
}
