package dev.candor.stats.sample;

import dev.candor.stats.Require;

/**
 * Two values per visitor whose totals are divided, such as revenue over orders.
 *
 * @param visitors at least zero
 * @param numerator the upper value; its visitors equal {@code visitors}
 * @param denominator the lower value; its visitors equal {@code visitors}
 * @param sumOfProducts sum of numerator times denominator over visitors, finite
 */
public record RatioSample(long visitors, MeanSample numerator, MeanSample denominator, double sumOfProducts)
        implements SufficientStatistics {
    public RatioSample {
        Require.count("visitors", visitors);
        Require.valid(numerator.visitors() == visitors, "numerator.visitors", numerator.visitors(), "differs");
        Require.valid(denominator.visitors() == visitors, "denominator.visitors", denominator.visitors(), "differs");
        Require.finite("sumOfProducts", sumOfProducts);
    }

    /** The sample whose two values are counted over the same visitors. */
    public static RatioSample of(MeanSample numerator, MeanSample denominator, double sumOfProducts) {
        return new RatioSample(numerator.visitors(), numerator, denominator, sumOfProducts);
    }

    /** Both samples together; their visitors must be disjoint. */
    public RatioSample merge(RatioSample other) {
        return of(
                numerator.merge(other.numerator),
                denominator.merge(other.denominator),
                sumOfProducts + other.sumOfProducts);
    }
}
