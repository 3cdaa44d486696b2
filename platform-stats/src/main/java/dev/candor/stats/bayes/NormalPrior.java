package dev.candor.stats.bayes;

import dev.candor.stats.Require;

/**
 * What is believed about an effect before the data.
 *
 * @param mean finite, in the unit of the effect
 * @param deviation finite, above 0, same unit
 */
public record NormalPrior(double mean, double deviation) {

    public NormalPrior {
        Require.finite("priorMean", mean);
        Require.positive("priorDeviation", deviation);
    }
}
