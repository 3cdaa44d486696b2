package dev.candor.stats.adjust;

import static dev.candor.stats.StatisticsException.Code.NOT_IDENTIFIED;

import dev.candor.stats.Require;

/**
 * Least squares of y on 1 and x, read off at x = 0. The columns are made orthogonal one after the other with the constant last:
 * its coefficient is then one inner product, and its HC2 variance one weighted sum of squares.
 *
 * @param intercept the coefficient of the constant
 * @param robustVariance HC2: residual squares over {@code 1 - leverage}, weighted
 * @param residualSquares their plain sum
 */
record InterceptFit(double intercept, double robustVariance, double residualSquares) {
    private static final double COLLINEAR = 1e-10;

    /** @throws dev.candor.stats.StatisticsException {@code NOT_IDENTIFIED} if the columns depend on each other */
    static InterceptFit of(double[] y, double[][] x) {
        int rows = y.length;
        int width = x[0].length;
        double[][] basis = new double[width + 1][rows];
        double lastLength = 0;
        for (int j = 0; j <= width; j++) {
            for (int i = 0; i < rows; i++) {
                basis[j][i] = j == width ? 1 : x[i][j];
            }
            double before = Math.sqrt(inner(basis[j], basis[j]));
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < j; k++) {
                    subtract(basis[j], inner(basis[k], basis[j]), basis[k]);
                }
            }
            lastLength = Math.sqrt(inner(basis[j], basis[j]));
            Require.that(
                    lastLength > COLLINEAR * before,
                    NOT_IDENTIFIED,
                    "covariates",
                    "collinear",
                    "no column may be a combination of the others within a variant");
            scale(basis[j], 1 / lastLength);
        }
        return read(y, basis, lastLength);
    }

    private static InterceptFit read(double[] y, double[][] basis, double lastLength) {
        double[] residual = y.clone();
        double[] leverage = new double[y.length];
        for (double[] column : basis) {
            for (int pass = 0; pass < 2; pass++) {
                subtract(residual, inner(column, residual), column);
            }
            for (int i = 0; i < y.length; i++) {
                leverage[i] += column[i] * column[i];
            }
        }
        double[] last = basis[basis.length - 1];
        double robust = 0;
        double plain = 0;
        for (int i = 0; i < y.length; i++) {
            Require.that(
                    1 - leverage[i] > COLLINEAR,
                    NOT_IDENTIFIED,
                    "covariates",
                    "saturated",
                    "a row that fits itself has no residual");
            double weighted = last[i] / lastLength * residual[i];
            robust += weighted * weighted / (1 - leverage[i]);
            plain += residual[i] * residual[i];
        }
        return new InterceptFit(inner(last, y) / lastLength, robust, plain);
    }

    private static double inner(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void subtract(double[] from, double factor, double[] what) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= factor * what[i];
        }
    }

    private static void scale(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }
}
