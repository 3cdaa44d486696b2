package dev.candor.stats.frequentist;

import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Moments;
import dev.candor.stats.estimate.PValues;
import dev.candor.stats.numeric.ExactSums;
import dev.candor.stats.sample.MeanSample;

/**
 * Two means side by side whose variances may differ, for one look at the data.
 *
 * @param control the control's mean and variance
 * @param treatment the treatment's mean and variance
 * @param difference {@code treatment.mean() - control.mean()}, in the metric's unit
 * @param confidence of the interval
 * @see <a href="https://doi.org/10.1093/biomet/34.1-2.28">Welch (1947), Biometrika 34, 28-35</a>
 */
public record WelchComparison(Moments control, Moments treatment, double difference, Confidence confidence) {
    public WelchComparison {
        Require.finite("difference", difference);
        Require.that(
                control.variance() > 0 || treatment.variance() > 0,
                ZERO_VARIANCE,
                "variance",
                "0 in both samples",
                "the t statistic is not defined");
    }

    /**
     * The comparison of two samples of values.
     *
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} below two visitors in a sample,
     *     {@code INCONSISTENT_STATS} for sums no data can have, {@code ZERO_VARIANCE} if both samples are constant
     */
    public static WelchComparison of(MeanSample control, MeanSample treatment, Confidence confidence) {
        Require.atLeast(2, "control.visitors", control.visitors());
        Require.atLeast(2, "treatment.visitors", treatment.visitors());
        return new WelchComparison(moments(control), moments(treatment), difference(control, treatment), confidence);
    }

    /** {@code sqrt(V1 + V2)}, with V the variance of a mean. */
    public double standardError() {
        return Math.sqrt(control.varianceOfMean() + treatment.varianceOfMean());
    }

    /** {@code difference / standardError}. */
    public double t() {
        return difference / standardError();
    }

    /** Welch's degrees of freedom, {@code (V1 + V2)² / (V1² / (n1 - 1) + V2² / (n2 - 1))}. */
    public double degrees() {
        return degrees(control.varianceOfMean(), control.visitors(), treatment.varianceOfMean(), treatment.visitors());
    }

    /** The p-values of no difference. */
    public PValues pValues() {
        return PValues.student(t(), degrees());
    }

    /** {@code difference ± tq standardError}. */
    public Interval interval() {
        return interval(confidence);
    }

    /** The interval at another confidence. */
    public Interval interval(Confidence other) {
        return Interval.around(difference, other.studentQuantile(degrees()) * standardError());
    }

    static Moments moments(MeanSample sample) {
        return new Moments(sample.visitors(), sample.mean(), sample.variance());
    }

    static double difference(MeanSample control, MeanSample treatment) {
        return ExactSums.differenceOfMeans(control.visitors(), control.sum(), treatment.visitors(), treatment.sum());
    }

    /** Scaled before squaring, so that variances near the ends of the double range work. */
    static double degrees(double v1, long n1, double v2, long n2) {
        double share1 = v1 / (v1 + v2);
        double share2 = v2 / (v1 + v2);
        return 1 / (share1 * share1 / (n1 - 1) + share2 * share2 / (n2 - 1));
    }
}
