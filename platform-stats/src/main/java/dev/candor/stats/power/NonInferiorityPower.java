package dev.candor.stats.power;

import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.numeric.Normal;

/**
 * Planning to show that a treatment is not worse than the control by more than a margin; higher is better. With
 * {@code eff = m2 - c m1 + margin}, {@code S = v2 / k + c² v1}, c = 1 for an absolute margin:
 * {@code n = (z_alpha + z_power)² S / eff²} for the control. A relative margin is a share of the control's mean: there
 * c = 1 - margin and eff = {@code m2 - c m1}.
 *
 * @param plan one-sided
 * @param control what is expected of the control
 * @param treatment what is expected of the treatment
 * @param margin at least 0; below 1 if relative
 * @param relative whether the margin is a share of the control's mean, which must be above 0 then
 * @see <a href="https://doi.org/10.1002/sim.1783">Julious (2004), Statistics in Medicine 23, 1921-1986</a>
 */
public record NonInferiorityPower(
        TestPlan plan, ExpectedMean control, ExpectedMean treatment, double margin, boolean relative) {

    public NonInferiorityPower {
        Require.notNegative("margin", margin);
        if (relative) {
            Require.valid(margin < 1, "margin", margin, "must be below 1 when relative");
            Require.valid(control.mean() >= 0, "control.mean", control.mean(), "must not be below 0");
        }
        double kept = relative ? 1 - margin : 1;
        double reserve = treatment.mean() - kept * control.mean() + (relative ? 0 : margin);
        Require.valid(reserve > 0, "margin", margin, "the expected effect must lie on the good side of it");
    }

    /** How many visitors show it with this power, strictly between alpha and 1. */
    public SampleSize sampleSize(double power) {
        double root = (plan.criticalValue() + plan.reserve(power)) * spread() / effect();
        return plan.sizeOf(root * root);
    }

    /** The chance to show it with so many visitors in the control. */
    public double power(double controlVisitors) {
        ProportionPower.checkVisitors(controlVisitors);
        return Normal.lowerTail(effect() * Math.sqrt(controlVisitors) / spread() - plan.criticalValue());
    }

    private double kept() {
        return relative ? 1 - margin : 1;
    }

    private double effect() {
        return treatment.mean() - kept() * control.mean() + (relative ? 0 : margin);
    }

    private double spread() {
        double spread =
                Math.hypot(kept() * control.deviation(), treatment.deviation() / Math.sqrt(plan.allocationRatio()));
        Require.that(spread > 0, ZERO_VARIANCE, "deviation", spread, "no visitor's value would vary");
        return spread;
    }
}
