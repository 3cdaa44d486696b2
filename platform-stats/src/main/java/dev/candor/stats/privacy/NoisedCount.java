package dev.candor.stats.privacy;

import static dev.candor.stats.StatisticsException.Code.INSUFFICIENT_DATA;

import dev.candor.stats.Require;

/**
 * One variant's visitors and conversions after noise was added to protect single visitors. Either number may be fractional,
 * and conversions may be negative or exceed the visitors.
 *
 * @param visitors noised
 * @param conversions noised
 * @param visitorsNoise the variance of the noise in {@code visitors}, at least 0; 0 means exact
 * @param conversionsNoise the variance of the noise in {@code conversions}, at least 0; 0 means exact
 */
public record NoisedCount(double visitors, double conversions, double visitorsNoise, double conversionsNoise)
        implements Noised {

    public NoisedCount {
        Require.finite("visitors", visitors);
        Require.finite("conversions", conversions);
        Require.notNegative("visitorsNoise", visitorsNoise);
        Require.notNegative("conversionsNoise", conversionsNoise);
    }

    /** Conversions over visitors, unclipped; throws {@code INSUFFICIENT_DATA} when noise left no visitor: show nothing. */
    @Override
    public double rate() {
        Require.that(visitors > 0, INSUFFICIENT_DATA, "visitors", visitors, "noise left no visitor; suppress the cell");
        return conversions / visitors;
    }

    /** The variance of the rate that comes from chance, {@code p (1 - p) / n} with p clipped to [0, 1]. */
    @Override
    public double samplingVariance() {
        double possible = Math.clamp(rate(), 0, 1);
        return possible * (1 - possible) / visitors;
    }

    /** The variance of the rate that comes from the noise, {@code (Vx + p² Vn) / n²}. */
    @Override
    public double noiseVariance() {
        double rate = rate();
        return (conversionsNoise + rate * rate * visitorsNoise) / visitors / visitors;
    }
}
