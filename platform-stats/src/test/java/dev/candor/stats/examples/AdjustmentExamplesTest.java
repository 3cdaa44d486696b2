package dev.candor.stats.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.adjust.Cuped;
import dev.candor.stats.adjust.PostStratification;
import dev.candor.stats.adjust.PostStratification.Stratum;
import dev.candor.stats.adjust.QuantileComparison;
import dev.candor.stats.adjust.RegressionAdjustment;
import dev.candor.stats.adjust.Winsorizing;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.multiplicity.BenjaminiHochberg;
import dev.candor.stats.multiplicity.Holm;
import dev.candor.stats.sample.CovariateSample;
import dev.candor.stats.sample.MeanSample;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Second witness: Python 3.11 with numpy and scipy 1.17. */
class AdjustmentExamplesTest {
    private static final Confidence CONFIDENCE = Confidence.NINETY_FIVE_PERCENT;

    @Test
    void cuped() {
        MeanSample visitsNow = new MeanSample(1_000, 5_200, 36_000);
        MeanSample visitsBefore = new MeanSample(1_000, 5_000, 34_000);
        CovariateSample privacyFirst = CovariateSample.of(visitsNow, visitsBefore, 33_500);
        CovariateSample personalized =
                CovariateSample.of(new MeanSample(1_000, 5_330, 37_500), new MeanSample(1_000, 5_040, 34_400), 34_400);
        Cuped cuped = Cuped.of(privacyFirst, personalized, CONFIDENCE);

        assertThat(cuped.adjusted().difference()).isCloseTo(0.0965776257, within(1e-10));
        assertThat(cuped.adjusted().standardError()).isCloseTo(0.0741219876, within(1e-10));
        assertThat(cuped.varianceReduction()).isCloseTo(0.6959423542, within(1e-10));
    }

    @Test
    void severalCovariates() {
        double[] orders = {3, 5, 4, 6, 8, 7, 9, 12};
        boolean[] personalized = {false, false, false, false, true, true, true, true};
        double[][] visitsBefore = {{1}, {3}, {2}, {4}, {3}, {2}, {4}, {5}};
        RegressionAdjustment adjusted = RegressionAdjustment.of(orders, personalized, visitsBefore, CONFIDENCE);

        assertThat(adjusted.effect()).isCloseTo(3.2, within(1e-10));
        assertThat(adjusted.standardError()).isCloseTo(0.3728908943, within(1e-10));
        assertThat(adjusted.degrees()).isEqualTo(4);
    }

    @Test
    void strata() {
        Stratum mobile = new Stratum(new MeanSample(600, 1_200, 4_000), new MeanSample(400, 840, 2_900));
        Stratum desktop = new Stratum(new MeanSample(300, 1_500, 9_000), new MeanSample(500, 2_550, 15_500));
        PostStratification result = PostStratification.of(List.of(mobile, desktop), CONFIDENCE);

        assertThat(result.difference()).isCloseTo(0.1, within(1e-12));
        assertThat(result.standardError()).isCloseTo(0.0940711575, within(1e-10));
    }

    @Test
    void cappedOutliers() {
        double[] privacyFirst = {12, 0, 30, 18, 0, 25, 40, 0, 9, 16};
        double[] personalized = {15, 22, 0, 31, 44, 0, 27, 38, 19, 940};
        Winsorizing capped = Winsorizing.of(privacyFirst, personalized, 0, 0.95, CONFIDENCE);

        assertThat(capped.upperCap()).isCloseTo(88.8, within(1e-9));
        assertThat(capped.cappedInTreatment()).isEqualTo(1);
        assertThat(capped.comparison().difference()).isCloseTo(13.48, within(1e-9));
    }

    @Test
    void quantiles() {
        double[][] privacyFirst = new double[100][];
        double[][] personalized = new double[100][];
        for (int visitor = 0; visitor < 100; visitor++) {
            privacyFirst[visitor] = new double[] {1.0 + visitor % 10, 2.0 + visitor % 7};
            personalized[visitor] = new double[] {1.5 + visitor % 10, 2.5 + visitor % 7};
        }
        QuantileComparison median = QuantileComparison.of(privacyFirst, personalized, 0.5, CONFIDENCE);

        assertThat(median.difference()).isEqualTo(0.5);
        assertThat(median.standardError()).isCloseTo(0.3607753952, within(1e-10));
    }

    @Test
    void manyQuestions() {
        List<Probability> pValues = List.of(new Probability(0.01), new Probability(0.04), new Probability(0.03));

        assertThat(Holm.adjust(pValues).stream().map(p -> p.value())).containsExactly(0.03, 0.06, 0.06);
        assertThat(BenjaminiHochberg.adjust(pValues).stream().map(p -> p.value()))
                .containsExactly(0.03, 0.04, 0.04);
    }
}
