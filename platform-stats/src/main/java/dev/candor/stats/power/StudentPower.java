package dev.candor.stats.power;

import static dev.candor.stats.StatisticsException.Code.INSUFFICIENT_DATA;
import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Sides;
import dev.candor.stats.numeric.ChiScale;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.numeric.Root;
import dev.candor.stats.numeric.StudentT;

/**
 * Planning a comparison of two means by Student's t test, exact for few visitors: with df = {@code n (1 + k) - 2} and
 * {@code ncp = delta / sd √(n k / (1 + k))} the power is {@code E_s[Φ(ncp - c s) + Φ(-ncp - c s)]} over
 * {@code s = √(χ² / df)}; one side has only the first term.
 *
 * @param deviation standard deviation of a visitor's value in either variant, at least 0, in the metric's unit
 */
public record StudentPower(TestPlan plan, double deviation) {

    public StudentPower {
        Require.notNegative("deviation", deviation);
    }

    /**
     * How many visitors notice this difference of means; at least as many as leave one degree of freedom.
     *
     * @param difference other than 0, in the metric's unit
     * @param power strictly between alpha and 1
     */
    public SampleSize sampleSize(double difference, double power) {
        double normal = new MeanPower(plan, deviation, deviation)
                .sampleSize(difference, power)
                .control();
        double fewest = fewestVisitors();
        double start = Math.max(normal, fewest);
        if (power(difference, start) >= power) {
            return plan.sizeOf(start);
        }
        double enough = Root.positive("control", extra -> power(difference, start + extra) - power, start / 4);
        return plan.sizeOf(start + enough);
    }

    /** The chance to notice this difference with so many visitors in the control. */
    public double power(double difference, double controlVisitors) {
        MeanPower.checkDifference(difference);
        checkVisitors(controlVisitors);
        requireSpread();
        double k = plan.allocationRatio();
        return powerAt(Math.abs(difference) / deviation * Math.sqrt(controlVisitors * k / (1 + k)), controlVisitors);
    }

    /** The smallest difference noticed with this power, in the metric's unit. */
    public double detectableDifference(double controlVisitors, double power) {
        double unused = plan.reserve(power);
        checkVisitors(controlVisitors);
        requireSpread();
        double k = plan.allocationRatio();
        double start = Math.max(1, unused + plan.criticalValue());
        double noncentrality = Root.positive("difference", ncp -> powerAt(ncp, controlVisitors) - power, start);
        return noncentrality * deviation / Math.sqrt(controlVisitors * k / (1 + k));
    }

    private double powerAt(double noncentrality, double controlVisitors) {
        double degrees = controlVisitors * (1 + plan.allocationRatio()) - 2;
        double critical = StudentT.upperQuantile(plan.sides().share(plan.alpha()), degrees);
        boolean both = plan.sides() == Sides.TWO;
        return ChiScale.mean(degrees, 1 / (1 + noncentrality), s -> {
            double right = Normal.lowerTail(noncentrality - critical * s);
            return both ? right + Normal.lowerTail(-noncentrality - critical * s) : right;
        });
    }

    private double fewestVisitors() {
        return 3 / (1 + plan.allocationRatio());
    }

    private void checkVisitors(double controlVisitors) {
        Require.notNegative("controlVisitors", controlVisitors);
        Require.that(
                controlVisitors >= fewestVisitors() * (1 - 1e-12),
                INSUFFICIENT_DATA,
                "controlVisitors",
                controlVisitors,
                "must leave at least one degree of freedom");
    }

    private void requireSpread() {
        Require.that(deviation > 0, ZERO_VARIANCE, "deviation", deviation, "no visitor's value would vary");
    }
}
