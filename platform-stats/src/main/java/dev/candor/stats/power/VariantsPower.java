package dev.candor.stats.power;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Sides;

/**
 * Planning several treatments against one control, perhaps on several metrics; alpha is divided by the number of
 * comparisons (Bonferroni), each of them two-sided and unpooled.
 *
 * @param alpha of all comparisons together, two-sided, strictly between 0 and 1
 * @param treatments at least 1
 * @param metrics at least 1
 * @param allocation how visitors are divided
 */
public record VariantsPower(double alpha, int treatments, int metrics, Allocation allocation) {

    /** How visitors are divided between the control and the treatments. */
    public enum Allocation {
        /** All variants alike. */
        EQUAL,
        /** Each treatment has {@code 1 / √treatments} of the control's visitors, which needs the fewest in all. */
        SQRT
    }

    public VariantsPower {
        Require.openUnit("alpha", alpha);
        Require.valid(treatments >= 1, "treatments", treatments, "must be at least 1");
        Require.valid(metrics >= 1, "metrics", metrics, "must be at least 1");
    }

    /** The alpha of one comparison. */
    public double alphaEach() {
        return alpha / ((double) treatments * metrics);
    }

    /** The plan of one comparison. */
    public TestPlan each() {
        return new TestPlan(alphaEach(), Sides.TWO, allocation == Allocation.EQUAL ? 1 : 1 / Math.sqrt(treatments));
    }

    /**
     * The visitors of the control and of each treatment.
     *
     * @param difference treatment minus control, other than 0
     * @param power of each comparison, strictly between alpha and 1
     */
    public SampleSize sampleSize(ExpectedMean control, ExpectedMean treatment, double difference, double power) {
        return new MeanPower(each(), control.deviation(), treatment.deviation()).sampleSize(difference, power);
    }

    /** The visitors of the control and of each treatment, for two rates from 0 to 1. */
    public SampleSize sampleSize(double controlRate, double treatmentRate, double power) {
        ExpectedMean control = ExpectedMean.ofRate(controlRate);
        ExpectedMean treatment = ExpectedMean.ofRate(treatmentRate);
        return sampleSize(control, treatment, treatmentRate - controlRate, power);
    }
}
