package dev.candor.api.privacy;

import java.time.Duration;

/**
 * When answers leave: only at whole multiples of a step after the request came, so that how long the work took, and with it
 * whether there was anything to find, can't be told from outside.
 */
record Pace(Duration step) {

    Pace {
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException("a step must take time");
        }
    }

    /** How long an answer that is ready {@code elapsed} after the request still waits. */
    Duration remaining(Duration elapsed) {
        long steps = Math.max(1, (elapsed.toNanos() + step.toNanos() - 1) / step.toNanos());
        return step.multipliedBy(steps).minus(elapsed);
    }
}
