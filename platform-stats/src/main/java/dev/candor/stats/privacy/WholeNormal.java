package dev.candor.stats.privacy;

import dev.candor.stats.numeric.Normal;

/**
 * Whole numbers with weights {@code exp(-x² / (2 sigma²))}, by summing them; beyond sigma 1000 the sums equal their
 * integrals (Euler and Maclaurin) to the last digit.
 */
record WholeNormal(double sigma) {
    private static final double LARGE = 1_000;

    double variance() {
        if (sigma > LARGE) {
            return sigma * sigma;
        }
        double mass = 1;
        double squares = 0;
        for (long x = (long) Math.ceil(40 * sigma); x > 0; x--) {
            mass += 2 * weight(x);
            squares += 2 * weight(x) * x * x;
        }
        return squares / mass;
    }

    /** The smallest m with {@code P(|X| > m) <= alpha}. */
    double halfWidth(double alpha) {
        return sigma > LARGE ? integrated(alpha) : summed(alpha);
    }

    private double summed(double alpha) {
        long last = (long) Math.ceil(40 * sigma);
        double mass = 1;
        for (long x = last; x > 0; x--) {
            mass += 2 * weight(x);
        }
        double beyond = 0;
        for (long m = last; m > 0; m--) {
            double withThis = beyond + 2 * weight(m);
            if (withThis > alpha * mass) {
                return m;
            }
            beyond = withThis;
        }
        return 0;
    }

    private double integrated(double alpha) {
        double m = Math.max(0, Math.floor(sigma * Normal.upperQuantile(alpha / 2)) - 2);
        while (beyond(m) > alpha) {
            m++;
        }
        return m;
    }

    private double beyond(double m) {
        double edge = (m + 0.5) / sigma;
        return 2 * (Normal.upperTail(edge) - edge * Normal.density(edge) / (24 * sigma * sigma));
    }

    private double weight(long x) {
        double scaled = x / sigma;
        return Math.exp(-scaled * scaled / 2);
    }
}
