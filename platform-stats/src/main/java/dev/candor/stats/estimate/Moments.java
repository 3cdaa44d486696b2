package dev.candor.stats.estimate;

import dev.candor.stats.Require;

/**
 * A mean, or what behaves like one, and the variance of a single visitor's value.
 *
 * @param visitors at least two
 * @param mean in the metric's unit
 * @param variance of one visitor, in the square of that unit, at least zero
 */
public record Moments(long visitors, double mean, double variance) {
    public Moments {
        Require.finite("mean", mean);
        Require.notNegative("variance", variance);
        Require.atLeast(2, "visitors", visitors);
    }

    /** The variance of the mean, {@code variance / visitors}. */
    public double varianceOfMean() {
        return variance / visitors;
    }

    /** The standard error of the mean. */
    public double standardError() {
        return Math.sqrt(varianceOfMean());
    }
}
