package dev.candor.stats.simulation;

import dev.candor.stats.sample.ProportionSample;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.special.Gamma;

/** Exact binomial draws by inverting a table of the distribution, made once for each size and rate. */
final class Draws {
    private static final double REACH = 9;

    private final long visitors;
    private final long first;
    private final double[] cumulative;

    Draws(long visitors, double rate) {
        this.visitors = visitors;
        double spread = Math.sqrt(visitors * rate * (1 - rate));
        first = (long) Math.max(0.0, Math.floor(visitors * rate - REACH * spread - 10));
        long last = (long) Math.min((double) visitors, Math.ceil(visitors * rate + REACH * spread + 10));
        cumulative = new double[(int) (last - first + 1)];
        double total = 0;
        for (int i = 0; i < cumulative.length; i++) {
            total += Math.exp(logProbability(first + i, rate));
            cumulative[i] = total;
        }
        for (int i = 0; i < cumulative.length; i++) {
            cumulative[i] /= total;
        }
    }

    /** Visitors of whom each converts independently. */
    ProportionSample draw(SplittableRandom random) {
        int found = Arrays.binarySearch(cumulative, random.nextDouble());
        return new ProportionSample(visitors, first + (found < 0 ? -found - 1 : found));
    }

    private double logProbability(long x, double rate) {
        if (rate == 0) {
            return x == 0 ? 0 : Double.NEGATIVE_INFINITY;
        }
        double ways = Gamma.logGamma(visitors + 1.0) - Gamma.logGamma(x + 1.0) - Gamma.logGamma(visitors - x + 1.0);
        return ways + x * Math.log(rate) + (visitors - x) * Math.log1p(-rate);
    }
}
