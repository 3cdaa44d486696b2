package dev.candor.stats.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.bayes.BestArm;
import dev.candor.stats.bayes.BetaBinomialComparison;
import dev.candor.stats.bayes.BetaPrior;
import dev.candor.stats.bayes.NormalComparison;
import dev.candor.stats.bayes.NormalPrior;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Sides;
import dev.candor.stats.multiplicity.Dunnett;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.ProportionSample;
import dev.candor.stats.sequential.ConfidenceSequence;
import dev.candor.stats.sequential.GroupSequentialDesign;
import dev.candor.stats.sequential.GroupSequentialPower;
import dev.candor.stats.sequential.SequentialProbabilityRatio;
import dev.candor.stats.sequential.SequentialProbabilityRatio.Look;
import dev.candor.stats.sequential.SequentialSampleRatio;
import dev.candor.stats.sequential.SpendingFunction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Second witness: Python 3.11 with numpy and scipy 1.17, or the source that a line names. */
class LookingEarlyExamplesTest {
    private static final Confidence CONFIDENCE = Confidence.NINETY_FIVE_PERCENT;

    @Test
    void fewLooks() {
        // Lan and DeMets: 4.877, 3.357, 2.680, 2.290, 2.031
        List<Double> weekly = GroupSequentialDesign.equalSteps(5);
        SpendingFunction spending = new SpendingFunction.ObrienFlemingLike();
        GroupSequentialDesign design = GroupSequentialDesign.spending(weekly, 0.05, Sides.TWO, spending);

        assertThat(design.boundaries().get(1)).isCloseTo(3.357, within(5e-4));
        assertThat(design.boundaries().getLast()).isCloseTo(2.031, within(5e-4));
        assertThat(design.stops(1, -3.4)).isTrue();

        GroupSequentialPower power = GroupSequentialPower.of(design, 0.9);
        assertThat(power.inflationFactor()).isCloseTo(1.023, within(1e-3));
        assertThat(power.expectedInformationWithEffect()).isCloseTo(0.742, within(1e-3));
    }

    @Test
    void anyTime() {
        ConfidenceSequence sequence = ConfidenceSequence.of(0.05);
        var reading = sequence.at(0.1, 0.03, 5_000);

        assertThat(reading.interval().lower()).isCloseTo(0.0089437303, within(1e-10));
        assertThat(reading.interval().upper()).isCloseTo(0.1910562697, within(1e-10));
        assertThat(reading.pValue().value()).isCloseTo(0.0215192227, within(1e-10));
    }

    @Test
    void mixtureRatio() {
        SequentialProbabilityRatio test = new SequentialProbabilityRatio(0.001, 0, 0.05);
        var path = test.after(List.of(new Look(0.03, 1e-4), new Look(0.001, 5e-5), new Look(0.0005, 2e-5)));

        assertThat(path.pValues()).containsOnly(path.pValue());
        assertThat(path.pValue()).isCloseTo(0.0554673092, within(1e-10));
        assertThat(path.upper().getLast()).isCloseTo(0.0147279697, within(1e-10));
    }

    @Test
    void sampleRatioEveryDay() {
        SequentialSampleRatio ratio = new SequentialSampleRatio(List.of(1.0, 1.0), 10_000);
        var path = ratio.after(List.of(new long[] {30, 22}, new long[] {6_000, 4_000}));

        assertThat(path.pValues().getFirst()).isCloseTo(0.99941, within(1e-5));
        assertThat(path.pValue()).isLessThan(0.001);
    }

    @Test
    void rates() {
        ProportionSample privacyFirst = new ProportionSample(653, 242);
        ProportionSample personalized = new ProportionSample(18_196, 7_133);
        var belief = BetaBinomialComparison.of(privacyFirst, personalized, BetaPrior.UNIFORM, CONFIDENCE);

        assertThat(belief.treatmentBetter().value()).isCloseTo(0.86282, within(1e-5));
        assertThat(belief.lossOfTreatment()).isCloseTo(0.00136, within(1e-5));
        assertThat(belief.lift().lower()).isCloseTo(-0.0416, within(1e-5));
        assertThat(belief.lift().upper()).isCloseTo(0.17403, within(1e-5));
    }

    @Test
    void effects() {
        // GrowthBook's gbstats 0.8.0 with a prior N(0, 0.3)
        NormalPrior lifts = new NormalPrior(0, 0.3);
        NormalComparison belief = NormalComparison.of(0.04, 0.02, lifts, CONFIDENCE);

        assertThat(belief.treatmentBetter().value()).isCloseTo(0.9770096434, within(1e-10));
        assertThat(belief.riskOfTreatment()).isCloseTo(0.000171459597, within(1e-12));
    }

    @Test
    void bestOfThree() {
        List<ProportionSample> variants =
                List.of(new ProportionSample(1_000, 100), new ProportionSample(0, 0), new ProportionSample(1_000, 110));
        BestArm best = BestArm.ofRates(variants, BetaPrior.UNIFORM, BestArm.Goal.MAX);

        // the one nobody has seen is most likely the best: that is why Thompson sampling would show it
        assertThat(best.probabilities().get(1)).isCloseTo(0.88735, within(1e-5));
        assertThat(best.probabilities().get(2)).isCloseTo(0.08702, within(1e-5));
    }

    @Test
    void oneControl() {
        MeanSample privacyFirst = new MeanSample(45, 449.698, 4_873.066056);
        MeanSample byInterest = new MeanSample(39, 393.192, 4_254.304992);
        MeanSample byHistory = new MeanSample(8, 96.799, 1_218.318793);
        Dunnett test = Dunnett.of(privacyFirst, List.of(byInterest, byHistory));

        assertThat(test.statistics().getLast()).isCloseTo(1.9351677133, within(1e-10));
        assertThat(test.adjustedP().getLast()).isCloseTo(0.1066680, within(1e-7));
    }
}
