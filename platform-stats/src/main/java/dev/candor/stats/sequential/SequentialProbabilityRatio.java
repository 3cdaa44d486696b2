package dev.candor.stats.sequential;

import static dev.candor.stats.StatisticsException.Code.INSUFFICIENT_DATA;
import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * The mixture sequential probability ratio test: how much likelier the estimate is when the effect is drawn from
 * {@code N(nullEffect, mixingVariance)} than when it is {@code nullEffect}. Its p-value never rises and holds at every look.
 *
 * <p>With V the variance of the estimate: {@code log Λ = ½ log(V / (V + τ²)) + τ² (estimate - θ₀)² / (2 V (V + τ²))};
 * {@code p = min over looks of 1 / Λ}, at most 1; interval
 * {@code estimate ± √(V (V + τ²) / τ² (2 log(1 / alpha) + log((V + τ²) / V)))}, intersected over the looks.
 *
 * @param mixingVariance τ², above 0, in squared units of the effect: the square of a typical effect. Chosen before the data
 * @param nullEffect θ₀, the effect that is tested against
 * @param alpha strictly between 0 and 1
 * @see <a href="https://doi.org/10.1287/opre.2021.2135">Johari, Koomen, Pekelis and Walsh (2022), Operations Research 70,
 *     1806-1821</a>
 */
public record SequentialProbabilityRatio(double mixingVariance, double nullEffect, double alpha) {

    /** The estimate at one look, in the metric's unit, and the variance of that estimate. */
    public record Look(double estimate, double variance) {
        public Look {
            Require.finite("estimate", estimate);
            Require.notNegative("variance", variance);
        }
    }

    /**
     * What could be said at each look.
     *
     * @param logLikelihoodRatios log Λ
     * @param pValues never rising
     * @param lower the running intersection's lower end
     * @param upper its upper end; below {@code lower} when the looks contradict each other: the effect has changed
     */
    public record Path(List<Double> logLikelihoodRatios, List<Double> pValues, List<Double> lower, List<Double> upper) {
        public Path {
            logLikelihoodRatios = List.copyOf(logLikelihoodRatios);
            pValues = List.copyOf(pValues);
            lower = List.copyOf(lower);
            upper = List.copyOf(upper);
        }

        /** The p-value after the last look. */
        public double pValue() {
            return pValues.getLast();
        }
    }

    public SequentialProbabilityRatio {
        Require.positive("mixingVariance", mixingVariance);
        Require.finite("nullEffect", nullEffect);
        Require.openUnit("alpha", alpha);
    }

    /**
     * All looks, in order of time.
     *
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} without a look, {@code ZERO_VARIANCE} if an
     *     estimate has none
     */
    public Path after(List<Look> looks) {
        Require.that(!looks.isEmpty(), INSUFFICIENT_DATA, "looks", looks, "at least one look needed");
        List<Double> logRatios = new ArrayList<>();
        List<Double> pValues = new ArrayList<>();
        List<Double> lower = new ArrayList<>();
        List<Double> upper = new ArrayList<>();
        double p = 1;
        double highestLower = Double.NEGATIVE_INFINITY;
        double lowestUpper = Double.POSITIVE_INFINITY;
        for (Look look : looks) {
            Require.that(look.variance() > 0, ZERO_VARIANCE, "variance", look.variance(), "the estimate does not vary");
            double logRatio = logLikelihoodRatio(look);
            double halfWidth = halfWidth(look.variance());
            p = Math.min(p, Math.exp(-logRatio));
            highestLower = Math.max(highestLower, look.estimate() - halfWidth);
            lowestUpper = Math.min(lowestUpper, look.estimate() + halfWidth);
            logRatios.add(logRatio);
            pValues.add(p);
            lower.add(highestLower);
            upper.add(lowestUpper);
        }
        return new Path(logRatios, pValues, lower, upper);
    }

    private double logLikelihoodRatio(Look look) {
        double z = (look.estimate() - nullEffect) / Math.sqrt(look.variance());
        double shrinkage = mixingVariance / (look.variance() + mixingVariance);
        return (shrinkage * z * z - logGrowth(look.variance())) / 2;
    }

    /** {@code log((V + τ²) / V)}, also where the quotient overflows. */
    private double logGrowth(double variance) {
        double growth = mixingVariance / variance;
        return Double.isFinite(growth) ? Math.log1p(growth) : Math.log(mixingVariance) - Math.log(variance);
    }

    private double halfWidth(double variance) {
        double evidence = -2 * Math.log(alpha) + logGrowth(variance);
        return Math.sqrt(variance) * Math.sqrt((1 + variance / mixingVariance) * evidence);
    }
}
