package dev.candor.stats.power;

import static dev.candor.stats.StatisticsException.Code.NOT_IDENTIFIED;
import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Alternative;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.numeric.Root;
import dev.candor.stats.sequential.ConfidenceSequence;
import dev.candor.stats.sequential.GroupSequentialDesign;
import dev.candor.stats.sequential.GroupSequentialPower;

/**
 * What looking early costs in visitors: two variants alike, a difference of means, known spread.
 *
 * @param difference of the means, other than 0, in the metric's unit
 * @param deviation standard deviation of a visitor's value, at least 0, same unit
 * @param power strictly between alpha and 1
 */
public record SequentialPower(double difference, double deviation, double power) {

    /**
     * A design with a few looks.
     *
     * @param fixedPerVariant visitors of a test with one look
     * @param inflationFactor the largest sample over that
     * @param largestPerVariant visitors if no boundary is crossed early
     * @param expectedPerVariant visitors on average, if the difference is as expected
     */
    public record FewLooks(
            double fixedPerVariant, double inflationFactor, double largestPerVariant, double expectedPerVariant) {}

    /**
     * A confidence sequence, read at one time; looking at other times too can only add power.
     *
     * @param fixedPerVariant visitors of a test with one look
     * @param perVariant visitors at which the sequence excludes 0 with the power
     * @param powerAtFixed the power of the sequence with {@code fixedPerVariant}
     */
    public record AnyTime(double fixedPerVariant, double perVariant, double powerAtFixed) {
        /** The sample over that of a test with one look. */
        public double inflationFactor() {
            return perVariant / fixedPerVariant;
        }
    }

    public SequentialPower {
        MeanPower.checkDifference(difference);
        Require.notNegative("deviation", deviation);
        Require.openUnit("power", power);
    }

    /** With the boundaries of a design whose last look is at information 1. */
    public FewLooks with(GroupSequentialDesign design) {
        GroupSequentialPower looks = GroupSequentialPower.of(design, power);
        TestPlan plan = new TestPlan(design.cumulativeAlpha().getLast(), design.sides(), 1);
        double fixed = fixed(plan);
        double largest = fixed * looks.inflationFactor();
        double expected = largest * looks.expectedInformationWithEffect();
        return new FewLooks(fixed, looks.inflationFactor(), largest, expected);
    }

    /** With a two-sided confidence sequence. */
    public AnyTime with(ConfidenceSequence sequence) {
        boolean twoSided = sequence.alternative() == Alternative.TWO_SIDED;
        Require.valid(twoSided, "alternative", sequence.alternative(), "must be two-sided");
        double fixed = fixed(TestPlan.evenSplit(sequence.alpha()));
        double needed = Root.positive("perVariant", n -> powerAt(sequence, n) - power, fixed);
        return new AnyTime(fixed, needed, powerAt(sequence, fixed));
    }

    private double fixed(TestPlan plan) {
        Require.that(deviation > 0, ZERO_VARIANCE, "deviation", deviation, "no visitor's value would vary");
        double fixed = new MeanPower(plan, deviation, deviation)
                .sampleSize(difference, power)
                .control();
        Require.that(fixed > 0, NOT_IDENTIFIED, "difference", difference, "so large that nobody is needed to see it");
        return fixed;
    }

    private double powerAt(ConfidenceSequence sequence, double perVariant) {
        double standardError = deviation * Math.sqrt(2 / perVariant);
        double halfWidth = sequence.halfWidth(standardError, 2 * perVariant);
        return Normal.lowerTail((difference - halfWidth) / standardError)
                + Normal.lowerTail((-difference - halfWidth) / standardError);
    }
}
