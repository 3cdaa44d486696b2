package dev.candor.api.results;

import dev.candor.api.ledger.Totals;
import dev.candor.domain.metric.Direction;
import dev.candor.domain.metric.Margin;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import dev.candor.stats.StatisticsException;
import dev.candor.stats.adjust.Cuped;
import dev.candor.stats.adjust.QuantileComparison;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.ConfidenceSet;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Lift;
import dev.candor.stats.estimate.Moments;
import dev.candor.stats.frequentist.MeanLift;
import dev.candor.stats.frequentist.ProportionComparison;
import dev.candor.stats.frequentist.ProportionLift;
import dev.candor.stats.frequentist.RatioComparison;
import dev.candor.stats.frequentist.WelchComparison;
import dev.candor.stats.verdict.Look;
import dev.candor.stats.verdict.PrimaryEvidence;
import dev.candor.stats.verdict.TrustEvidence;
import dev.candor.stats.verdict.TrustEvidence.Baseline;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One metric in two variants, and everything that is asked of the two.
 *
 * @param baseline  the totals of the variant that the other is measured against
 * @param treatment the totals of the other
 * @param sharpened whether the plan asks for variance reduction
 * @param values    asked for when the metric is a quantile
 */
record Pair(Metric metric, Totals baseline, Totals treatment, boolean sharpened, Supplier<Values> values) {

    /** The single values of a quantile metric, visitor by visitor. */
    record Values(double[][] baseline, double[][] treatment) {

        /** Of metrics that are compared by their sums. */
        static final Values NONE = new Values(new double[0][], new double[0][]);
    }

    Pair(Metric metric, Totals baseline, Totals treatment, boolean sharpened) {
        this(metric, baseline, treatment, sharpened, () -> Values.NONE);
    }

    /** What is shown of a comparison: difference, its interval, p-value, statistic and the test's name. */
    record Shown(double difference, Interval interval, double pValue, double statistic, String test) {}

    /** The difference, treatment minus baseline, in the metric's unit. */
    Shown difference(Confidence confidence) {
        if (isShare()) {
            ProportionComparison comparison = proportions(confidence);
            ProportionComparison.Evidence evidence = comparison.evidence();
            return new Shown(
                    comparison.difference(),
                    evidence.interval(),
                    evidence.pValues().twoSided().value(),
                    comparison.z(),
                    evidence.basis() == ProportionComparison.Basis.EXACT ? "fisher_exact" : "two_proportion_z");
        }
        if (metric.kind() == MetricKind.QUANTILE) {
            QuantileComparison quantiles = quantiles(confidence);
            return new Shown(
                    quantiles.difference(),
                    quantiles.interval(),
                    quantiles.twoSided().value(),
                    quantiles.z(),
                    "quantile_cluster_z");
        }
        WelchComparison welch = welch(confidence);
        return new Shown(
                welch.difference(),
                welch.interval(),
                welch.pValues().twoSided().value(),
                welch.t(),
                metric.kind() == MetricKind.RATIO ? "delta_method_t" : usesCovariate() ? "cuped_welch_t" : "welch_t");
    }

    /** The difference as a share of the baseline; {@code whyNot} says why the interval is empty. */
    record Relative(
            double lift,
            Optional<Interval> interval,
            @Nullable String whyNot) {

        /** A point is no interval: where the formula finds no variance at all, it knows nothing of the error. */
        static Relative of(double lift, Optional<Interval> interval) {
            if (interval.isEmpty()) {
                return new Relative(lift, interval, "the baseline is too uncertain for a relative interval");
            }
            return interval.get().upper() > interval.get().lower()
                    ? new Relative(lift, interval, null)
                    : new Relative(
                            lift,
                            Optional.empty(),
                            "no relative interval: within each variant every visitor has the same value");
        }
    }

    Relative relative(Confidence confidence) {
        if (isShare()) {
            ProportionLift lift = proportions(confidence).lift();
            return Relative.of(lift.value(), lift.log().or(() -> bounded(lift.fieller())));
        }
        if (usesCovariate()) {
            Lift lift = cuped(confidence)
                    .lift()
                    .orElseThrow(() -> new StatisticsException(
                            StatisticsException.Code.ZERO_BASELINE, "baseline.mean", 0, "must not be zero"));
            return Relative.of(lift.value(), Optional.of(lift.interval()));
        }
        MeanLift lift = MeanLift.of(welch(confidence));
        return Relative.of(lift.delta().value(), Optional.of(lift.delta().interval()));
    }

