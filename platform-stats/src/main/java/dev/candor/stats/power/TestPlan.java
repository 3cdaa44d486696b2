package dev.candor.stats.power;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Sides;
import dev.candor.stats.numeric.Normal;

/**
 * The test that is planned.
 *
 * @param alpha the error allowed without an effect, all sides together, strictly between 0 and 1
 * @param sides how many directions count
 * @param allocationRatio visitors of the treatment over visitors of the control, from 1e-9 to 1e9
 */
public record TestPlan(double alpha, Sides sides, double allocationRatio) {

    public TestPlan {
        Require.openUnit("alpha", alpha);
        Require.positive("allocationRatio", allocationRatio);
        boolean sensible = allocationRatio >= 1e-9 && allocationRatio <= 1e9;
        Require.valid(sensible, "allocationRatio", allocationRatio, "must lie between 1e-9 and 1e9");
    }

    /** Two-sided, control and treatment alike. */
    public static TestPlan evenSplit(double alpha) {
        return new TestPlan(alpha, Sides.TWO, 1);
    }

    /** One-sided, control and treatment alike, as for non-inferiority. */
    public static TestPlan oneSided(double alpha) {
        return new TestPlan(alpha, Sides.ONE, 1);
    }

    /** The z that one side must exceed. */
    double criticalValue() {
        return Normal.upperQuantile(sides.share(alpha));
    }

    /** How far the expected z must lie beyond the critical value: the z of the power. */
    double reserve(double power) {
        Require.openUnit("power", power);
        Require.valid(power > alpha, "power", power, "must exceed alpha, " + alpha);
        return Normal.lowerQuantile(power);
    }

    /** Both sizes, from the control's. */
    SampleSize sizeOf(double control) {
        return new SampleSize(control, allocationRatio * control);
    }
}
