package dev.candor.stats.estimate;

import dev.candor.stats.StatisticsException;

/** Whether a test looks for a difference in one direction or in both. */
public enum Sides {
    /** Only a rise counts. */
    ONE,
    /** A rise and a fall both count; each has half of alpha. */
    TWO;

    /** One or two; any other number is {@code INVALID_INPUT}. */
    public static Sides of(long sides) {
        if (sides != 1 && sides != 2) {
            throw new StatisticsException(StatisticsException.Code.INVALID_INPUT, "sides", sides, "must be 1 or 2");
        }
        return sides == 1 ? ONE : TWO;
    }

    /** One or two. */
    public int count() {
        return this == ONE ? 1 : 2;
    }

    /** The part of alpha that each side has. */
    public double share(double alpha) {
        return alpha / count();
    }
}
