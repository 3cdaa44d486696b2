package dev.candor.stats.numeric;

import java.util.function.DoubleUnaryOperator;

/**
 * An estimated standard deviation over the true one: {@code s = sqrt(χ² / degrees)}. Averages over it turn Normal
 * probabilities into Student ones, central or not.
 */
public final class ChiScale {
    /** Log density, relative to the mode, below which a point no longer counts. */
    private static final double NEGLIGIBLE = -80;

    /** No change of a function is followed closer than this: beyond, its average is certain anyway. */
    private static final double FINEST = 5e-4;

    private ChiScale() {}

    /**
     * {@code E f(s)}, by the trapezoidal rule in {@code log s}, which converges exponentially.
     *
     * @param degrees of freedom, above zero, whole or not
     * @param feature the width, on the scale of {@code log s}, of the narrowest change of f
     */
    public static double mean(double degrees, double feature, DoubleUnaryOperator f) {
        double step = Math.min(Math.min(0.125, 0.5 / Math.sqrt(2 * degrees)), Math.max(feature / 4, FINEST));
        double total = f.applyAsDouble(1);
        double mass = 1;
        for (int side = -1; side <= 1; side += 2) {
            for (int i = 1; ; i++) {
                double logScale = side * i * step;
                double logDensity = degrees * (logScale - Math.expm1(2 * logScale) / 2);
                if (logDensity < NEGLIGIBLE) {
                    break;
                }
                double density = Math.exp(logDensity);
                total += density * f.applyAsDouble(Math.exp(logScale));
                mass += density;
            }
        }
        return total / mass;
    }
}
