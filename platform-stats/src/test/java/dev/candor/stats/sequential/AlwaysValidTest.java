package dev.candor.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.StatisticsException;
import dev.candor.stats.StatisticsException.Code;
import dev.candor.stats.estimate.Alternative;
import dev.candor.stats.sequential.ConfidenceSequence.Tuning;
import dev.candor.stats.sequential.SequentialProbabilityRatio.Look;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AlwaysValidTest {
    @Test
    void theIntervalExcludesZeroExactlyWhenThePValueIsBelowAlpha() {
        SplittableRandom random = new SplittableRandom(22);
        for (Alternative alternative : Alternative.values()) {
            for (Tuning tuning : Tuning.values()) {
                var sequence = new ConfidenceSequence(0.05, 5_000, alternative, tuning);
                for (int trial = 0; trial < 300; trial++) {
                    int visitors = 100 + random.nextInt(100_000);
                    double z = -6 + 12 * random.nextDouble();
                    var reading = sequence.at(z * 0.01, 0.01, visitors);
                    assertThat(reading.interval().contains(0))
                            .as("seed 22, %s, z %s, %d visitors", alternative, z, visitors)
                            .isEqualTo(reading.pValue().value() > 0.05);
                }
            }
        }
    }

    @Test
    void aSequenceIsNarrowestNearItsTuning() {
        var exact = new ConfidenceSequence(0.05, 5_000, Alternative.TWO_SIDED, Tuning.EXACT);
        var late = new ConfidenceSequence(0.05, 8_000, Alternative.TWO_SIDED, Tuning.EXACT);
        var early = new ConfidenceSequence(0.05, 3_000, Alternative.TWO_SIDED, Tuning.EXACT);
        double width = exact.halfWidth(0.01, 5_000);
        assertThat(width).isLessThan(late.halfWidth(0.01, 5_000)).isLessThan(early.halfWidth(0.01, 5_000));
        assertThat(ConfidenceSequence.of(0.05).rho()).isCloseTo(0.03984006677137368, within(1e-15));
    }

    @Test
    void aSequenceRefusesWhatHasNoAnswer() {
        var sequence = ConfidenceSequence.of(0.05);
        refused(Code.INVALID_INPUT, () -> sequence.at(Double.NaN, 0.1, 100));
        refused(Code.INVALID_INPUT, () -> sequence.at(0.1, -0.1, 100));
        refused(Code.INVALID_INPUT, () -> sequence.at(0.1, 0.1, -1));
        refused(Code.INSUFFICIENT_DATA, () -> sequence.at(0.1, 0, 0));
        refused(Code.ZERO_VARIANCE, () -> sequence.at(0.1, 0, 100));
        refused(Code.INVALID_INPUT, () -> new ConfidenceSequence(0.5, 10, Alternative.GREATER, Tuning.EXACT));
        refused(Code.INVALID_INPUT, () -> new ConfidenceSequence(0.5, 10, Alternative.LESS, Tuning.EXACT));
        refused(Code.INVALID_INPUT, () -> new ConfidenceSequence(0.05, 0, Alternative.LESS, Tuning.EXACT));
        assertThat(new ConfidenceSequence(0.5, 1, Alternative.TWO_SIDED, Tuning.EXACT)
                        .at(0, 1, 1)
                        .pValue()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void aBillionVisitorsAndHugeEvidenceHaveAnAnswer() {
        var sequence = new ConfidenceSequence(0.05, 5_000, Alternative.GREATER, Tuning.APPROXIMATE);
        assertThat(sequence.at(1, 1e-5, 1_000_000_000).pValue().value()).isZero();
        assertThat(sequence.at(1, 0.111, 1_000_000_000).pValue().value()).isBetween(1e-16, 1e-13);
        assertThat(sequence.at(0, 1, 1_000_000_000).pValue().value()).isEqualTo(1);
    }

    @Test
    void theMixtureRefusesWhatHasNoAnswer() {
        refused(Code.INVALID_INPUT, () -> new SequentialProbabilityRatio(0, 0, 0.05));
        refused(Code.INVALID_INPUT, () -> new SequentialProbabilityRatio(1, Double.NaN, 0.05));
        refused(Code.INVALID_INPUT, () -> new SequentialProbabilityRatio(1, 0, 0));
        refused(Code.INVALID_INPUT, () -> new Look(1, -1));
        refused(Code.INVALID_INPUT, () -> new Look(Double.POSITIVE_INFINITY, 1));
        var test = new SequentialProbabilityRatio(1, 0, 0.05);
        refused(Code.INSUFFICIENT_DATA, () -> test.after(List.of()));
        refused(Code.ZERO_VARIANCE, () -> test.after(List.of(new Look(1, 0))));
        var certain = test.after(List.of(new Look(1, Double.MIN_VALUE)));
        assertThat(certain.pValue()).isZero();
        assertThat(certain.upper().getFirst()).isEqualTo(1);
    }

    @Test
    void theSampleRatioHasClosedFormsToBeHeldTo() {
        // one visitor is as likely under the prior as under the shares: log BF = 0
        var ratio = new SequentialSampleRatio(List.of(3.0, 1.0), 7);
        assertThat(ratio.shares()).containsExactly(0.75, 0.25);
        assertThat(ratio.after(List.of(new long[] {1, 0})).logBayesFactors().getFirst())
                .isCloseTo(0, within(1e-14));
        // two visitors of the rarer variant: (7 / 4 + 1) / (7 + 1) over 1 / 4
        assertThat(ratio.after(List.of(new long[] {0, 2})).logBayesFactors().getFirst())
                .isCloseTo(Math.log((1.75 + 1) / 8 / 0.25), within(1e-14));
        assertThat(ratio.after(List.of(new long[] {0, 2})).pValue()).isCloseTo(8 * 0.25 / 2.75, within(1e-14));
    }

    @Test
    void theSampleRatioRefusesWhatHasNoAnswer() {
        refused(Code.INVALID_INPUT, () -> new SequentialSampleRatio(List.of(1.0), 10));
        refused(Code.INVALID_INPUT, () -> new SequentialSampleRatio(List.of(1.0, 0.0), 10));
        refused(Code.INVALID_INPUT, () -> new SequentialSampleRatio(List.of(1.0, 1e-13), 10));
        refused(Code.INVALID_INPUT, () -> new SequentialSampleRatio(List.of(1e308, 1e308), 10));
        refused(Code.INVALID_INPUT, () -> new SequentialSampleRatio(List.of(1.0, 1.0), 0));
        refused(Code.INVALID_INPUT, () -> new SequentialSampleRatio(List.of(1.0, 1.0), 1e16));
        var ratio = new SequentialSampleRatio(List.of(1.0, 1.0), 10);
        refused(Code.INSUFFICIENT_DATA, () -> ratio.after(List.of()));
        refused(Code.INVALID_INPUT, () -> ratio.after(List.of(new long[] {1, 2, 3})));
        refused(Code.INVALID_INPUT, () -> ratio.after(List.of(new long[] {1, -2})));
    }

    private static void refused(Code code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatisticsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
