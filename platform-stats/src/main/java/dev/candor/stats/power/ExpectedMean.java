package dev.candor.stats.power;

import dev.candor.stats.Require;

/**
 * What is expected of one variant.
 *
 * @param mean of the visitors' values, in the metric's unit
 * @param deviation standard deviation of the visitors' values, at least 0, same unit
 */
public record ExpectedMean(double mean, double deviation) {

    public ExpectedMean {
        Require.finite("mean", mean);
        Require.notNegative("deviation", deviation);
    }

    /** A rate from 0 to 1; its deviation is {@code √(p (1 - p))}. */
    public static ExpectedMean ofRate(double rate) {
        Require.closedUnit("rate", rate);
        return new ExpectedMean(rate, Math.sqrt(ProportionPower.variance(rate)));
    }
}