    /** What the metric says about the question, more being better. */
    PrimaryEvidence primary(Look look) {
        Pair p = metric.direction() == Direction.INCREASE ? this : swapped();
        return isShare()
                ? PrimaryEvidence.of(Samples.proportion(p.baseline), Samples.proportion(p.treatment), look)
                : PrimaryEvidence.of(p.welch(look.level()), look);
    }

    /** What the metric says about harm, more being worse. */
    TrustEvidence trust(double margin, Baseline zero, Look look) {
        Pair p = metric.direction() == Direction.DECREASE ? this : swapped();
        return isShare()
                ? TrustEvidence.of(
                        metric.key(),
                        Samples.proportion(p.baseline),
                        Samples.proportion(p.treatment),
                        margin,
                        zero,
                        look)
                : TrustEvidence.of(metric.key(), p.welch(look.level()), margin, zero);
    }

    /** Whether each unit's value is 0 or 1. */
    private boolean isShare() {
        return metric.kind() == MetricKind.CONVERSION || metric.kind() == MetricKind.RETENTION;
    }

    /** A margin in the metric's unit. */
    double absolute(Margin margin) {
        double amount = margin.amount().doubleValue();
        if (!margin.relative()) {
            return amount;
        }
        double mean = metric.kind() == MetricKind.QUANTILE
                ? quantiles(Confidence.NINETY_FIVE_PERCENT).control().quantile()
                : mean(baseline);
        return amount * Math.abs(mean);
    }

    /** The mean per unit, or the ratio of the sums. */
    double mean(Totals totals) {
        double below = metric.kind() == MetricKind.RATIO ? Samples.sum(totals.d()) : totals.units();
        return below == 0 ? 0 : Samples.sum(totals.y()) / below;
    }

    private ProportionComparison proportions(Confidence confidence) {
        return new ProportionComparison(Samples.proportion(baseline), Samples.proportion(treatment), confidence);
    }

    /** What was done before the exposure explains part of a count or a sum; rates and ratios are left as they are. */
    private boolean usesCovariate() {
        return sharpened
                && metric.covariate()
                && (metric.kind() == MetricKind.COUNT || metric.kind() == MetricKind.SUM);
    }

    private Cuped cuped(Confidence confidence) {
        return Cuped.of(Samples.covariate(baseline), Samples.covariate(treatment), confidence);
    }

    QuantileComparison quantiles(Confidence confidence) {
        Values of = values.get();
        BigDecimal quantile = Objects.requireNonNull(metric.quantile());
        return QuantileComparison.of(of.baseline(), of.treatment(), quantile.doubleValue(), confidence);
    }

    /** A quantile and its error, as a mean that has this error. */
    private static Moments moments(QuantileComparison.Estimate estimate) {
        return new Moments(
                estimate.visitors(),
                estimate.quantile(),
                estimate.standardError() * estimate.standardError() * estimate.visitors());
    }

    private WelchComparison welch(Confidence confidence) {
        if (metric.kind() == MetricKind.QUANTILE) {
            QuantileComparison quantiles = quantiles(confidence);
            return new WelchComparison(
                    moments(quantiles.control()), moments(quantiles.treatment()), quantiles.difference(), confidence);
        }
        if (usesCovariate()) {
            return cuped(confidence).adjusted();
        }
        return metric.kind() == MetricKind.RATIO
                ? RatioComparison.of(Samples.ratio(baseline), Samples.ratio(treatment), confidence)
                        .welch()
                : WelchComparison.of(Samples.mean(baseline), Samples.mean(treatment), confidence);
    }

    private Pair swapped() {
        return new Pair(metric, treatment, baseline, sharpened, () -> {
            Values of = values.get();
            return new Values(of.treatment(), of.baseline());
        });
    }

    private static Optional<Interval> bounded(ConfidenceSet set) {
        return set instanceof ConfidenceSet.Bounded b ? Optional.of(b.interval()) : Optional.empty();
    }
}
