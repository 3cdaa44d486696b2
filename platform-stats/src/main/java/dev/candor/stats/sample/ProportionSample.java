package dev.candor.stats.sample;

import dev.candor.stats.Require;

/**
 * How many visitors, and how many of them converted.
 *
 * @param visitors at least zero
 * @param conversions visitors who converted, from zero to {@code visitors}
 */
public record ProportionSample(long visitors, long conversions) implements SufficientStatistics {
    public ProportionSample {
        Require.count("visitors", visitors);
        Require.count("conversions", conversions);
        Require.valid(conversions <= visitors, "conversions", conversions, "must not exceed visitors, " + visitors);
    }

    /** The share who converted; throws {@code INSUFFICIENT_DATA} when nobody came. */
    public double rate() {
        return (double) conversions / Require.atLeast(1, "visitors", visitors);
    }

    /** The share who did not convert, formed without cancellation. */
    public double complement() {
        return (double) (visitors - conversions) / Require.atLeast(1, "visitors", visitors);
    }

    /** The estimated variance of the rate, {@code p (1 - p) / n}. */
    public double varianceOfRate() {
        return rate() * complement() / visitors;
    }

    /** Both samples together; their visitors must be disjoint. */
    public ProportionSample merge(ProportionSample other) {
        return new ProportionSample(
                Math.addExact(visitors, other.visitors), Math.addExact(conversions, other.conversions));
    }
}
