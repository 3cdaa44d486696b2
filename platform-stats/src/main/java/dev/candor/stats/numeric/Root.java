package dev.candor.stats.numeric;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/** Where a continuous function is zero, to the last digits of a double. */
public final class Root {
    private static final int MOST_EVALUATIONS = 500;

    private Root() {}

    /** The zero between two ends at which the function has opposite signs (or is zero), by Brent's method. */
    public static double between(DoubleUnaryOperator function, double low, double high) {
        return new BrentSolver(4e-16, 1e-300, 1e-300).solve(MOST_EVALUATIONS, function::applyAsDouble, low, high);
    }

    /**
     * The positive zero of a function that rises through it, looked for on the logarithm of its argument by doubling or
     * halving from {@code start}; NaN when the function keeps its sign from 1e-300 to 1e300.
     */
    public static double positive(DoubleUnaryOperator rising, double start) {
        double low = start;
        double high = start;
        while (rising.applyAsDouble(low) > 0) {
            high = low;
            low /= 2;
            if (low < 1e-300) {
                return Double.NaN;
            }
        }
        while (rising.applyAsDouble(high) < 0) {
            low = high;
            high *= 2;
            if (high > 1e300) {
                return Double.NaN;
            }
        }
        return between(rising, low, high);
    }
}
