package dev.candor.stats.sample;

import dev.candor.stats.Require;
import dev.candor.stats.numeric.ExactSums;

/**
 * A value per visitor: how many visitors, the sum and the sum of squares of their values, in the metric's unit.
 *
 * @param visitors at least zero
 * @param sum finite
 * @param sumOfSquares finite, at least zero
 */
public record MeanSample(long visitors, double sum, double sumOfSquares) implements SufficientStatistics {
    public MeanSample {
        Require.count("visitors", visitors);
        Require.finite("sum", sum);
        Require.notNegative("sumOfSquares", sumOfSquares);
    }

    /** The sample of these values, one a visitor; sums are exact and rounded once. */
    public static MeanSample of(double... values) {
        for (double value : values) {
            Require.finite("values", value);
        }
        return new MeanSample(values.length, ExactSums.sum(values), ExactSums.sumOfProducts(values, values));
    }

    /** The mean; throws {@code INSUFFICIENT_DATA} when nobody came. */
    public double mean() {
        return sum / Require.atLeast(1, "visitors", visitors);
    }

    /**
     * The variance of the values, divisor {@code n - 1}.
     *
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} below two visitors,
     *     {@code INCONSISTENT_STATS} if {@code sumOfSquares < sum² / n}
     */
    public double variance() {
        Require.atLeast(2, "visitors", visitors);
        double centred = ExactSums.centredSquares(visitors, sum, sumOfSquares);
        return Require.consistentSquares("sumOfSquares", centred, sumOfSquares) / (visitors - 1);
    }

    /** Both samples together; their visitors must be disjoint. */
    public MeanSample merge(MeanSample other) {
        return new MeanSample(
                Math.addExact(visitors, other.visitors), sum + other.sum, sumOfSquares + other.sumOfSquares);
    }
}
