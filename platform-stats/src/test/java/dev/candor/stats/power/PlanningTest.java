package dev.candor.stats.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.StatisticsException;
import dev.candor.stats.StatisticsException.Code;
import dev.candor.stats.estimate.Alternative;
import dev.candor.stats.estimate.Sides;
import dev.candor.stats.power.DetectableLift.Direction;
import dev.candor.stats.power.ProportionPower.Method;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.RatioSample;
import dev.candor.stats.sequential.ConfidenceSequence;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlanningTest {
    private static final TestPlan PLAN = TestPlan.evenSplit(0.05);

    @Test
    void sizePowerAndSmallestLiftAreInversesOfEachOther() {
        SplittableRandom random = new SplittableRandom(41);
        for (Method method : Method.values()) {
            for (int trial = 0; trial < 50; trial++) {
                double control = 0.01 + 0.9 * random.nextDouble();
                double treatment = control + (1 - control) * 0.5 * (0.05 + random.nextDouble());
                TestPlan plan = new TestPlan(0.05, Sides.of(1 + trial % 2), 0.3 + 3 * random.nextDouble());
                ProportionPower test = new ProportionPower(plan, method);
                SampleSize size = test.sampleSize(control, treatment, 0.85);
                String where = "seed 41, %s, %s to %s".formatted(method, control, treatment);
                assertThat(test.power(control, treatment, size.control()))
                        .as(where)
                        .isCloseTo(0.85, within(1e-9));
                var lift = test.detectableLift(control, size.control(), 0.85, Direction.INCREASE);
                assertThat(lift.treatment()).as(where).isCloseTo(treatment, within(1e-9));
                assertThat(size.treatment()).isEqualTo(size.control() * plan.allocationRatio());
            }
        }
    }

    @Test
    void fallsAreFoundBelowTheControl() {
        ProportionPower test = ProportionPower.of(PLAN);
        var lift = test.detectableLift(0.3, 5_000, 0.8, Direction.DECREASE);
        assertThat(lift.treatment()).isLessThan(0.3);
        assertThat(test.power(0.3, lift.treatment(), 5_000)).isCloseTo(0.8, within(1e-9));
        assertThat(lift.relative()).isCloseTo(lift.absolute() / 0.3, within(1e-15));
        refused(Code.NOT_IDENTIFIED, () -> test.detectableLift(0.01, 50, 0.8, Direction.DECREASE));
        refused(Code.NOT_IDENTIFIED, () -> test.detectableLift(1, 50, 0.8, Direction.INCREASE));
        refused(
                Code.ZERO_BASELINE,
                () -> test.detectableLift(0, 50, 0.8, Direction.INCREASE).relative());
    }

    @Test
    void ratesOutsideTheirRangeAreRefused() {
        ProportionPower test = ProportionPower.of(PLAN);
        refused(Code.INVALID_INPUT, () -> test.sampleSize(-0.1, 0.2, 0.8));
        refused(Code.INVALID_INPUT, () -> test.sampleSize(0.1, 1.2, 0.8));
        refused(Code.INVALID_INPUT, () -> test.sampleSize(0.1, 0.1, 0.8));
        refused(Code.INVALID_INPUT, () -> test.sampleSize(0.1, 0.2, 0.05));
        refused(Code.INVALID_INPUT, () -> test.sampleSize(0.1, 0.2, 1));
        refused(Code.INVALID_INPUT, () -> test.power(Double.NaN, 0.2, 10));
        refused(Code.INVALID_INPUT, () -> test.power(0.1, 0.2, -10));
        refused(Code.INSUFFICIENT_DATA, () -> test.power(0.1, 0.2, 0));
        refused(Code.ZERO_VARIANCE, () -> test.power(0, 0, 10));
        refused(Code.INVALID_INPUT, () -> new TestPlan(0, Sides.ONE, 1));
        refused(Code.INVALID_INPUT, () -> new TestPlan(0.05, Sides.ONE, 0));
        refused(Code.INVALID_INPUT, () -> new TestPlan(0.05, Sides.ONE, 2e9));
        refused(Code.INVALID_INPUT, () -> new TestPlan(0.05, Sides.ONE, 1e-10));
        refused(Code.INVALID_INPUT, () -> Sides.of(3));
        refused(Code.INVALID_INPUT, () -> Sides.of(0));
        assertThat(TestPlan.oneSided(0.025).sides()).isEqualTo(Sides.ONE);
    }

    @Test
    void studentNeedsALittleMoreThanNormalAndMeetsItForMany() {
        SplittableRandom random = new SplittableRandom(42);
        for (int trial = 0; trial < 20; trial++) {
            TestPlan plan =
                    new TestPlan(0.01 + 0.1 * random.nextDouble(), Sides.of(1 + trial % 2), 0.5 + random.nextDouble());
            double difference = 0.3 + random.nextDouble();
            StudentPower student = new StudentPower(plan, 1);
            double size = student.sampleSize(difference, 0.9).control();
            double normal =
                    new MeanPower(plan, 1, 1).sampleSize(difference, 0.9).control();
            assertThat(size).as("seed 42, trial %d", trial).isBetween(normal, normal + 5);
            assertThat(student.power(difference, size)).isCloseTo(0.9, within(1e-9));
            assertThat(student.power(-difference, size)).isCloseTo(0.9, within(1e-9));
            assertThat(student.detectableDifference(size, 0.9)).isCloseTo(difference, within(1e-8));
        }
        assertThat(new StudentPower(PLAN, 1).sampleSize(1_000, 0.9).control()).isEqualTo(1.5);
        refused(Code.INSUFFICIENT_DATA, () -> new StudentPower(PLAN, 1).power(1, 1));
        refused(Code.INSUFFICIENT_DATA, () -> new StudentPower(PLAN, 1).detectableDifference(1, 0.8));
        refused(Code.ZERO_VARIANCE, () -> new StudentPower(PLAN, 0).power(1, 10));
        refused(Code.ZERO_VARIANCE, () -> new StudentPower(PLAN, 0).detectableDifference(10, 0.8));
        refused(Code.INVALID_INPUT, () -> new StudentPower(PLAN, -1));
        refused(Code.INVALID_INPUT, () -> new StudentPower(PLAN, 1).power(0, 10));
    }

    @Test
    void meansAreInvertedAndRefused() {
        MeanPower test = new MeanPower(new TestPlan(0.05, Sides.TWO, 2), 3, 4);
        double size = test.sampleSize(0.5, 0.8).control();
        assertThat(test.power(0.5, size)).isCloseTo(0.8, within(1e-12));
        assertThat(test.power(-0.5, size)).isCloseTo(0.8, within(1e-12));
        assertThat(test.detectableDifference(size, 0.8)).isCloseTo(0.5, within(1e-12));
        refused(Code.INVALID_INPUT, () -> test.sampleSize(0, 0.8));
        refused(Code.INVALID_INPUT, () -> test.power(Double.POSITIVE_INFINITY, 10));
        refused(Code.INSUFFICIENT_DATA, () -> test.power(1, 0));
        refused(Code.INSUFFICIENT_DATA, () -> test.detectableDifference(0, 0.8));
        refused(Code.INVALID_INPUT, () -> new MeanPower(PLAN, -1, 1));
        refused(Code.INVALID_INPUT, () -> new MeanPower(PLAN, 1, -1));
        refused(Code.ZERO_VARIANCE, () -> new MeanPower(PLAN, 0, 0).sampleSize(1, 0.8));
    }

    @Test
    void aRatioVariesAsItsLinearPartDoes() {
        // visitors with (y, x) = (1, 1), (3, 2), (2, 3): R = 1, residuals 0, 1, -1, mean x 2: variance 1 / 4
        MeanSample numerator = MeanSample.of(1, 3, 2);
        MeanSample denominator = MeanSample.of(1, 2, 3);
        RatioSample pilot = RatioSample.of(numerator, denominator, 1 + 6 + 6);
        MeanPower test = MeanPower.ofRatio(PLAN, pilot);
        assertThat(test.controlDeviation()).isCloseTo(0.5, within(1e-12));
        assertThat(test.treatmentDeviation()).isCloseTo(0.5, within(1e-12));
        RatioSample nothing = RatioSample.of(MeanSample.of(1, 3, 2), MeanSample.of(1, 0, -1), 0);
        refused(Code.ZERO_BASELINE, () -> MeanPower.ofRatio(PLAN, nothing));
        RatioSample one = RatioSample.of(MeanSample.of(1), MeanSample.of(1), 1);
        refused(Code.INSUFFICIENT_DATA, () -> MeanPower.ofRatio(PLAN, one));
    }

    @Test
    void marginsAreInvertedAndRefused() {
        TestPlan oneSided = new TestPlan(0.025, Sides.ONE, 1.5);
        ExpectedMean control = new ExpectedMean(10, 3);
        ExpectedMean treatment = new ExpectedMean(9.9, 4);
        for (boolean relative : new boolean[] {true, false}) {
            var test = new NonInferiorityPower(oneSided, control, treatment, relative ? 0.05 : 0.5, relative);
            double size = test.sampleSize(0.9).control();
            assertThat(test.power(size)).isCloseTo(0.9, within(1e-12));
        }
        var alike = new EquivalencePower(oneSided, control, treatment, 0.5);
        assertThat(alike.power(alike.sampleSize(0.9).control())).isCloseTo(0.9, within(1e-12));
        assertThat(alike.power(1)).isZero();
        refused(Code.INVALID_INPUT, () -> new EquivalencePower(oneSided, control, treatment, 0.09));
        refused(Code.INVALID_INPUT, () -> new NonInferiorityPower(oneSided, control, treatment, 0.09, false));
        refused(Code.INVALID_INPUT, () -> new NonInferiorityPower(oneSided, control, treatment, -1, false));
        refused(Code.INVALID_INPUT, () -> new NonInferiorityPower(oneSided, control, treatment, 1, true));
        refused(
                Code.INVALID_INPUT,
                () -> new NonInferiorityPower(oneSided, new ExpectedMean(-1, 1), treatment, 0.5, true));
        ExpectedMean certain = new ExpectedMean(10, 0);
        refused(Code.ZERO_VARIANCE, () -> new NonInferiorityPower(oneSided, certain, certain, 1, false).power(10));
        refused(Code.ZERO_VARIANCE, () -> new EquivalencePower(oneSided, certain, certain, 1).power(10));
        refused(Code.INVALID_INPUT, () -> new ExpectedMean(Double.NaN, 0));
        refused(Code.INVALID_INPUT, () -> new ExpectedMean(0, -1));
        refused(Code.INVALID_INPUT, () -> ExpectedMean.ofRate(1.1));
        assertThat(ExpectedMean.ofRate(0.2).deviation()).isCloseTo(0.4, within(1e-15));
    }

    @Test
    void aClaimTakesTheLargestOfItsPartsVariantByVariant() {
        ClaimPower claim = ClaimPower.of(
                List.of(power -> new SampleSize(100 * power, 10), power -> new SampleSize(50, 300 * power)), 0.8);
        assertThat(claim.powerEach()).isCloseTo(0.9, within(1e-15));
        assertThat(claim.sampleSize()).isEqualTo(new SampleSize(100 * 0.9, 300 * 0.9));
        assertThat(claim.sizes()).hasSize(2);
        refused(Code.INVALID_INPUT, () -> ClaimPower.of(List.of(), 0.8));
        refused(Code.INVALID_INPUT, () -> ClaimPower.of(List.of(power -> new SampleSize(1, 1)), 1));
    }

    @Test
    void sizesAreRoundedUpUnlessTheyAreWholeAlready() {
        SampleSize size = new SampleSize(10.2, 20 + 1e-10);
        assertThat(size.controlVisitors()).isEqualTo(11);
        assertThat(size.treatmentVisitors()).isEqualTo(20);
        assertThat(size.total(3)).isEqualTo(71);
        assertThat(size.times(2)).isEqualTo(new SampleSize(20.4, 2 * (20 + 1e-10)));
        refused(Code.NOT_IDENTIFIED, () -> new SampleSize(2e15, 1).controlVisitors());
        refused(Code.INVALID_INPUT, () -> new SampleSize(-1, 1));
        refused(Code.INVALID_INPUT, () -> new SampleSize(1, Double.NaN));
    }

    @Test
    void daysFollowFromVisitorsAndTheirShare() {
        SampleSize size = new SampleSize(500, 250);
        assertThat(RunningTime.of(size, 2, 100, 1).days()).isEqualTo(10);
        assertThat(RunningTime.of(size, 2, 100, 0.5).days()).isEqualTo(20);
        assertThat(RunningTime.of(size, 2, 99, 1).days()).isEqualTo(11);
        assertThat(new RunningTime(14).wholeWeeks()).isEqualTo(2);
        assertThat(new RunningTime(15).wholeWeeks()).isEqualTo(3);
        refused(Code.INVALID_INPUT, () -> RunningTime.of(size, 0, 100, 1));
        refused(Code.INVALID_INPUT, () -> RunningTime.of(size, 1, 0, 1));
        refused(Code.INVALID_INPUT, () -> RunningTime.of(size, 1, 100, 0));
        refused(Code.INVALID_INPUT, () -> RunningTime.of(size, 1, 100, 1.1));
        refused(Code.INVALID_INPUT, () -> new RunningTime(-1));
    }

    @Test
    void severalVariantsShareAlpha() {
        VariantsPower test = new VariantsPower(0.06, 3, 2, VariantsPower.Allocation.EQUAL);
        assertThat(test.alphaEach()).isCloseTo(0.01, within(1e-15));
        assertThat(test.each().allocationRatio()).isEqualTo(1);
        refused(Code.INVALID_INPUT, () -> new VariantsPower(0.05, 0, 1, VariantsPower.Allocation.EQUAL));
        refused(Code.INVALID_INPUT, () -> new VariantsPower(0.05, 1, 0, VariantsPower.Allocation.EQUAL));
        refused(Code.INVALID_INPUT, () -> new VariantsPower(1, 1, 1, VariantsPower.Allocation.EQUAL));
        refused(Code.INVALID_INPUT, () -> test.sampleSize(0.1, 0.1, 0.8));
    }

    @Test
    void sequencesArePlannedForTwoSides() {
        SequentialPower plan = new SequentialPower(1, 5, 0.8);
        var oneSided = new ConfidenceSequence(0.05, 100, Alternative.GREATER, ConfidenceSequence.Tuning.EXACT);
        refused(Code.INVALID_INPUT, () -> plan.with(oneSided));
        refused(Code.NOT_IDENTIFIED, () -> new SequentialPower(1e300, 1, 0.8).with(ConfidenceSequence.of(0.05)));
        refused(Code.ZERO_VARIANCE, () -> new SequentialPower(1, 0, 0.8).with(ConfidenceSequence.of(0.05)));
        refused(Code.INVALID_INPUT, () -> new SequentialPower(0, 1, 0.8));
        refused(Code.INVALID_INPUT, () -> new SequentialPower(1, -1, 0.8));
        refused(Code.INVALID_INPUT, () -> new SequentialPower(1, 1, 1));
    }

    private static void refused(Code code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatisticsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
