package dev.candor.stats.bayes;

import dev.candor.stats.Require;

/**
 * What is believed about a rate before the data, as if so many visitors had been seen.
 *
 * @param alpha as if so many had converted, from 1e-6 to 1e12
 * @param beta as if so many had not, from 1e-6 to 1e12
 */
public record BetaPrior(double alpha, double beta) {
    /** Every rate is equally likely. */
    public static final BetaPrior UNIFORM = new BetaPrior(1, 1);

    public BetaPrior {
        check("priorAlpha", alpha);
        check("priorBeta", beta);
    }

    private static void check(String name, double value) {
        Require.valid(value >= 1e-6 && value <= 1e12, name, value, "must lie between 1e-6 and 1e12");
    }
}
