package dev.candor.stats.privacy;

import static dev.candor.stats.StatisticsException.Code.INSUFFICIENT_DATA;

import dev.candor.stats.Require;

/**
 * One variant's visitors, sum and sum of squares after noise was added to protect single visitors. Noise may leave any of them
 * below zero.
 *
 * @param visitors noised
 * @param sum of the values, noised
 * @param sumOfSquares of the values, noised
 * @param visitorsNoise the variance of the noise in {@code visitors}, at least 0; 0 means exact
 * @param sumNoise the variance of the noise in {@code sum}, at least 0; 0 means exact
 */
public record NoisedMean(double visitors, double sum, double sumOfSquares, double visitorsNoise, double sumNoise)
        implements Noised {

    public NoisedMean {
        Require.finite("visitors", visitors);
        Require.finite("sum", sum);
        Require.finite("sumOfSquares", sumOfSquares);
        Require.notNegative("visitorsNoise", visitorsNoise);
        Require.notNegative("sumNoise", sumNoise);
    }

    /** Sum over visitors; throws {@code INSUFFICIENT_DATA} when noise left no visitor: show nothing. */
    @Override
    public double rate() {
        Require.that(visitors > 0, INSUFFICIENT_DATA, "visitors", visitors, "noise left no visitor; suppress the cell");
        return sum / visitors;
    }

    /** {@code (mean of squares - mean²) / n}, and 0 where noise made it negative. */
    @Override
    public double samplingVariance() {
        double mean = rate();
        return Math.max(0, sumOfSquares / visitors - mean * mean) / visitors;
    }

    /** {@code (Vs + mean² Vn) / n²}. */
    @Override
    public double noiseVariance() {
        double mean = rate();
        return (sumNoise + mean * mean * visitorsNoise) / visitors / visitors;
    }
}
