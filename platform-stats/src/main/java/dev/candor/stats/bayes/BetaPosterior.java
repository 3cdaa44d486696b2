package dev.candor.stats.bayes;

import dev.candor.stats.sample.ProportionSample;

/**
 * What is believed about the rate of one variant after its visitors came: Beta(alpha + x, beta + n - x). Making one costs
 * more than comparing two, so make one a variant and compare it as often as needed.
 */
public final class BetaPosterior {
    private final double alpha;
    private final double beta;
    private final BetaGrid grid;

    private BetaPosterior(double alpha, double beta) {
        this.alpha = alpha;
        this.beta = beta;
        this.grid = new BetaGrid(alpha, beta);
    }

    /** The belief after the data; there may be none. */
    public static BetaPosterior of(ProportionSample sample, BetaPrior prior) {
        return new BetaPosterior(
                prior.alpha() + sample.conversions(), prior.beta() + (sample.visitors() - sample.conversions()));
    }

    /** The first parameter: conversions seen and believed. */
    public double alpha() {
        return alpha;
    }

    /** The second parameter: visitors without conversion, seen and believed. */
    public double beta() {
        return beta;
    }

    /** The expected rate, {@code alpha / (alpha + beta)}. */
    public double mean() {
        return alpha / (alpha + beta);
    }

    /** The standard deviation of the rate. */
    public double deviation() {
        double total = alpha + beta;
        return Math.sqrt(mean() * (beta / total) / (total + 1));
    }

    /** The belief about not converting: the rate turned around. */
    BetaPosterior complement() {
        return new BetaPosterior(beta, alpha);
    }

    BetaGrid grid() {
        return grid;
    }
}
