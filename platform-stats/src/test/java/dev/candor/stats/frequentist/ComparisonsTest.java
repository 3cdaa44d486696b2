package dev.candor.stats.frequentist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.StatisticsException;
import dev.candor.stats.StatisticsException.Code;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.frequentist.NonInferiority.Better;
import dev.candor.stats.frequentist.ProportionComparison.Basis;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.ProportionSample;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
    private static final Confidence LEVEL = Confidence.NINETY_FIVE_PERCENT;
    private static final ProportionSample CONTROL = new ProportionSample(400, 40);
    private static final ProportionSample TREATMENT = new ProportionSample(500, 75);

    @Test
    void newcombesPValueIsThatOfTheIntervalThatJustTouches() {
        for (double z : new double[] {0.3, 1, 1.96, 3.5}) {
            double lower = NewcombeInterval.of(CONTROL, TREATMENT, z).lower();
            double upper = NewcombeInterval.of(CONTROL, TREATMENT, z).upper();
            double tail = dev.candor.stats.numeric.Normal.upperTail(z);
            assertThat(NewcombeInterval.above(CONTROL, TREATMENT, lower).value())
                    .isCloseTo(tail, within(1e-9));
            assertThat(NewcombeInterval.below(CONTROL, TREATMENT, upper).value())
                    .isCloseTo(tail, within(1e-9));
            assertThat(NewcombeInterval.below(CONTROL, TREATMENT, lower).value())
                    .isCloseTo(1 - tail, within(1e-9));
        }
        assertThat(NewcombeInterval.above(CONTROL, CONTROL, 0).value()).isCloseTo(0.5, within(1e-12));
        assertThat(NewcombeInterval.of(CONTROL, TREATMENT, 0).width()).isZero();
    }

    @Test
    void nineConversionsAreFewAndTenAreNot() {
        assertThat(basis(new ProportionSample(100, 10), new ProportionSample(100, 90)))
                .isEqualTo(Basis.NORMAL);
        assertThat(basis(new ProportionSample(100, 9), TREATMENT)).isEqualTo(Basis.EXACT);
        assertThat(basis(CONTROL, new ProportionSample(100, 91))).isEqualTo(Basis.EXACT);
        ProportionComparison large = new ProportionComparison(CONTROL, TREATMENT, LEVEL);
        assertThat(large.evidence().pValues()).isEqualTo(large.pValues());
        assertThat(large.evidence().interval()).isEqualTo(large.newcombe());
    }

    @Test
    void fisherGivesZeroWhereNoDoubleIsSmallEnough() {
        ProportionSample none = new ProportionSample(1_000_000, 0);
        ProportionSample all = new ProportionSample(1_000_000, 1_000_000);
        assertThat(new FisherExact(none, all).pValues().twoSided().value()).isZero();
        assertThat(new FisherExact(all, none).pValues().greater().value()).isEqualTo(1);
        assertThat(new FisherExact(all, none).pValues().less().value()).isZero();
    }

    @Test
    void marginsHaveASizeAndAScale() {
        assertThat(Margin.absolute(0.1)).isEqualTo(new Margin(0.1, Margin.Scale.ABSOLUTE));
        assertThat(Margin.relative(0.1)).isEqualTo(new Margin(0.1, Margin.Scale.RELATIVE));
        assertThatThrownBy(() -> Margin.absolute(Double.NaN)).hasMessageContaining("margin is NaN");
        MeanSample few = MeanSample.of(1, 2, 3);
        assertThat(codeOf(() -> NonInferiority.of(few, few, Margin.absolute(-1), Better.HIGHER, 0.05)))
                .isEqualTo(Code.INVALID_INPUT);
        assertThat(codeOf(() -> NonInferiority.of(few, few, Margin.relative(1), Better.HIGHER, 0.05)))
                .isEqualTo(Code.INVALID_INPUT);
        assertThat(codeOf(() -> Equivalence.of(few, few, Margin.absolute(1), Margin.absolute(1), 0.05)))
                .isEqualTo(Code.INVALID_INPUT);
        assertThat(codeOf(() -> Equivalence.of(few, few, Margin.relative(-1), Margin.relative(1), 0.05)))
                .isEqualTo(Code.INVALID_INPUT);
        assertThat(codeOf(() -> Equivalence.of(few, few, Margin.absolute(-1), Margin.relative(1), 0.05)))
                .isEqualTo(Code.INVALID_INPUT);
    }

    @Test
    void whereLowerIsBetterTheUpperLimitDecides() {
        NonInferiority test = NonInferiority.of(CONTROL, TREATMENT, Margin.absolute(0.1), Better.LOWER, 0.05);
        double upper = NewcombeInterval.of(CONTROL, TREATMENT, Confidence.NINETY_PERCENT.normalQuantile())
                .upper();
        assertThat(test.newcombe().orElseThrow().bound()).isEqualTo(upper);
        assertThat(test.newcombe().orElseThrow().nonInferior()).isTrue();
        NonInferiority narrow = NonInferiority.of(CONTROL, TREATMENT, Margin.absolute(upper), Better.LOWER, 0.05);
        assertThat(narrow.newcombe().orElseThrow().nonInferior()).isFalse();
    }

    @Test
    void aMeanLiftNeedsABaselineOtherThanZero() {
        MeanSample zero = MeanSample.of(-1, 0, 1);
        MeanSample one = MeanSample.of(0, 1, 2);
        assertThat(codeOf(() -> MeanLift.of(zero, one, LEVEL))).isEqualTo(Code.ZERO_BASELINE);
        WelchComparison comparison = WelchComparison.of(zero, one, LEVEL);
        assertThat(codeOf(() -> MeanLift.of(comparison))).isEqualTo(Code.ZERO_BASELINE);
        assertThat(codeOf(() -> MeanLift.delta(comparison))).isEqualTo(Code.ZERO_BASELINE);
        assertThat(MeanLift.of(one, zero, LEVEL).log()).isEmpty();
    }

    private static Basis basis(ProportionSample control, ProportionSample treatment) {
        return new ProportionComparison(control, treatment, LEVEL).evidence().basis();
    }

    private static Code codeOf(ThrowingCallable call) {
        try {
            call.call();
        } catch (StatisticsException refusal) {
            return refusal.code();
        } catch (Throwable other) {
            throw new AssertionError(other);
        }
        throw new AssertionError("not refused");
    }
}
