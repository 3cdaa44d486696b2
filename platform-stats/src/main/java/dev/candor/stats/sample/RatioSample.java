package dev.candor.stats.sample;

import dev.candor.stats.Require;
import dev.candor.stats.numeric.ExactSums;

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

    /**
     * The covariance of the two values, divisor {@code n - 1}.
     *
     * @throws dev.candor.stats.StatisticsException as {@link MeanSample#variance}, and {@code INCONSISTENT_STATS} if it
     *     is larger than the two variances allow
     */
    public double covariance() {
        double xx = numerator.variance();
        double yy = denominator.variance();
        double raw = Math.max(Math.abs(sumOfProducts), Math.abs(numerator.sum() * denominator.mean()));
        double centred = ExactSums.centredProducts(visitors, numerator.sum(), denominator.sum(), sumOfProducts);
        double covariance = centred / (visitors - 1);
        return Require.consistentProduct("sumOfProducts", covariance, xx, yy, raw / (visitors - 1));
    }

    /** Both samples together; their visitors must be disjoint. */
    public RatioSample merge(RatioSample other) {
        return of(
                numerator.merge(other.numerator),
                denominator.merge(other.denominator),
                sumOfProducts + other.sumOfProducts);
    }
}
