package dev.candor.stats.frequentist;

import static dev.candor.stats.StatisticsException.Code.ZERO_BASELINE;
import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Moments;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.numeric.StudentT;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.ProportionSample;
import java.util.OptionalDouble;

/**
 * {@code m2 - factor m1 - shift} over its standard error, {@code sqrt(V2 + factor² V1)}: what tests against a margin share.
 * Rates are compared with the Normal distribution, means with Student's t.
 */
record Contrast(double value, double standardError, OptionalDouble degrees) {

    /** Two means or two rates, and their difference formed without cancellation. */
    record Arms(
            double mean1,
            double variance1,
            long visitors1,
            double mean2,
            double variance2,
            long visitors2,
            double difference,
            boolean student) {

        static Arms of(ProportionSample control, ProportionSample treatment) {
            Require.atLeast(1, "control.visitors", control.visitors());
            Require.atLeast(1, "treatment.visitors", treatment.visitors());
            return new Arms(
                    control.rate(),
                    control.varianceOfRate(),
                    control.visitors(),
                    treatment.rate(),
                    treatment.varianceOfRate(),
                    treatment.visitors(),
                    NewcombeInterval.difference(control, treatment),
                    false);
        }

        static Arms of(MeanSample control, MeanSample treatment) {
            Require.atLeast(2, "control.visitors", control.visitors());
            Require.atLeast(2, "treatment.visitors", treatment.visitors());
            Moments first = WelchComparison.moments(control);
            Moments second = WelchComparison.moments(treatment);
            return new Arms(
                    first.mean(),
                    first.varianceOfMean(),
                    first.visitors(),
                    second.mean(),
                    second.varianceOfMean(),
                    second.visitors(),
                    WelchComparison.difference(control, treatment),
                    true);
        }

        /** The contrast against an absolute shift. */
        Contrast absolute(double shift) {
            return contrast(difference - shift, 1);
        }

        /** The contrast against a multiple of the control; throws {@code ZERO_BASELINE} unless the control is positive. */
        Contrast relative(double factor) {
            Require.that(
                    mean1 > 0, ZERO_BASELINE, "control.mean", mean1, "a relative margin needs a positive control mean");
            return contrast(difference + (1 - factor) * mean1, factor);
        }

        private Contrast contrast(double value, double factor) {
            double scaled = factor * factor * variance1;
            Require.that(
                    variance2 + scaled > 0,
                    ZERO_VARIANCE,
                    "standardError",
                    0,
                    "nothing to compare the difference with");
            OptionalDouble degrees = student
                    ? OptionalDouble.of(WelchComparison.degrees(scaled, visitors1, variance2, visitors2))
                    : OptionalDouble.empty();
            return new Contrast(value, Math.sqrt(variance2 + scaled), degrees);
        }
    }

    double statistic() {
        return value / standardError;
    }

    double upperTail() {
        return degrees.isPresent()
                ? StudentT.upperTail(statistic(), degrees.getAsDouble())
                : Normal.upperTail(statistic());
    }

    double lowerTail() {
        return degrees.isPresent()
                ? StudentT.lowerTail(statistic(), degrees.getAsDouble())
                : Normal.lowerTail(statistic());
    }

    /** The value exceeded with probability alpha, times the standard error. */
    double reach(double alpha) {
        double quantile = degrees.isPresent()
                ? StudentT.upperQuantile(alpha, degrees.getAsDouble())
                : Normal.upperQuantile(alpha);
        return quantile * standardError;
    }
}
