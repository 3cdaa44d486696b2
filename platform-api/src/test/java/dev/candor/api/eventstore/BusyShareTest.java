package dev.candor.api.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** How much of the last second or two something was busy. */
class BusyShareTest {

    private static final long SECOND = BusyShare.HALF_LIFE;
    private static final Offset<Double> EXACTLY = within(1e-12);

    @Test
    void thePastFadesByHalfInASecond() {
        BusyShare share = new BusyShare(5);
        assertThat(share.share(5 + SECOND)).isZero();
        share.busy(5 + SECOND, 5 + 2 * SECOND);
        assertThat(share.share(5 + 2 * SECOND)).isEqualTo(0.5, EXACTLY);
        assertThat(share.share(5 + 3 * SECOND)).isEqualTo(0.25, EXACTLY);
    }

    @Test
    void aShareOfTheTimeIsThatShare() {
        BusyShare share = new BusyShare(0);
        long step = SECOND / 1_000;
        for (long i = 0; i < 20_000; i++) {
            share.busy(i * step, i * step + step * 3 / 10);
        }
        assertThat(share.share(20_000 * step)).isEqualTo(0.3, within(0.001));
    }

    @Test
    void twoAtATimeAreNotBusierThanOne() {
        BusyShare one = new BusyShare(0);
        one.busy(0, SECOND);
        BusyShare two = new BusyShare(0);
        two.busy(0, SECOND * 3 / 4);
        two.busy(SECOND / 4, SECOND);
        two.busy(SECOND / 2, SECOND * 3 / 4);
        assertThat(two.share(SECOND)).isEqualTo(one.share(SECOND), EXACTLY);
    }
}
