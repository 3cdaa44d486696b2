package dev.candor.stats.health;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.numeric.ChiSquare;
import java.util.Arrays;
import java.util.List;

/**
 * Did the variants receive the traffic they were planned to receive? Pearson's chi-square of the counts against
 * {@code E_i = N w_i / sum w}, with one degree of freedom fewer than variants.
 *
 * @param statistic {@code sum (n_i - E_i)² / E_i}
 * @param degrees variants minus one
 * @param pValue of counts at least this far from the plan
 * @param expected the planned counts
 * @see <a href="https://doi.org/10.1145/3292500.3330722">Fabijan et al. (2019), KDD</a>
 */
public record SampleRatioCheck(double statistic, long degrees, Probability pValue, List<Double> expected) {
    /** A p-value below this raises the alarm; Kohavi, Tang & Xu 2020, chapter 21. */
    public static final double ALARM = 0.001;

    public SampleRatioCheck {
        expected = List.copyOf(expected);
    }

    /**
     * The check of counts against weights.
     *
     * @param counts one a variant, at least two variants
     * @param weights one a variant, above 0, on any scale; a variant without traffic must be left out by the caller, for
     *     counting it in the degrees of freedom would hide mismatches
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} when nobody was assigned
     */
    public static SampleRatioCheck of(long[] counts, double[] weights) {
        Require.valid(counts.length >= 2, "counts.length", counts.length, "at least two variants needed");
        Require.valid(weights.length == counts.length, "weights.length", weights.length, "must equal counts.length");
        for (long count : counts) {
            Require.count("counts", count);
        }
        for (double weight : weights) {
            Require.positive("weights", weight);
        }
        long total = Arrays.stream(counts).reduce(0, Math::addExact);
        Require.atLeast(1, "counts.sum", total);
        double scale = Arrays.stream(weights).sum();
        Require.finite("weights.sum", scale);
        double statistic = 0;
        Double[] expected = new Double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            expected[i] = total * (weights[i] / scale);
            Require.valid(expected[i] > 0, "weights", weights[i], "too small a share of the weights' sum");
            double gap = counts[i] - expected[i];
            statistic += gap * gap / expected[i];
        }
        long degrees = counts.length - 1L;
        return new SampleRatioCheck(
                statistic, degrees, new Probability(ChiSquare.upperTail(statistic, degrees)), List.of(expected));
    }

    /** The p-value for variants that were to receive the same share. */
    public static Probability evenSplit(long... counts) {
        double[] weights = new double[counts.length];
        Arrays.fill(weights, 1);
        return of(counts, weights).pValue();
    }

    /** Whether the counts are close enough to the plan to read the results. */
    public boolean passes() {
        return pValue.value() >= ALARM;
    }
}
