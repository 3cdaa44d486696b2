package dev.candor.stats.privacy;

import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.numeric.Normal;

/**
 * Two noised variants compared: the variance of the noise is added to the variance of chance. Leaving it out would cover 80 %
 * instead of 95 %.
 *
 * @param difference treatment minus control, in the unit of the rates
 * @param standardError with the noise
 * @param standardErrorWithoutNoise what it would be if the counts were exact: for information only
 * @param z the difference over its standard error
 */
public record NoisedComparison(
        double difference,
        double standardError,
        double standardErrorWithoutNoise,
        double z,
        Probability pTwoSided,
        Interval interval) {

    /**
     * Treatment against control.
     *
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} if noise left a variant without visitors,
     *     {@code ZERO_VARIANCE} if there is neither chance nor noise
     */
    public static NoisedComparison of(Noised control, Noised treatment, Confidence level) {
        double difference = treatment.rate() - control.rate();
        double chance = control.samplingVariance() + treatment.samplingVariance();
        double standardError = Math.sqrt(chance + control.noiseVariance() + treatment.noiseVariance());
        Require.that(standardError > 0, ZERO_VARIANCE, "standardError", standardError, "neither chance nor noise");
        double z = difference / standardError;
        return new NoisedComparison(
                difference,
                standardError,
                Math.sqrt(chance),
                z,
                new Probability(Normal.bothTails(z)),
                Interval.around(difference, level.normalQuantile() * standardError));
    }
}
