package dev.candor.stats.multiplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.StatisticsException;
import dev.candor.stats.StatisticsException.Code;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.numeric.StudentT;
import dev.candor.stats.sample.MeanSample;
import java.util.List;
import org.junit.jupiter.api.Test;

class DunnettTest {
    @Test
    void oneTreatmentIsStudentsTest() {
        for (double t : new double[] {0, 0.3, 2, 5, 12}) {
            double expected = StudentT.bothTails(t, 17);
            Dunnett test = Dunnett.of(List.of(t), List.of(2.0), 17);
            assertThat(test.adjustedP().getFirst()).isCloseTo(expected, within(1e-9 * expected + 1e-15));
            Dunnett known = Dunnett.of(List.of(-t), List.of(0.5), Double.POSITIVE_INFINITY);
            assertThat(known.adjustedP().getFirst()).isCloseTo(Normal.bothTails(t), within(1e-9 * expected));
        }
    }

    @Test
    void theAdjustmentLiesBetweenNoneAndBonferroni() {
        for (double t : new double[] {1.5, 2.5, 4, 8}) {
            double single = Normal.bothTails(t);
            var test = Dunnett.of(List.of(t), List.of(1.0, 1.0, 1.0, 1.0), Double.POSITIVE_INFINITY);
            assertThat(test.adjustedP().getFirst()).isBetween(single, 4 * single);
        }
    }

    @Test
    void whatHasNoAnswerIsRefused() {
        MeanSample sample = new MeanSample(10, 10, 30);
        refused(Code.INVALID_INPUT, () -> Dunnett.of(sample, List.of()));
        refused(Code.INSUFFICIENT_DATA, () -> Dunnett.of(sample, List.of(new MeanSample(1, 1, 1))));
        refused(Code.INCONSISTENT_STATS, () -> Dunnett.of(sample, List.of(new MeanSample(10, 100, 30))));
        refused(Code.ZERO_VARIANCE, () -> Dunnett.of(new MeanSample(3, 3, 3), List.of(new MeanSample(3, 6, 12))));
        refused(Code.INVALID_INPUT, () -> Dunnett.of(List.of(), List.of(1.0), 5));
        refused(Code.INVALID_INPUT, () -> Dunnett.of(List.of(1.0, 2.0), List.of(1.0), 5));
        refused(Code.INVALID_INPUT, () -> Dunnett.of(List.of(Double.NaN), List.of(1.0), 5));
        refused(Code.INVALID_INPUT, () -> Dunnett.of(List.of(1.0), List.of(0.0), 5));
        refused(Code.INVALID_INPUT, () -> Dunnett.of(List.of(1.0), List.of(1.0), 0.5));
    }

    private static void refused(Code code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatisticsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
