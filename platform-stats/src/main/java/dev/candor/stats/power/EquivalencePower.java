package dev.candor.stats.power;

import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.numeric.Root;

/**
 * Planning to show by two one-sided tests that two variants differ by less than a margin. With d the expected difference and
 * {@code S = v2 / k + v1}:
 * {@code power = max(0, Φ((margin - d) √(n / S) - z_alpha) + Φ((margin + d) √(n / S) - z_alpha) - 1)}.
 *
 * @param plan one-sided; alpha is that of each test
 * @param margin above |d|, in the metric's unit
 * @see <a href="https://doi.org/10.1002/sim.1783">Julious (2004), Statistics in Medicine 23, 1921-1986</a>
 */
public record EquivalencePower(TestPlan plan, ExpectedMean control, ExpectedMean treatment, double margin) {

    public EquivalencePower {
        Require.notNegative("margin", margin);
        double difference = Math.abs(treatment.mean() - control.mean());
        Require.valid(difference < margin, "margin", margin, "must exceed the expected difference, " + difference);
    }

    /** How many visitors show it with this power, strictly between alpha and 1. */
    public SampleSize sampleSize(double power) {
        double needed = plan.criticalValue() + plan.reserve(power);
        double root = needed * spread() / margin;
        double control = Root.positive("control", n -> reached(n) - 1 - power, root * root);
        return plan.sizeOf(control);
    }

    /** The chance to show it with so many visitors in the control. */
    public double power(double controlVisitors) {
        ProportionPower.checkVisitors(controlVisitors);
        return Math.max(0, reached(controlVisitors) - 1);
    }

    private double reached(double controlVisitors) {
        double difference = treatment.mean() - control.mean();
        double scale = Math.sqrt(controlVisitors) / spread();
        return Normal.lowerTail((margin - difference) * scale - plan.criticalValue())
                + Normal.lowerTail((margin + difference) * scale - plan.criticalValue());
    }

    private double spread() {
        double spread = Math.hypot(control.deviation(), treatment.deviation() / Math.sqrt(plan.allocationRatio()));
        Require.that(spread > 0, ZERO_VARIANCE, "deviation", spread, "no visitor's value would vary");
        return spread;
    }
}
