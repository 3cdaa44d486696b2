package dev.candor.stats.causal;

import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.numeric.ExactSums;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.sample.MeanSample;

/**
 * The effect of the offer on everyone who got it, accepted or not: the difference of means as assigned, with
 * {@code SE² = s1²/n1 + s2²/n2}. It is the headline, since assignment alone was random.
 *
 * @param difference offered minus not offered, in the metric's unit
 * @param standardError above 0
 * @param interval by the Normal distribution
 * @param twoSided p-value by the Normal distribution
 */
public record IntentionToTreat(double difference, double standardError, Interval interval, Probability twoSided) {

    /**
     * The effect of the offer.
     *
     * @param notOffered everyone assigned to the variant without the offer, at least two
     * @param offered everyone assigned to the variant with it, at least two
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA}, {@code INCONSISTENT_STATS}, or
     *     {@code ZERO_VARIANCE} if nothing varies
     */
    public static IntentionToTreat of(MeanSample notOffered, MeanSample offered, Confidence confidence) {
        Require.atLeast(2, "notOffered.visitors", notOffered.visitors());
        Require.atLeast(2, "offered.visitors", offered.visitors());
        double error =
                Math.sqrt(notOffered.variance() / notOffered.visitors() + offered.variance() / offered.visitors());
        Require.that(error > 0, ZERO_VARIANCE, "standardError", error, "the outcome does not vary");
        double difference =
                ExactSums.differenceOfMeans(notOffered.visitors(), notOffered.sum(), offered.visitors(), offered.sum());
        return new IntentionToTreat(
                difference,
                error,
                Interval.around(difference, confidence.normalQuantile() * error),
                new Probability(Normal.bothTails(difference / error)));
    }
}
