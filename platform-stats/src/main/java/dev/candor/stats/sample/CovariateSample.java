package dev.candor.stats.sample;

import dev.candor.stats.Require;
import dev.candor.stats.numeric.ExactSums;

/**
 * A value per visitor together with what was known of the visitor before the experiment, such as last month's visits.
 *
 * @param visitors at least zero
 * @param outcome the value measured during the experiment
 * @param covariate the value from before it; the variant cannot have changed it
 * @param sumOfProducts sum of outcome times covariate over visitors, finite
 */
public record CovariateSample(long visitors, MeanSample outcome, MeanSample covariate, double sumOfProducts)
        implements SufficientStatistics {
    public CovariateSample {
        Require.count("visitors", visitors);
        Require.valid(outcome.visitors() == visitors, "outcome.visitors", outcome.visitors(), "differs");
        Require.valid(covariate.visitors() == visitors, "covariate.visitors", covariate.visitors(), "differs");
        Require.finite("sumOfProducts", sumOfProducts);
    }

    /** The sample whose two values are counted over the same visitors. */
    public static CovariateSample of(MeanSample outcome, MeanSample covariate, double sumOfProducts) {
        return new CovariateSample(outcome.visitors(), outcome, covariate, sumOfProducts);
    }

    /**
     * The covariance of the two values, divisor {@code n - 1}.
     *
     * @throws dev.candor.stats.StatisticsException as {@link MeanSample#variance}, and {@code INCONSISTENT_STATS} if it
     *     is larger than the two variances allow
     */
    public double covariance() {
        double xx = outcome.variance();
        double yy = covariate.variance();
        double raw = Math.max(Math.abs(sumOfProducts), Math.abs(outcome.sum() * covariate.mean()));
        double centred = ExactSums.centredProducts(visitors, outcome.sum(), covariate.sum(), sumOfProducts);
        double covariance = centred / (visitors - 1);
        return Require.consistentProduct("sumOfProducts", covariance, xx, yy, raw / (visitors - 1));
    }

    /** Both samples together; their visitors must be disjoint. */
    public CovariateSample merge(CovariateSample other) {
        return of(outcome.merge(other.outcome), covariate.merge(other.covariate), sumOfProducts + other.sumOfProducts);
    }
}
