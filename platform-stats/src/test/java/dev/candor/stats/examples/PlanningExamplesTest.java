package dev.candor.stats.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.estimate.Alternative;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Sides;
import dev.candor.stats.power.ClaimPower;
import dev.candor.stats.power.DetectableLift;
import dev.candor.stats.power.ExpectedMean;
import dev.candor.stats.power.MeanPower;
import dev.candor.stats.power.NonInferiorityPower;
import dev.candor.stats.power.ProportionPower;
import dev.candor.stats.power.RunningTime;
import dev.candor.stats.power.SampleSize;
import dev.candor.stats.power.SequentialPower;
import dev.candor.stats.power.TestPlan;
import dev.candor.stats.power.VariantsPower;
import dev.candor.stats.privacy.NoiseMechanism;
import dev.candor.stats.privacy.NoisedComparison;
import dev.candor.stats.privacy.NoisedCount;
import dev.candor.stats.privacy.RandomizedResponse;
import dev.candor.stats.privacy.SampleInflation;
import dev.candor.stats.sample.ProportionSample;
import dev.candor.stats.sequential.ConfidenceSequence;
import dev.candor.stats.sequential.GroupSequentialDesign;
import dev.candor.stats.sequential.SpendingFunction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Second witness: Python 3.11 with numpy and scipy 1.17, or the source that a line names. */
class PlanningExamplesTest {
    private static final Confidence CONFIDENCE = Confidence.NINETY_FIVE_PERCENT;

    @Test
    void ratesPlanned() {
        ProportionPower test = ProportionPower.of(TestPlan.evenSplit(0.05));
        SampleSize size = test.sampleSize(0.05, 0.056, 0.8);
        assertThat(size.controlVisitors()).isEqualTo(21_882);
        assertThat(test.power(0.05, 0.056, 21_882)).isCloseTo(0.8, within(1e-4));

        // 20,000 eligible visitors a week, half of them in the experiment
        RunningTime time = RunningTime.of(size, 1, 20_000 / 7.0, 0.5);
        assertThat(time.days()).isEqualTo(31);
        assertThat(time.wholeWeeks()).isEqualTo(5);

        DetectableLift lift = test.detectableLift(0.05, 10_000, 0.8, DetectableLift.Direction.INCREASE);
        assertThat(lift.relative()).isCloseTo(0.18, within(0.005));
    }

    @Test
    void meansPlanned() {
        // Kohavi's rule of thumb, 16 sd² / delta²: 100 visitors a variant
        MeanPower test = new MeanPower(TestPlan.evenSplit(0.05), 10, 10);
        assertThat(test.sampleSize(4, 0.8).controlVisitors()).isEqualTo(99);
    }

    @Test
    void guardrails() {
        TestPlan oneSided = TestPlan.oneSided(0.025);
        ExpectedMean optOuts = ExpectedMean.ofRate(0.98);
        ClaimPower claim = ClaimPower.of(
                List.of(
                        power -> ProportionPower.of(TestPlan.evenSplit(0.05)).sampleSize(0.05, 0.056, power),
                        new NonInferiorityPower(oneSided, optOuts, optOuts, 0.005, false)::sampleSize),
                0.8);

        assertThat(claim.powerEach()).isCloseTo(0.9, within(1e-12));
        assertThat(claim.sampleSize().controlVisitors()).isEqualTo(29_294);
        assertThat(claim.sizes().getLast().controlVisitors()).isEqualTo(16_476);
    }

    @Test
    void severalVariants() {
        VariantsPower test = new VariantsPower(0.05, 3, 1, VariantsPower.Allocation.SQRT);
        SampleSize size = test.sampleSize(0.05, 0.056, 0.8);
        assertThat(size.treatmentVisitors()).isLessThan(size.controlVisitors());
        assertThat(size.total(3)).isEqualTo(110_488);
    }

    @Test
    void lookingEarlyPlanned() {
        SequentialPower plan = new SequentialPower(0.1842, 1.842, 0.9);
        GroupSequentialDesign design = GroupSequentialDesign.spending(
                GroupSequentialDesign.equalSteps(5), 0.05, Sides.TWO, new SpendingFunction.ObrienFlemingLike());
        ConfidenceSequence sequence =
                new ConfidenceSequence(0.05, 20_000, Alternative.TWO_SIDED, ConfidenceSequence.Tuning.APPROXIMATE);

        assertThat(plan.with(design).inflationFactor()).isCloseTo(1.02308, within(1e-5));
        assertThat(plan.with(sequence).perVariant()).isCloseTo(3891.940231898, within(1e-6));
        assertThat(plan.with(sequence).inflationFactor()).isCloseTo(1.85199559, within(1e-8));
    }

    @Test
    void randomizedAnswers() {
        RandomizedResponse mechanism = RandomizedResponse.ofEpsilon(1);
        ProportionSample privacyFirst = new ProportionSample(1_000, 400);
        ProportionSample personalized = new ProportionSample(1_000, 460);
        var comparison = mechanism.compare(privacyFirst, personalized, CONFIDENCE);

        assertThat(comparison.difference()).isCloseTo(0.12983720482431918, within(1e-12));
        assertThat(SampleInflation.of(mechanism, 0.1).factor()).isCloseTo(11.23, within(0.005));
    }

    @Test
    void noisedCounts() {
        NoiseMechanism noise = new NoiseMechanism.DiscreteLaplace(1, 0.1);
        NoisedCount privacyFirst = new NoisedCount(1_000, 103, 0, noise.variance());
        NoisedCount personalized = new NoisedCount(1_000, 131, 0, noise.variance());
        NoisedComparison comparison = NoisedComparison.of(privacyFirst, personalized, CONFIDENCE);

        assertThat(noise.variance()).isCloseTo(199.8334, within(1e-4));
        assertThat(comparison.standardErrorWithoutNoise()).isCloseTo(0.014361, within(1e-6));
        assertThat(comparison.standardError()).isCloseTo(0.024615, within(1e-6));
    }
}
