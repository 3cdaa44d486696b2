package dev.candor.stats.power;

import static dev.candor.stats.StatisticsException.Code.ZERO_BASELINE;

import dev.candor.stats.Require;

/**
 * The smallest change that a test would notice with the power asked for.
 *
 * @param control the rate without the change
 * @param absolute the size of the change, at least 0, as a rate
 * @param direction where to
 */
public record DetectableLift(double control, double absolute, Direction direction) {

    /** Where the change goes. */
    public enum Direction {
        INCREASE,
        DECREASE;

        /** 1 or -1. */
        public int sign() {
            return this == INCREASE ? 1 : -1;
        }
    }

    /** The rate with the change. */
    public double treatment() {
        return control + direction.sign() * absolute;
    }

    /** The size of the change as a share of the control's rate; throws {@code ZERO_BASELINE} if that is 0. */
    public double relative() {
        Require.that(control != 0, ZERO_BASELINE, "control", control, "a relative change needs a rate above 0");
        return absolute / control;
    }
}
