package dev.candor.stats.estimate;

import dev.candor.stats.Require;

/**
 * A relative difference by the delta method: 0.05 is five percent more than control.
 *
 * @param value {@code (treatment - control) / |control|}
 * @param standardError above or equal to zero
 * @param interval around the value
 * @param twoSided the p-value of no difference
 */
public record Lift(double value, double standardError, Interval interval, Probability twoSided) {
    public Lift {
        Require.finite("value", value);
        Require.notNegative("standardError", standardError);
    }
}
