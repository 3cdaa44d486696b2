package dev.candor.stats.adjust;

import dev.candor.stats.sample.CovariateSample;

/** The variance that is left of one visitor's outcome after a multiple of the covariate was taken off. */
final class Residual {
    /** A residual below this share of the terms it is built from is rounding. */
    private static final double ROUNDING = 1e-12;

    private Residual() {}

    /** {@code scale² s_yy - 2 scale slope s_xy + slope² s_xx}, or zero if that is no more than rounding. */
    static double variance(CovariateSample sample, double scale, double slope) {
        double yy = scale * scale * sample.outcome().variance();
        double xy = 2 * scale * slope * sample.covariance();
        double xx = slope * slope * sample.covariate().variance();
        double residual = yy - xy + xx;
        return residual < ROUNDING * (yy + Math.abs(xy) + xx) ? 0 : residual;
    }
}
