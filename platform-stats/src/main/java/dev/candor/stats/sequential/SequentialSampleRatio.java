package dev.candor.stats.sequential;

import static dev.candor.stats.StatisticsException.Code.INSUFFICIENT_DATA;

import dev.candor.stats.Require;
import dev.candor.stats.numeric.LogGamma;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether visitors arrive in the promised shares, asked after every batch: the Bayes factor of a Dirichlet prior around the
 * promised shares against exactly those shares. Its p-value never rises; alarm at 0.001 or below.
 *
 * <p>With cumulative counts n, their total N and concentration c:
 * {@code log BF = log Γ(c) - log Γ(c + N) + Σ (log Γ(c w + n) - log Γ(c w)) - Σ n log w}. The large terms are combined
 * before they are added, so that a billion visitors cost no digits.
 *
 * @param shares the promised shares, each above 0 (1e-12 of all), on any scale; they are divided by their sum
 * @param concentration c, from 1e-9 to 1e15; large values notice small deviations late, small values large deviations early
 * @see <a href="https://arxiv.org/abs/2011.03567">Lindon and Malek (2022), Anytime-valid inference for multinomial count
 *     data</a>
 */
public record SequentialSampleRatio(List<Double> shares, double concentration) {
    /** The concentration that is used unless one is chosen. */
    public static final double USUAL_CONCENTRATION = 10_000;

    /**
     * What could be said after each batch.
     *
     * @param logBayesFactors above 0 speaks against the promised shares
     * @param pValues never rising
     */
    public record Path(List<Double> logBayesFactors, List<Double> pValues) {
        public Path {
            logBayesFactors = List.copyOf(logBayesFactors);
            pValues = List.copyOf(pValues);
        }

        /** The p-value after the last batch. */
        public double pValue() {
            return pValues.getLast();
        }
    }

    public SequentialSampleRatio {
        Require.valid(shares.size() >= 2, "shares", shares, "must be at least two");
        double total = 0;
        for (double share : shares) {
            total += Require.positive("shares", share);
        }
        double sum = Require.finite("shares", total);
        shares = shares.stream().map(share -> share / sum).toList();
        for (double share : shares) {
            Require.valid(share >= 1e-12, "shares", share, "must be at least 1e-12 of all");
        }
        boolean sensible = concentration >= 1e-9 && concentration <= 1e15;
        Require.valid(sensible, "concentration", concentration, "must lie between 1e-9 and 1e15");
    }

    /**
     * All batches, in order of time; each holds the new visitors of every variant.
     *
     * @throws dev.candor.stats.StatisticsException {@code INVALID_INPUT} for a negative count or a batch of the wrong
     *     length, {@code INSUFFICIENT_DATA} without a batch
     */
    public Path after(List<long[]> batches) {
        for (long[] batch : batches) {
            Require.valid(
                    batch.length == shares.size(), "batch", Arrays.toString(batch), "must be one count a variant");
            Arrays.stream(batch).forEach(count -> Require.count("batch", count));
        }
        Require.that(!batches.isEmpty(), INSUFFICIENT_DATA, "batches", batches, "at least one batch needed");
        long[] counts = new long[shares.size()];
        List<Double> logBayesFactors = new ArrayList<>();
        List<Double> pValues = new ArrayList<>();
        double p = 1;
        for (long[] batch : batches) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] = Math.addExact(counts[i], batch[i]);
            }
            double logBayesFactor = logBayesFactor(counts);
            p = Math.min(p, Math.exp(-logBayesFactor));
            logBayesFactors.add(logBayesFactor);
            pValues.add(p);
        }
        return new Path(logBayesFactors, pValues);
    }

    /** Stirling's formula for all gamma functions at once: what is left is a divergence, a few logarithms and remainders. */
    private double logBayesFactor(long[] counts) {
        double visitors = Arrays.stream(counts).sum();
        double all = concentration + visitors;
        double divergence = 0;
        double rest = Math.log1p(visitors / concentration) / 2
                - LogGamma.stirlingRemainder(all)
                + LogGamma.stirlingRemainder(concentration);
        for (int i = 0; i < counts.length; i++) {
            double share = shares.get(i);
            double expected = all * share;
            double excess = (counts[i] - visitors * share) / expected;
            double prior = concentration * share;
            double odds = (prior + counts[i]) / expected;
            double logOdds = Math.abs(excess) < 0.5 ? Math.log1p(excess) : Math.log(odds);
            divergence += expected * (odds * logOdds - excess);
            rest += LogGamma.stirlingRemainder(prior + counts[i])
                    - LogGamma.stirlingRemainder(prior)
                    - Math.log1p(counts[i] / prior) / 2;
        }
        return divergence + rest;
    }
}
