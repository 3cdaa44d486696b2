package dev.candor.stats.adjust;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Lift;
import dev.candor.stats.estimate.Moments;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.frequentist.WelchComparison;
import dev.candor.stats.numeric.ExactSums;
import dev.candor.stats.numeric.StudentT;
import dev.candor.stats.sample.CovariateSample;
import dev.candor.stats.sample.MeanSample;
import java.util.Optional;

/**
 * A difference of means from which the part was taken that a covariate from before the experiment explains:
 * {@code m_y - theta (m_x - mean of x over both samples)}, with {@code theta = S_xy / S_xx} over both samples.
 *
 * @param theta the slope, 0 if the covariate is constant
 * @param thetaWithin the slope pooled within samples, for information
 * @param adjusted the comparison of adjusted means
 * @param unadjustedStandardError of the plain difference
 * @param lift relative to the unadjusted control mean; empty if that is zero
 * @see <a href="https://doi.org/10.1145/2433396.2433413">Deng, Xu, Kohavi & Walker (2013), WSDM</a>
 */
public record Cuped(
        double theta,
        double thetaWithin,
        WelchComparison adjusted,
        double unadjustedStandardError,
        Optional<Lift> lift) {

    /**
     * The adjusted comparison.
     *
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} below two visitors in a sample,
     *     {@code INCONSISTENT_STATS} for sums no data can have, {@code ZERO_VARIANCE} if the covariate explains everything
     */
    public static Cuped of(CovariateSample control, CovariateSample treatment, Confidence confidence) {
        Require.atLeast(2, "control.visitors", control.visitors());
        Require.atLeast(2, "treatment.visitors", treatment.visitors());
        double within = slope(withinXx(control, treatment), withinXy(control, treatment));
        double dy = difference(control.outcome(), treatment.outcome());
        double dx = difference(control.covariate(), treatment.covariate());
        double between = (double) control.visitors()
                * treatment.visitors()
                / ((double) control.visitors() + treatment.visitors());
        double theta = slope(
                withinXx(control, treatment) + between * dx * dx, withinXy(control, treatment) + between * dx * dy);
        double share = treatment.visitors() / ((double) control.visitors() + treatment.visitors());
        Moments first = new Moments(
                control.visitors(),
                control.outcome().mean() + theta * share * dx,
                Residual.variance(control, 1, theta));
        Moments second = new Moments(
                treatment.visitors(),
                treatment.outcome().mean() - theta * (1 - share) * dx,
                Residual.variance(treatment, 1, theta));
        WelchComparison adjusted = new WelchComparison(first, second, dy - theta * dx, confidence);
        return new Cuped(
                theta, within, adjusted, plainError(control, treatment), lift(control, treatment, theta, adjusted));
    }

    /** {@code 1 - se² / unadjusted se²}: the share of the variance that is gone; may be negative. */
    public double varianceReduction() {
        double ratio = adjusted.standardError() / unadjustedStandardError;
        return 1 - ratio * ratio;
    }

    private static double withinXx(CovariateSample control, CovariateSample treatment) {
        return control.covariate().variance() * (control.visitors() - 1)
                + treatment.covariate().variance() * (treatment.visitors() - 1);
    }

    private static double withinXy(CovariateSample control, CovariateSample treatment) {
        return control.covariance() * (control.visitors() - 1) + treatment.covariance() * (treatment.visitors() - 1);
    }

    private static double slope(double xx, double xy) {
        return xx == 0 ? 0 : xy / xx;
    }

    private static double difference(MeanSample control, MeanSample treatment) {
        return ExactSums.differenceOfMeans(control.visitors(), control.sum(), treatment.visitors(), treatment.sum());
    }

    private static double plainError(CovariateSample control, CovariateSample treatment) {
        return Math.sqrt(control.outcome().variance() / control.visitors()
                + treatment.outcome().variance() / treatment.visitors());
    }

    private static Optional<Lift> lift(
            CovariateSample control, CovariateSample treatment, double theta, WelchComparison adjusted) {
        double base = control.outcome().mean();
        if (base == 0) {
            return Optional.empty();
        }
        double ratio = treatment.outcome().mean() / base;
        double fromTreatment = adjusted.treatment().varianceOfMean();
        double fromControl = Residual.variance(control, ratio, theta) / control.visitors();
        double error = Math.sqrt(fromTreatment + fromControl) / Math.abs(base);
        double lift = adjusted.difference() / Math.abs(base);
        double degrees = adjusted.degrees();
        double halfWidth = adjusted.confidence().studentQuantile(degrees) * error;
        double twoSided = error == 0 ? 0 : StudentT.bothTails(lift / error, degrees);
        return Optional.of(new Lift(lift, error, Interval.around(lift, halfWidth), new Probability(twoSided)));
    }
}
