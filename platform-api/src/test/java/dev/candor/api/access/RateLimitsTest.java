package dev.candor.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** How much is let in, by a clock that the test moves. */
class RateLimitsTest {

    private static final int PER_SECOND = 3;

    private static final int VISITORS = 5;

    private final Hands clock = new Hands();
    private final RateLimits limits = new RateLimits(config(PER_SECOND, 2 * PER_SECOND), () -> VISITORS, clock);

    private static RateLimitConfig config(int network, int site) {
        return new RateLimitConfig() {
            @Override
            public int perSecondAndNetwork() {
                return network;
            }

            @Override
            public int perSecondAndSite() {
                return site;
            }
        };
    }

    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-03-01T09:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void tenSecondsWorthMayComeAtOnceAndNoMore() {
        assertThat(limits.fromNetwork("192.0.2.1", 10 * PER_SECOND)).isEmpty();
        assertThat(limits.fromNetwork("192.0.2.1", 1)).hasValue(1);
    }

    @Test
    void visitorsHaveABucketOfTheirOwn() {
        assertThat(limits.fromNetwork("192.0.2.1", 10 * PER_SECOND)).isEmpty();
        for (int i = 0; i < VISITORS; i++) {
            assertThat(limits.visitorFromNetwork("192.0.2.1")).isEmpty();
        }
        assertThat(limits.visitorFromNetwork("192.0.2.200")).hasValue(12);
        assertThat(limits.visitorFromNetwork("192.0.3.1")).isEmpty();
        clock.pass(Duration.ofSeconds(11));
        assertThat(limits.visitorFromNetwork("192.0.2.1")).isPresent();
        clock.pass(Duration.ofSeconds(1));
        assertThat(limits.visitorFromNetwork("192.0.2.1")).isEmpty();
        assertThat(limits.visitorFromNetwork("192.0.2.1")).isPresent();
    }

    @Test
    void oneTooManyTakesNothing() {
        assertThat(limits.fromNetwork("192.0.2.1", 10 * PER_SECOND + 1)).isPresent();
        assertThat(limits.fromNetwork("192.0.2.1", 10 * PER_SECOND)).isEmpty();
    }

    @Test
    void theWaitIsAsLongAsItTakesToFill() {
        assertThat(limits.fromNetwork("192.0.2.1", 10 * PER_SECOND)).isEmpty();
        assertThat(limits.fromNetwork("192.0.2.1", 2 * PER_SECOND)).hasValue(2);
        clock.pass(Duration.ofMillis(1_999));
        assertThat(limits.fromNetwork("192.0.2.1", 2 * PER_SECOND)).hasValue(1);
        clock.pass(Duration.ofMillis(1));
        assertThat(limits.fromNetwork("192.0.2.1", 2 * PER_SECOND)).isEmpty();
    }

    @Test
    void aNetworkIsTheFirst24BitsOrTheFirst56() {
        assertThat(limits.fromNetwork("192.0.2.1", 10 * PER_SECOND)).isEmpty();
        assertThat(limits.fromNetwork("192.0.2.255", 1)).isPresent();
        assertThat(limits.fromNetwork("::ffff:192.0.2.7", 1)).isPresent();
        assertThat(limits.fromNetwork("192.0.3.1", 1)).isEmpty();
        assertThat(limits.fromNetwork("2001:db8:0:aa00::1", 10 * PER_SECOND)).isEmpty();
        assertThat(limits.fromNetwork("2001:db8:0:aaff::1", 1)).isPresent();
        assertThat(limits.fromNetwork("2001:db8:0:ab00::1", 1)).isEmpty();
    }

    @Test
    void sitesHaveALimitOfTheirOwn() {
        assertThat(limits.forSite(1, 20 * PER_SECOND)).isEmpty();
        assertThat(limits.forSite(1, 1)).isPresent();
        assertThat(limits.forSite(2, 20 * PER_SECOND)).isEmpty();
    }

    @Test
    void whoWasKnownIsForgottenWithTheKey() {
        assertThat(limits.fromNetwork("192.0.2.1", 10 * PER_SECOND)).isEmpty();
        clock.pass(Duration.ofMinutes(10));
        assertThat(limits.fromNetwork("192.0.2.1", 10 * PER_SECOND)).isEmpty();
    }

    @Test
    void zeroLiftsALimit() {
        RateLimits none = new RateLimits(config(0, 0), () -> 0, clock);
        assertThat(none.fromNetwork("192.0.2.1", 1_000_000)).isEmpty();
        assertThat(none.forSite(1, 1_000_000)).isEmpty();
    }
}
