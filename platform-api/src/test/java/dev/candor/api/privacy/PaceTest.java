package dev.candor.api.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration STEP = Duration.ofMillis(200);
    private final Pace pace = new Pace(STEP);

    @Test
    void nothingLeavesBeforeTheFirstStep() {
        assertThat(pace.remaining(Duration.ZERO)).isEqualTo(STEP);
        assertThat(pace.remaining(Duration.ofNanos(1))).isEqualTo(STEP.minusNanos(1));
        assertThat(pace.remaining(STEP.minusNanos(1))).isEqualTo(Duration.ofNanos(1));
        assertThat(pace.remaining(STEP)).isEqualTo(Duration.ZERO);
        assertThat(pace.remaining(STEP.plusNanos(1))).isEqualTo(STEP.minusNanos(1));
    }

    @Test
    void whateverTheWorkTookTheAnswerLeavesOnTheGrid() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            Duration elapsed = Duration.ofNanos(random.nextLong(5_000_000_000L));
            Duration total = elapsed.plus(pace.remaining(elapsed));
            assertThat(total.toNanos() % STEP.toNanos()).as("seed %d", seed).isZero();
            assertThat(total).isGreaterThanOrEqualTo(STEP).isLessThan(elapsed.plus(STEP.multipliedBy(2)));
        }
    }
}
