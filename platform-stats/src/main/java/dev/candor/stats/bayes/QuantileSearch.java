package dev.candor.stats.bayes;

import dev.candor.stats.numeric.Normal;
import java.util.function.DoubleFunction;

/**
 * Finds where a distribution function has a given value, by Newton's method for its z-score, which is close to a straight
 * line; bisection where it is not.
 *
 * @param lowest a value that nothing lies below
 * @param highest a value that nothing lies above
 */
record QuantileSearch(double lowest, double highest) {
    private static final int MOST_STEPS = 200;

    double find(double probability, double centre, double spread, DoubleFunction<BetaShift.Reached> distribution) {
        double wanted = Normal.lowerQuantile(probability);
        double low = lowest;
        double high = highest;
        double value = centre + wanted * spread;
        if (!(value > low && value < high)) {
            value = (low + high) / 2;
        }
        for (int i = 0; i < MOST_STEPS; i++) {
            BetaShift.Reached reached = distribution.apply(value);
            double at = reached.probability();
            if (at < probability) {
                low = value;
            } else {
                high = value;
            }
            boolean usable = at > 1e-14 && at < 1 - 1e-14 && reached.density() > 0;
            double z = usable ? Normal.lowerQuantile(at) : 0;
            double next = value + (wanted - z) * Normal.density(z) / reached.density();
            boolean newton = usable && next > low && next < high;
            if (newton && Math.abs(wanted - z) < 1e-9) {
                return next;
            }
            value = newton ? next : (low + high) / 2;
            if (high - low <= 1e-16 * Math.max(Math.abs(low), Math.abs(high))) {
                return value;
            }
        }
        return value;
    }
}
