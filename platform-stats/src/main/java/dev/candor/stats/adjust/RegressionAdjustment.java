package dev.candor.stats.adjust;

import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.numeric.ExactSums;
import dev.candor.stats.numeric.StudentT;
import java.util.Arrays;

/**
 * A difference of means adjusted for several covariates by least squares of y on 1, z, centred x and z times centred x, with
 * robust (HC2) standard errors. Fully interacted, this is a regression within each variant, read off at the mean of x over
 * both, so it never does worse in large samples than the plain difference.
 *
 * @param effect the adjusted difference, treatment minus control
 * @param standardError HC2
 * @param degrees of freedom, {@code n - 2 (p + 1)} for p covariates
 * @param interval by Student's t
 * @param twoSided p-value by Student's t
 * @param controlMean at the mean of the covariates
 * @param treatmentMean at the mean of the covariates
 * @see <a href="https://doi.org/10.1214/12-AOAS583">Lin (2013), Annals of Applied Statistics 7, 295-318</a>
 */
public record RegressionAdjustment(
        double effect,
        double standardError,
        long degrees,
        Interval interval,
        Probability twoSided,
        double controlMean,
        double treatmentMean) {
    private static final double ROUNDING = 1e-12;

    /**
     * The adjusted comparison of rows, one a visitor.
     *
     * @param outcomes the values measured
     * @param treated whether each visitor was in treatment; at least one is, and at least one is not
     * @param covariates one row of equal length a visitor, from before the experiment
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} for no more rows than coefficients or an empty
     *     variant, {@code NOT_IDENTIFIED} for collinear covariates, {@code ZERO_VARIANCE} if they explain everything
     */
    public static RegressionAdjustment of(
            double[] outcomes, boolean[] treated, double[][] covariates, Confidence confidence) {
        requireRows(outcomes, treated, covariates);
        int width = covariates.length == 0 ? 0 : covariates[0].length;
        long degrees = outcomes.length - 2L * (width + 1);
        Require.atLeast(1, "degrees", degrees);
        int treatmentRows = count(treated);
        Require.atLeast(1, "treatment.rows", treatmentRows);
        Require.atLeast(1, "control.rows", outcomes.length - treatmentRows);
        double[][] centred = centred(covariates, width);
        double scale = powerOfTwoAbove(outcomes);
        double[] scaled = Arrays.stream(outcomes).map(y -> y / scale).toArray();
        InterceptFit control = fit(scaled, treated, centred, false);
        InterceptFit treatment = fit(scaled, treated, centred, true);
        requireVariance(control.residualSquares() + treatment.residualSquares(), scaled);
        double effect = scale * (treatment.intercept() - control.intercept());
        double error = scale * Math.sqrt(control.robustVariance() + treatment.robustVariance());
        return new RegressionAdjustment(
                effect,
                error,
                degrees,
                Interval.around(effect, confidence.studentQuantile((double) degrees) * error),
                new Probability(StudentT.bothTails(effect / error, (double) degrees)),
                scale * control.intercept(),
                scale * treatment.intercept());
    }

    /** {@code effect / standardError}. */
    public double t() {
        return effect / standardError;
    }

    private static InterceptFit fit(double[] outcomes, boolean[] treated, double[][] centred, boolean arm) {
        int rows = arm ? count(treated) : treated.length - count(treated);
        double[] y = new double[rows];
        double[][] x = new double[rows][];
        int next = 0;
        for (int i = 0; i < outcomes.length; i++) {
            if (treated[i] == arm) {
                y[next] = outcomes[i];
                x[next++] = centred[i];
            }
        }
        return InterceptFit.of(y, x);
    }

    private static double[][] centred(double[][] covariates, int width) {
        double[][] centred = new double[covariates.length][width];
        for (int j = 0; j < width; j++) {
            double[] column = new double[covariates.length];
            for (int i = 0; i < covariates.length; i++) {
                column[i] = covariates[i][j];
            }
            double scale = powerOfTwoAbove(column);
            double mean =
                    ExactSums.sum(Arrays.stream(column).map(x -> x / scale).toArray()) / column.length;
            for (int i = 0; i < column.length; i++) {
                centred[i][j] = column[i] / scale - mean;
            }
        }
        return centred;
    }

    /** Dividing by it is exact and keeps squares within the range of a double. */
    private static double powerOfTwoAbove(double[] values) {
        double largest = Arrays.stream(values).map(Math::abs).max().orElse(1);
        return largest == 0 ? 1 : Math.scalb(1.0, Math.getExponent(largest));
    }

    private static void requireRows(double[] outcomes, boolean[] treated, double[][] covariates) {
        Require.valid(treated.length == outcomes.length, "treated.length", treated.length, "must equal the outcomes'");
        Require.valid(
                covariates.length == outcomes.length,
                "covariates.length",
                covariates.length,
                "must equal the outcomes'");
        for (int i = 0; i < outcomes.length; i++) {
            Require.finite("outcomes", outcomes[i]);
            int width = covariates[i].length;
            Require.valid(width == covariates[0].length, "covariates.width", width, "rows differ in length");
            for (double covariate : covariates[i]) {
                Require.finite("covariates", covariate);
            }
        }
    }

    private static void requireVariance(double residualSquares, double[] outcomes) {
        double squares = ExactSums.centredSquares(
                outcomes.length, ExactSums.sum(outcomes), ExactSums.sumOfProducts(outcomes, outcomes));
        Require.that(
                residualSquares > ROUNDING * squares,
                ZERO_VARIANCE,
                "residual",
                residualSquares,
                "the covariates explain everything");
    }

    private static int count(boolean[] treated) {
        int count = 0;
        for (boolean each : treated) {
            count += each ? 1 : 0;
        }
        return count;
    }
}
