package dev.candor.stats.bayes;

import dev.candor.stats.Require;

/**
 * What is believed about a rate before the data, as if so many visitors had been seen.
 *
 * @param alpha as if so many had converted, finite, above 0
 * @param beta as if so many had not, finite, above 0
 */
public record BetaPrior(double alpha, double beta) {
    /** Every rate is equally likely. */
    public static final BetaPrior UNIFORM = new BetaPrior(1, 1);

    public BetaPrior {
        Require.positive("priorAlpha", alpha);
        Require.positive("priorBeta", beta);
    }
}
