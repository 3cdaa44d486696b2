package dev.candor.stats.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.StatisticsException;
import dev.candor.stats.StatisticsException.Code;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.ConfidenceSet;
import dev.candor.stats.frequentist.ChiSquareTable;
import dev.candor.stats.frequentist.Equivalence;
import dev.candor.stats.frequentist.Margin;
import dev.candor.stats.frequentist.MeanLift;
import dev.candor.stats.frequentist.NonInferiority;
import dev.candor.stats.frequentist.NonInferiority.Better;
import dev.candor.stats.frequentist.ProportionComparison;
import dev.candor.stats.frequentist.RatioComparison;
import dev.candor.stats.frequentist.WelchComparison;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.ProportionSample;
import dev.candor.stats.sample.RatioSample;
import org.junit.jupiter.api.Test;

/** Second witness: Python 3.11 with numpy and scipy 1.17, unless a line says otherwise. */
class ComparisonExamplesTest {
    private static final Confidence CONFIDENCE = Confidence.NINETY_FIVE_PERCENT;

    @Test
    void refusal() {
        ProportionSample nobody = new ProportionSample(0, 0);
        ProportionSample some = new ProportionSample(100, 7);
        assertThatThrownBy(() -> new ProportionComparison(nobody, some, CONFIDENCE))
                .isInstanceOfSatisfying(StatisticsException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(Code.INSUFFICIENT_DATA);
                    assertThat(refusal).hasMessage("control.visitors is 0: at least 1 needed");
                });
    }

    @Test
    void twoRates() {
        ProportionSample privacyFirst = new ProportionSample(20_000, 1_000);
        ProportionSample personalized = new ProportionSample(20_000, 1_120);
        ProportionComparison comparison = new ProportionComparison(privacyFirst, personalized, CONFIDENCE);

        assertThat(comparison.difference()).isCloseTo(0.006, within(1e-12));
        assertThat(comparison.pValues().twoSided().value()).isCloseTo(0.0074025384, within(1e-10));
        assertThat(comparison.newcombe().lower()).isCloseTo(0.0016089115, within(1e-10));
        assertThat(comparison.newcombe().upper()).isCloseTo(0.0103959420, within(1e-10));
    }

    @Test
    void relativeLift() {
        ProportionSample privacyFirst = new ProportionSample(20_000, 1_000);
        ProportionSample personalized = new ProportionSample(20_000, 1_120);
        var lift = new ProportionComparison(privacyFirst, personalized, CONFIDENCE).lift();

        assertThat(lift.value()).isCloseTo(0.12, within(1e-12));
        assertThat(lift.fieller()).isInstanceOfSatisfying(ConfidenceSet.Bounded.class, set -> {
            assertThat(set.interval().lower()).isCloseTo(0.0308941314, within(1e-10));
            assertThat(set.interval().upper()).isCloseTo(0.2173104346, within(1e-10));
        });
    }

    @Test
    void smallCounts() {
        ProportionSample privacyFirst = new ProportionSample(40, 1);
        ProportionSample personalized = new ProportionSample(40, 7);
        var evidence = new ProportionComparison(privacyFirst, personalized, CONFIDENCE).evidence();

        assertThat(evidence.basis()).isEqualTo(ProportionComparison.Basis.EXACT);
        assertThat(evidence.pValues().twoSided().value()).isCloseTo(0.0567586740, within(1e-10));
    }

    @Test
    void tableOfCounts() {
        // R ?prop.test: smokers in four groups of patients, X-squared = 12.6, p = 0.005585
        long[][] smokersAndOthers = {{83, 3}, {90, 3}, {129, 7}, {70, 12}};
        ChiSquareTable test = ChiSquareTable.of(smokersAndOthers);

        assertThat(test.statistic()).isCloseTo(12.6, within(0.01));
        assertThat(test.pValue().value()).isCloseTo(0.005585, within(1e-6));
        assertThat(test.smallestExpected()).isGreaterThan(5);
    }

    @Test
    void twoMeans() {
        MeanSample privacyFirst = new MeanSample(10_000, 42_000, 980_000);
        MeanSample personalized = new MeanSample(10_000, 43_800, 1_010_000);
        WelchComparison comparison = WelchComparison.of(privacyFirst, personalized, CONFIDENCE);

        assertThat(comparison.difference()).isCloseTo(0.18, within(1e-12));
        assertThat(comparison.pValues().twoSided().value()).isCloseTo(0.1575604583, within(1e-10));
        assertThat(comparison.interval().lower()).isCloseTo(-0.0696254448, within(1e-10));
        assertThat(comparison.interval().upper()).isCloseTo(0.4296254448, within(1e-10));
        assertThat(MeanLift.of(comparison).delta().value()).isCloseTo(0.18 / 4.2, within(1e-12));
    }

    @Test
    void ratioOfTotals() {
        MeanSample revenue = new MeanSample(5_000, 60_000, 3_400_000);
        MeanSample orders = new MeanSample(5_000, 1_500, 2_300);
        RatioSample privacyFirst = RatioSample.of(revenue, orders, 70_000);
        RatioSample personalized =
                RatioSample.of(new MeanSample(5_000, 66_000, 3_900_000), new MeanSample(5_000, 1_550, 2_400), 76_000);
        RatioComparison comparison = RatioComparison.of(privacyFirst, personalized, CONFIDENCE);

        assertThat(comparison.welch().control().mean()).isEqualTo(40);
        assertThat(comparison.welch().difference()).isCloseTo(2.5806451613, within(1e-10));
        assertThat(comparison.welch().standardError()).isCloseTo(1.1826340214, within(1e-9));
        assertThat(comparison.lift().value()).isCloseTo(0.0645161290, within(1e-10));
    }

    @Test
    void notInferior() {
        ProportionSample privacyFirst = new ProportionSample(10_000, 1_000);
        ProportionSample personalized = new ProportionSample(10_000, 980);
        NonInferiority test = NonInferiority.of(privacyFirst, personalized, Margin.absolute(0.01), Better.HIGHER, 0.05);

        assertThat(test.pValue().value()).isCloseTo(0.0291074528, within(1e-10));
        assertThat(test.bound()).isCloseTo(-0.0089473601, within(1e-10));
        assertThat(test.nonInferior()).isTrue();
    }

    @Test
    void equivalent() {
        ProportionSample privacyFirst = new ProportionSample(10_000, 1_000);
        ProportionSample personalized = new ProportionSample(10_000, 980);
        Equivalence test =
                Equivalence.of(privacyFirst, personalized, Margin.absolute(-0.01), Margin.absolute(0.01), 0.05);

        assertThat(test.pValue().value()).isCloseTo(0.0291074528, within(1e-10));
        assertThat(test.equivalent()).isTrue();
    }
}
