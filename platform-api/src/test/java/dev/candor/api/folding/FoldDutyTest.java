package dev.candor.api.folding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a worker folds again. */
class FoldDutyTest {

    private static final FoldDuty DUTY = new FoldDuty(Duration.ofMillis(500), Duration.ofSeconds(30));

    private static Duration ms(long milliseconds) {
        return Duration.ofMillis(milliseconds);
    }

    @Test
    void whenNobodyWaitsMarksGatherForHalfASecond() {
        assertThat(DUTY.rest(ms(100), ms(90_000), false)).isEqualTo(ms(400));
        assertThat(DUTY.rest(ms(500), ms(0), false)).isZero();
        assertThat(DUTY.rest(ms(700), ms(0), false)).isZero();
    }

    @Test
    void whileManyWaitItFoldsAQuarterOfTheTime() {
        assertThat(DUTY.rest(ms(2_000), ms(3_000), true)).isEqualTo(ms(6_000));
    }

    @Test
    void whileManyWaitMarksGatherForFiveSeconds() {
        assertThat(DUTY.rest(ms(100), ms(600), true)).isEqualTo(ms(4_900));
        assertThat(DUTY.rest(ms(1_250), ms(600), true)).isEqualTo(ms(3_750));
        assertThat(DUTY.rest(ms(1_251), ms(600), true)).isEqualTo(ms(3_753));
    }

    @Test
    void noMarkWaitsForLongerThanItMay() {
        // Two seconds of work, and twice as long for the next round: 26 of the 30 seconds are left for waiting.
        assertThat(DUTY.rest(ms(2_000), ms(19_999), true)).isEqualTo(ms(6_000));
        assertThat(DUTY.rest(ms(2_000), ms(20_001), true)).isEqualTo(ms(5_999));
        assertThat(DUTY.rest(ms(2_000), ms(25_999), true)).isEqualTo(ms(1));
        assertThat(DUTY.rest(ms(2_000), ms(26_000), true)).isZero();
        assertThat(DUTY.rest(ms(2_000), ms(90_000), true)).isZero();
    }

    @Test
    void itNeverRestsForLessThanUsual() {
        assertThat(DUTY.rest(ms(100), ms(29_900), true)).isEqualTo(ms(400));
        FoldDuty hasty = new FoldDuty(ms(500), Duration.ZERO);
        assertThat(hasty.rest(ms(100), ms(0), true)).isEqualTo(ms(400));
    }

    @Test
    void timesBelowZeroAreRefused() {
        assertThatThrownBy(() -> new FoldDuty(ms(-1), ms(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FoldDuty(ms(0), ms(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
