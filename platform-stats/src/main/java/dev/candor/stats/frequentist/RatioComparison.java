package dev.candor.stats.frequentist;

import static dev.candor.stats.StatisticsException.Code.ZERO_BASELINE;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Lift;
import dev.candor.stats.estimate.Moments;
import dev.candor.stats.numeric.ExactSums;
import dev.candor.stats.sample.RatioSample;

/**
 * Two ratios of totals side by side, such as revenue per order when visitors, not orders, were assigned. The variance comes
 * from the delta method, {@code (s_y² - 2 R s_xy + R² s_x²) / m_x²}, so that orders of one visitor need not be independent.
 *
 * @param welch the ratios compared as means of {@code visitors} values
 * @see <a href="https://doi.org/10.1145/3219819.3219919">Deng, Knoblich & Lu (2018), KDD</a>
 */
public record RatioComparison(WelchComparison welch) {
    private static final double ROUNDING = 1e-12;

    /**
     * The comparison of two samples.
     *
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} below two visitors,
     *     {@code INCONSISTENT_STATS} for sums no data can have, {@code ZERO_BASELINE} if a denominator adds up to zero,
     *     {@code ZERO_VARIANCE} if numerator and denominator are proportional in both samples
     */
    public static RatioComparison of(RatioSample control, RatioSample treatment, Confidence confidence) {
        Require.atLeast(2, "control.visitors", control.visitors());
        Require.atLeast(2, "treatment.visitors", treatment.visitors());
        Spread first = Spread.of(control);
        Spread second = Spread.of(treatment);
        requireDenominator("control.denominator.sum", control);
        requireDenominator("treatment.denominator.sum", treatment);
        double difference = ExactSums.differenceOfRatios(
                control.numerator().sum(),
                control.denominator().sum(),
                treatment.numerator().sum(),
                treatment.denominator().sum());
        return new RatioComparison(
                new WelchComparison(first.moments(control), second.moments(treatment), difference, confidence));
    }

    /** The relative difference of the ratios; throws {@code ZERO_BASELINE} if the control ratio is zero. */
    public Lift lift() {
        return MeanLift.delta(welch);
    }

    private static void requireDenominator(String name, RatioSample sample) {
        double sum = sample.denominator().sum();
        Require.that(sum != 0, ZERO_BASELINE, name, sum, "the ratio does not exist");
    }

    /** Variances and covariance of one visitor's numerator and denominator. */
    private record Spread(double yy, double xx, double xy) {
        static Spread of(RatioSample sample) {
            return new Spread(
                    sample.numerator().variance(), sample.denominator().variance(), sample.covariance());
        }

        Moments moments(RatioSample sample) {
            double ratio = sample.numerator().sum() / sample.denominator().sum();
            double mean = sample.denominator().mean();
            double residual = yy - 2 * ratio * xy + ratio * ratio * xx;
            double terms = yy + Math.abs(2 * ratio * xy) + ratio * ratio * xx;
            double variance = residual < ROUNDING * terms ? 0 : residual / mean / mean;
            return new Moments(sample.visitors(), ratio, variance);
        }
    }
}
