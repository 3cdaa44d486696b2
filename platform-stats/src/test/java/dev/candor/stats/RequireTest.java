package dev.candor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.stats.StatisticsException.Code;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RequireTest {

    @Test
    void checksReturnWhatTheyWereGiven() {
        assertThat(Require.finite("a", -3)).isEqualTo(-3);
        assertThat(Require.notNegative("a", 3)).isEqualTo(3);
        assertThat(Require.notNegative("a", 0)).isZero();
        assertThat(Require.positive("a", 3)).isEqualTo(3);
        assertThat(Require.openUnit("a", 0.3)).isEqualTo(0.3);
        assertThat(Require.openUnit("a", 1e-300)).isEqualTo(1e-300);
        assertThat(Require.closedUnit("a", 0.3)).isEqualTo(0.3);
        assertThat(Require.closedUnit("a", 1)).isEqualTo(1);
        assertThat(Require.closedUnit("a", 0)).isZero();
        assertThat(Require.count("a", 3)).isEqualTo(3);
        assertThat(Require.count("a", 0)).isZero();
        assertThat(Require.wholeCount("a", 3e9)).isEqualTo(3_000_000_000L);
        assertThat(Require.atLeast(2, "a", 2)).isEqualTo(2);
    }

    @Test
    void aRefusalNamesTheArgumentAndItsValue() {
        assertThatThrownBy(() -> Require.finite("control.sum", Double.NaN))
                .isInstanceOfSatisfying(StatisticsException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(Code.INVALID_INPUT);
                    assertThat(refusal.argument()).isEqualTo("control.sum");
                    assertThat(refusal).hasMessage("control.sum is NaN: must be a finite number");
                });
    }

    @Test
    void whatIsNoNumberOfTheKindIsInvalid() {
        refused(() -> Require.finite("a", Double.NEGATIVE_INFINITY));
        refused(() -> Require.notNegative("a", -1e-300));
        refused(() -> Require.notNegative("a", Double.POSITIVE_INFINITY));
        refused(() -> Require.positive("a", 0));
        refused(() -> Require.positive("a", Double.POSITIVE_INFINITY));
        refused(() -> Require.openUnit("a", 0));
        refused(() -> Require.openUnit("a", 1));
        refused(() -> Require.closedUnit("a", 1.0000001));
        refused(() -> Require.closedUnit("a", -0.0000001));
        refused(() -> Require.count("a", -1));
        refused(() -> Require.wholeCount("a", 2.5));
        refused(() -> Require.wholeCount("a", -1));
        refused(() -> Require.wholeCount("a", 1e19));
        refused(() -> Require.wholeCount("a", 0x1p62));
    }

    @Test
    void tooFewIsInsufficient() {
        assertThat(codeOf(() -> Require.atLeast(2, "a", 1))).isEqualTo(Code.INSUFFICIENT_DATA);
    }

    @Test
    void sumsMayBeOffByRoundingAndNoMore() {
        assertThat(Require.consistentSquares("a", -1e-11, 100)).isZero();
        assertThat(Require.consistentSquares("a", 2, 100)).isEqualTo(2);
        assertThat(codeOf(() -> Require.consistentSquares("a", -1e-9, 100))).isEqualTo(Code.INCONSISTENT_STATS);
        assertThat(Require.consistentProduct("a", -6, 4, 9, 0)).isEqualTo(-6);
        assertThat(Require.consistentProduct("a", 6 + 1e-11, 4, 9, 100)).isEqualTo(6 + 1e-11);
        assertThat(codeOf(() -> Require.consistentProduct("a", 6 + 1e-9, 4, 9, 100)))
                .isEqualTo(Code.INCONSISTENT_STATS);
        assertThat(codeOf(() -> Require.consistentProduct("a", -6.1, 4, 9, 0))).isEqualTo(Code.INCONSISTENT_STATS);
    }

    private static void refused(ThrowingCallable call) {
        assertThat(codeOf(call)).isEqualTo(Code.INVALID_INPUT);
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
