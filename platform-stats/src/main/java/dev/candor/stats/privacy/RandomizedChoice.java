package dev.candor.stats.privacy;

import static dev.candor.stats.StatisticsException.Code.INSUFFICIENT_DATA;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.sample.MeanSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One of k categories, reported truly with probability p and as any given other one with probability q. The share of a
 * category is {@code (l - q) / (p - q)}, with l the share of reports that name it, and its standard error
 * {@code √(l (1 - l) / n) / (p - q)}. To compare variants, test the raw reports with a chi-square table: correcting them is
 * the same linear map in both.
 *
 * @param categories k, at least 2
 * @param epsilon the privacy loss of one report, above 0: {@code p = e^epsilon / (e^epsilon + k - 1)},
 *     {@code q = 1 / (e^epsilon + k - 1)}
 * @see <a href="https://arxiv.org/abs/1602.07387">Kairouz, Bonawitz and Ramage (2016), Discrete distribution estimation
 *     under local privacy</a>
 */
public record RandomizedChoice(int categories, double epsilon) {

    public RandomizedChoice {
        Require.valid(categories >= 2, "categories", categories, "must be at least 2");
        Require.positive("epsilon", epsilon);
    }

    /** The chance that the true category is reported. */
    public double keep() {
        return 1 / (1 + (categories - 1) * Math.exp(-epsilon));
    }

    /** The chance of each other category. */
    public double other() {
        return 1 / (Math.exp(epsilon) + (categories - 1));
    }

    /**
     * The shares behind the reports, one entry a category.
     *
     * @param shares unclipped; they add up to 1, but some may be negative
     * @param standardErrors of the shares
     * @param intervals of the shares, unclipped
     * @param projected the closest shares that are possible: none negative, adding up to 1
     */
    public record Shares(
            List<Double> shares, List<Double> standardErrors, List<Interval> intervals, List<Double> projected) {
        public Shares {
            shares = List.copyOf(shares);
            standardErrors = List.copyOf(standardErrors);
            intervals = List.copyOf(intervals);
            projected = List.copyOf(projected);
        }
    }

    /**
     * The shares behind the reports.
     *
     * @param reports how often each category was reported
     * @throws dev.candor.stats.StatisticsException {@code INVALID_INPUT} for a negative count or the wrong number of
     *     categories, {@code INSUFFICIENT_DATA} without reports
     */
    public Shares shares(long[] reports, Confidence level) {
        Require.valid(reports.length == categories, "reports", Arrays.toString(reports), "must be one a category");
        Arrays.stream(reports).forEach(count -> Require.count("reports", count));
        long total = Arrays.stream(reports).sum();
        Require.that(total > 0, INSUFFICIENT_DATA, "reports", Arrays.toString(reports), "no reports");
        double separation = keep() - other();
        Require.valid(separation > 0, "epsilon", epsilon, "too small for a double: reports would carry nothing");
        List<Double> shares = new ArrayList<>();
        List<Double> standardErrors = new ArrayList<>();
        List<Interval> intervals = new ArrayList<>();
        for (long count : reports) {
            double reported = (double) count / total;
            double share = (reported - other()) / separation;
            double standardError = Math.sqrt(reported * ((double) (total - count) / total) / total) / separation;
            shares.add(share);
            standardErrors.add(standardError);
            intervals.add(Interval.around(share, level.normalQuantile() * standardError));
        }
        return new Shares(shares, standardErrors, intervals, onSimplex(shares));
    }

    /**
     * The visitors' true numbers, where the categories are the numbers 1 to k and each visitor's number is one report or the
     * mean of several: a report of {@code v} is {@code (p - q) v + q k (k + 1) / 2} on average, so mean and variance follow by
     * the same linear map. The numbers may lie outside 1 to k; their mean is unbiased, and their variance has the noise in it.
     *
     * @throws dev.candor.stats.StatisticsException {@code INVALID_INPUT} if epsilon is too small for a double
     */
    public MeanSample undo(MeanSample reports) {
        double separation = keep() - other();
        Require.valid(separation > 0, "epsilon", epsilon, "too small for a double: reports would carry nothing");
        double shift = other() * categories * (categories + 1) / 2;
        double sum = reports.sum() - reports.visitors() * shift;
        double squares = reports.sumOfSquares() - shift * (reports.sum() + sum);
        return new MeanSample(reports.visitors(), sum / separation, Math.max(squares, 0) / (separation * separation));
    }

    /** The nearest point with no negative entry and sum 1: subtract the one threshold that makes the rest add up. */
    private static List<Double> onSimplex(List<Double> shares) {
        double[] falling = shares.stream()
                .mapToDouble(share -> -share)
                .sorted()
                .map(share -> -share)
                .toArray();
        double sum = 0;
        double threshold = 0;
        for (int i = 0; i < falling.length; i++) {
            sum += falling[i];
            double candidate = (sum - 1) / (i + 1);
            if (falling[i] > candidate) {
                threshold = candidate;
            }
        }
        double subtracted = threshold;
        return shares.stream().map(share -> Math.max(share - subtracted, 0)).toList();
    }
}
