package dev.candor.stats.numeric;

import org.apache.commons.math3.special.Gamma;

/** The upper tail of the chi-square distribution, relatively accurate down to the smallest double. */
public final class ChiSquare {
    private ChiSquare() {}

    /** The probability of a value above {@code statistic >= 0}, with at least one degree of freedom. */
    public static double upperTail(double statistic, long degrees) {
        if (statistic == 0) {
            return 1;
        }
        if (Double.isInfinite(statistic)) {
            return 0;
        }
        if (degrees == 1) {
            return Normal.bothTails(Math.sqrt(statistic));
        }
        if (degrees == 2) {
            return Math.exp(-statistic / 2);
        }
        return Gamma.regularizedGammaQ(degrees / 2.0, statistic / 2, 1e-15, 100_000);
    }
}
