package dev.candor.stats.power;

import static dev.candor.stats.StatisticsException.Code.INSUFFICIENT_DATA;
import static dev.candor.stats.StatisticsException.Code.NOT_IDENTIFIED;
import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.StatisticsException;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.numeric.Root;
import java.util.function.DoubleUnaryOperator;

/**
 * Planning a comparison of two rates. With k the allocation ratio, {@code s1 = √(p1 q1 + p2 q2 / k)} and s0 by the method,
 * {@code n = ((z_alpha s0 + z_power s1) / |p2 - p1|)²} for the control and
 * {@code power = Φ((|p2 - p1| √n - z_alpha s0) / s1)}. A significant result in the wrong direction does not count.
 *
 * @see "Fleiss (1981), Statistical Methods for Rates and Proportions, chapter 3"
 * @see "Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, chapter 6"
 */
public record ProportionPower(TestPlan plan, Method method) {
    private static final int SCAN = 400;

    /** Which variance the test itself uses. */
    public enum Method {
        /** That of both variants' common rate. */
        POOLED,
        /** Each variant's own. */
        UNPOOLED,
        /** The control's for both, as Evan Miller's calculator. */
        BASELINE,
        /** None: rates are compared as {@code 2 asin √p}. */
        ARCSINE
    }

    /** The unpooled test, which is the one the analysis runs. */
    public static ProportionPower of(TestPlan plan) {
        return new ProportionPower(plan, Method.UNPOOLED);
    }

    /**
     * How many visitors notice this difference.
     *
     * @param control rate, from 0 to 1
     * @param treatment rate, from 0 to 1, other than the control's
     * @param power strictly between alpha and 1
     */
    public SampleSize sampleSize(double control, double treatment, double power) {
        checkRates(control, treatment);
        double reserve = plan.reserve(power);
        Require.valid(control != treatment, "treatment", treatment, "must differ from the control's rate");
        double root =
                (plan.criticalValue() * spreadWithoutEffect(control, treatment) + reserve * spread(control, treatment))
                        / distance(control, treatment);
        return plan.sizeOf(root * root);
    }

    /**
     * The chance to notice this difference.
     *
     * @param controlVisitors at least 1; the treatment has so many times the allocation ratio
     * @throws dev.candor.stats.StatisticsException {@code ZERO_VARIANCE} if both rates are 0 or 1
     */
    public double power(double control, double treatment, double controlVisitors) {
        checkRates(control, treatment);
        checkVisitors(controlVisitors);
        double spread = spread(control, treatment);
        Require.that(spread > 0, ZERO_VARIANCE, "treatment", treatment, "neither rate varies");
        return Normal.lowerTail(reached(control, treatment, controlVisitors) / spread);
    }

    /**
     * The smallest change noticed with this power.
     *
     * @throws dev.candor.stats.StatisticsException {@code NOT_IDENTIFIED} if no rate from 0 to 1 is far enough away
     */
    public DetectableLift detectableLift(
            double control, double controlVisitors, double power, DetectableLift.Direction direction) {
        Require.closedUnit("control", control);
        checkVisitors(controlVisitors);
        double reserve = plan.reserve(power);
        double room = direction == DetectableLift.Direction.INCREASE ? 1 - control : control;
        DoubleUnaryOperator surplus = change -> {
            double treatment = Math.clamp(control + direction.sign() * change, 0, 1);
            return reached(control, treatment, controlVisitors) - reserve * spread(control, treatment);
        };
        double below = room * 1e-15;
        for (int i = 1; i <= SCAN; i++) {
            double above = room * i / SCAN;
            if (above > 0 && surplus.applyAsDouble(above) >= 0) {
                boolean crossed = surplus.applyAsDouble(below) < 0;
                double change = crossed ? Root.between(surplus, below, above) : below;
                return new DetectableLift(control, change, direction);
            }
            below = above;
        }
        String rule = "too few: no rate from 0 to 1 is far enough from " + control;
        throw new StatisticsException(NOT_IDENTIFIED, "controlVisitors", controlVisitors, rule);
    }

    /** How far the expected difference lies beyond the critical one, times the root of the control's visitors. */
    private double reached(double control, double treatment, double controlVisitors) {
        return distance(control, treatment) * Math.sqrt(controlVisitors)
                - plan.criticalValue() * spreadWithoutEffect(control, treatment);
    }

    private double distance(double control, double treatment) {
        return method == Method.ARCSINE
                ? Math.abs(2 * Math.asin(Math.sqrt(treatment)) - 2 * Math.asin(Math.sqrt(control)))
                : Math.abs(treatment - control);
    }

    private double spread(double control, double treatment) {
        return method == Method.ARCSINE
                ? Math.sqrt(1 + 1 / plan.allocationRatio())
                : Math.sqrt(variance(control) + variance(treatment) / plan.allocationRatio());
    }

    private double spreadWithoutEffect(double control, double treatment) {
        double k = plan.allocationRatio();
        return switch (method) {
            case POOLED -> Math.sqrt(variance((control + k * treatment) / (1 + k)) * (1 + 1 / k));
            case BASELINE -> Math.sqrt(variance(control) * (1 + 1 / k));
            case UNPOOLED, ARCSINE -> spread(control, treatment);
        };
    }

    static double variance(double rate) {
        return rate * (1 - rate);
    }

    private static void checkRates(double control, double treatment) {
        Require.closedUnit("control", control);
        Require.closedUnit("treatment", treatment);
    }

    static void checkVisitors(double controlVisitors) {
        Require.notNegative("controlVisitors", controlVisitors);
        Require.that(controlVisitors > 0, INSUFFICIENT_DATA, "controlVisitors", controlVisitors, "nobody comes");
    }
}
