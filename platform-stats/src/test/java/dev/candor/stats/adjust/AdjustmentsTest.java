package dev.candor.stats.adjust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.stats.StatisticsException;
import dev.candor.stats.StatisticsException.Code;
import dev.candor.stats.estimate.Confidence;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AdjustmentsTest {
    private static final Confidence LEVEL = Confidence.NINETY_FIVE_PERCENT;
    private static final boolean[] ARMS = {false, false, false, true, true, true};
    private static final double[] OUTCOMES = {1, 2, 4, 3, 5, 4};

    @Test
    void aRegressionNeedsRowsOfEqualLength() {
        double[][] covariates = {{1}, {2}, {3}, {1}, {3}, {2}};
        assertRefused(Code.INVALID_INPUT, () -> RegressionAdjustment.of(OUTCOMES, new boolean[5], covariates, LEVEL));
        assertRefused(Code.INVALID_INPUT, () -> RegressionAdjustment.of(OUTCOMES, ARMS, new double[5][1], LEVEL));
        double[][] ragged = {{1}, {2}, {3, 4}, {1}, {3}, {2}};
        assertRefused(Code.INVALID_INPUT, () -> RegressionAdjustment.of(OUTCOMES, ARMS, ragged, LEVEL));
        double[][] infinite = {{1}, {2}, {3}, {1}, {3}, {Double.POSITIVE_INFINITY}};
        assertRefused(Code.INVALID_INPUT, () -> RegressionAdjustment.of(OUTCOMES, ARMS, infinite, LEVEL));
        assertRefused(
                Code.INSUFFICIENT_DATA, () -> RegressionAdjustment.of(OUTCOMES, new boolean[6], covariates, LEVEL));
    }

    @Test
    void aRegressionThatExplainsEverythingHasNoVariance() {
        double[][] covariates = {{1}, {2}, {4}, {3}, {5}, {4}};
        assertRefused(Code.ZERO_VARIANCE, () -> RegressionAdjustment.of(OUTCOMES, ARMS, covariates, LEVEL));
    }

    @Test
    void aRowThatFitsItselfIdentifiesNothing() {
        double[][] covariates = {{1}, {1}, {4}, {3}, {5}, {4}};
        assertRefused(Code.NOT_IDENTIFIED, () -> RegressionAdjustment.of(OUTCOMES, ARMS, covariates, LEVEL));
        double[][] constant = {{1}, {1}, {1}, {3}, {5}, {4}};
        assertRefused(Code.NOT_IDENTIFIED, () -> RegressionAdjustment.of(OUTCOMES, ARMS, constant, LEVEL));
    }

    @Test
    void aQuantileFarOutNeedsManyVisitors() {
        double[][] visitors = new double[20][];
        for (int i = 0; i < 20; i++) {
            visitors[i] = new double[] {i, 40 - i};
        }
        assertRefused(Code.INSUFFICIENT_DATA, () -> QuantileComparison.of(visitors, visitors, 0.01, LEVEL));
        assertRefused(Code.INSUFFICIENT_DATA, () -> QuantileComparison.of(visitors, visitors, 0.99, LEVEL));
    }

    @Test
    void aWarehouseQuantileNeedsTheOrderStatisticsOfItsBounds() {
        // z² 0.9 / 0.1 = 34.57: 35 events are enough, 34 are not; 0.1 likewise
        QuantileSummary enough = new QuantileSummary(35, 35, 5, 4, 6, Optional.empty());
        QuantileSummary few = new QuantileSummary(34, 34, 5, 4, 6, Optional.empty());
        QuantileSummary sampled = new QuantileSummary(35, 34, 5, 4, 6, Optional.empty());
        QuantileSummary oneVisitor = new QuantileSummary(
                35, 35, 5, 4, 6, Optional.of(new QuantileSummary.Clusters(1, 30, 900, 1_225, 1_050)));
        assertThat(QuantileSummary.compare(enough, enough, 0.9, LEVEL).difference())
                .isZero();
        assertThat(QuantileSummary.compare(enough, enough, 0.1, LEVEL).difference())
                .isZero();
        for (QuantileSummary bad : new QuantileSummary[] {few, sampled, oneVisitor}) {
            assertRefused(Code.INSUFFICIENT_DATA, () -> QuantileSummary.compare(bad, enough, 0.9, LEVEL));
            assertRefused(Code.INSUFFICIENT_DATA, () -> QuantileSummary.compare(enough, bad, 0.9, LEVEL));
            assertRefused(Code.INSUFFICIENT_DATA, () -> QuantileSummary.compare(enough, bad, 0.1, LEVEL));
        }
    }

    @Test
    void capsAtBothEndsCountWhatTheyMove() {
        double[] values = {-100, 1, 2, 3, 4, 5, 6, 7, 8, 9, 200};
        Winsorizing capped = Winsorizing.of(values, values, 0.1, 0.9, LEVEL);
        assertThat(capped.cappedInControl()).isEqualTo(2);
        assertThat(capped.lowerCap()).isEqualTo(1);
        assertThat(capped.upperCap()).isEqualTo(9);
        assertRefused(Code.INVALID_INPUT, () -> Winsorizing.of(values, values, 0.5, 0.5, LEVEL));
    }

    private static void assertRefused(Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatisticsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
