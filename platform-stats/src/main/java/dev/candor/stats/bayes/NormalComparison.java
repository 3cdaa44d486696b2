package dev.candor.stats.bayes;

import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.numeric.Normal;

/**
 * What is believed about an effect after its estimate is in: a Normal prior, weighted with a Normal estimate by precision.
 * With mean mu, standard deviation sd and {@code r = mu / sd}: {@code P(effect > 0) = Φ(r)}, risks
 * {@code sd (φ(r) + r Φ(r))} and {@code sd (φ(r) - r (1 - Φ(r)))}.
 *
 * @param posteriorMean in the unit of the effect
 * @param posteriorDeviation same unit, above 0
 * @param treatmentBetter the probability that the effect is above 0
 * @param interval equal-tailed, in the unit of the effect
 * @param riskOfControl what choosing the control forgoes on average, {@code E max(effect, 0)}
 * @param riskOfTreatment what choosing the treatment loses on average, {@code E max(-effect, 0)}
 */
public record NormalComparison(
        double posteriorMean,
        double posteriorDeviation,
        Probability treatmentBetter,
        Interval interval,
        double riskOfControl,
        double riskOfTreatment) {

    /**
     * The belief after the data, from a prior.
     *
     * @param estimate treatment minus control (or a relative lift, with a prior for lifts), finite
     * @param standardError same unit, at least 0
     * @param prior same unit; a prior on the relative scale must be multiplied by the control's mean first
     * @throws dev.candor.stats.StatisticsException {@code ZERO_VARIANCE} for a standard error of zero
     */
    public static NormalComparison of(double estimate, double standardError, NormalPrior prior, Confidence level) {
        check(estimate, standardError);
        double spreadRatio = standardError / prior.deviation();
        double shrinkage = spreadRatio * spreadRatio;
        double mean = estimate / (1 + shrinkage) + prior.mean() / (1 + 1 / shrinkage);
        return posterior(mean, standardError / Math.hypot(1, spreadRatio), level);
    }

    /** The belief after the data when nothing was believed before: the data speak alone. */
    public static NormalComparison withoutPrior(double estimate, double standardError, Confidence level) {
        check(estimate, standardError);
        return posterior(estimate, standardError, level);
    }

    private static void check(double estimate, double standardError) {
        Require.finite("estimate", estimate);
        Require.notNegative("standardError", standardError);
        Require.that(standardError > 0, ZERO_VARIANCE, "standardError", standardError, "the estimate does not vary");
    }

    private static NormalComparison posterior(double mean, double deviation, Confidence level) {
        double r = mean / deviation;
        double size = Math.abs(r);
        double small = size > 40 ? 0 : deviation * Math.max(0, Normal.density(r) - size * Normal.upperTail(size));
        return new NormalComparison(
                mean,
                deviation,
                new Probability(Normal.lowerTail(r)),
                Interval.around(mean, level.normalQuantile() * deviation),
                Math.max(mean, 0) + small,
                Math.max(-mean, 0) + small);
    }
}
