package dev.candor.stats.numeric;

import static dev.candor.stats.StatisticsException.Code.NOT_IDENTIFIED;

import dev.candor.stats.Require;
import dev.candor.stats.StatisticsException;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/** Where a continuous function is zero, to the last digits of a double. */
public final class Root {
    private static final int MOST_EVALUATIONS = 500;
    private static final double SMALLEST = 1e-200;
    private static final double LARGEST = 1e200;

    private Root() {}

    /** The zero between two ends at which the function has opposite signs (or is zero), by Brent's method. */
    public static double between(DoubleUnaryOperator function, double low, double high) {
        return new BrentSolver(4e-16, 1e-300, 1e-300).solve(MOST_EVALUATIONS, function::applyAsDouble, low, high);
    }

    /**
     * The positive zero of a function that rises through it, looked for by doubling or halving from {@code start}.
     *
     * @param wanted what the zero is, to name it if there is none
     * @throws StatisticsException {@code NOT_IDENTIFIED} if the function keeps its sign from 1e-200 to 1e200
     */
    public static double positive(String wanted, DoubleUnaryOperator rising, double start) {
        double low = Math.clamp(start, SMALLEST, LARGEST);
        double high = low;
        while (rising.applyAsDouble(low) > 0) {
            high = low;
            low /= 2;
            Require.that(low >= SMALLEST, NOT_IDENTIFIED, wanted, low, "any value would do");
        }
        while (!(rising.applyAsDouble(high) >= 0)) {
            low = high;
            high *= 2;
            Require.that(high <= LARGEST, NOT_IDENTIFIED, wanted, high, "no value is enough");
        }
        return between(rising, low, high);
    }
}
