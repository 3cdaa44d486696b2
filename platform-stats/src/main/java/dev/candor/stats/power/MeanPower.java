package dev.candor.stats.power;

import static dev.candor.stats.StatisticsException.Code.ZERO_BASELINE;
import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.RatioSample;

/**
 * Planning a comparison of two means, or of two ratios of means, with known spread:
 * {@code n = (z_alpha + z_power)² (sd_c² + sd_t² / k) / delta²} for the control. For small samples see {@link StudentPower}.
 *
 * @param controlDeviation standard deviation of a visitor's value, at least 0, in the metric's unit
 * @param treatmentDeviation the same in the treatment
 */
public record MeanPower(TestPlan plan, double controlDeviation, double treatmentDeviation) {

    public MeanPower {
        Require.notNegative("controlDeviation", controlDeviation);
        Require.notNegative("treatmentDeviation", treatmentDeviation);
    }

    /**
     * For a ratio of two sums, such as revenue per session: the deviation is that of {@code (y - R x) / mean(x)}.
     *
     * @param pilot earlier data; at least two visitors, denominator other than zero
     * @see <a href="https://arxiv.org/abs/1803.06336">Deng, Knoblich and Lu (2018), Applying the delta method in metric
     *     analytics</a>
     */
    public static MeanPower ofRatio(TestPlan plan, RatioSample pilot) {
        MeanSample numerator = pilot.numerator();
        MeanSample denominator = pilot.denominator();
        double above = numerator.variance();
        double below = denominator.variance();
        Require.that(denominator.sum() != 0, ZERO_BASELINE, "denominator.sum", denominator.sum(), "must not be 0");
        double ratio = numerator.sum() / denominator.sum();
        double variance = Math.max(0, above - 2 * ratio * pilot.covariance() + ratio * ratio * below);
        double deviation = Math.sqrt(variance) / Math.abs(denominator.mean());
        return new MeanPower(plan, deviation, deviation);
    }

    /**
     * How many visitors notice this difference of means.
     *
     * @param difference other than 0, in the metric's unit
     * @param power strictly between alpha and 1
     */
    public SampleSize sampleSize(double difference, double power) {
        checkDifference(difference);
        double needed = plan.criticalValue() + plan.reserve(power);
        double root = needed * spread() / difference;
        return plan.sizeOf(root * root);
    }

    /** The chance to notice this difference with so many visitors in the control. */
    public double power(double difference, double controlVisitors) {
        checkDifference(difference);
        ProportionPower.checkVisitors(controlVisitors);
        double expected = Math.abs(difference) * Math.sqrt(controlVisitors) / spread();
        return Normal.lowerTail(expected - plan.criticalValue());
    }

    /** The smallest difference noticed with this power, in the metric's unit. */
    public double detectableDifference(double controlVisitors, double power) {
        double needed = plan.criticalValue() + plan.reserve(power);
        ProportionPower.checkVisitors(controlVisitors);
        return needed * spread() / Math.sqrt(controlVisitors);
    }

    private double spread() {
        double spread = Math.hypot(controlDeviation, treatmentDeviation / Math.sqrt(plan.allocationRatio()));
        Require.that(spread > 0, ZERO_VARIANCE, "controlDeviation", spread, "no visitor's value would vary");
        return spread;
    }

    static void checkDifference(double difference) {
        Require.finite("difference", difference);
        Require.valid(difference != 0, "difference", difference, "must not be 0");
    }
}
