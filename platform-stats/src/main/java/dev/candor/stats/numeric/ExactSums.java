package dev.candor.stats.numeric;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Centred sums, evaluated exactly and rounded once. In double arithmetic {@code sumOfSquares - sum² / n} loses every
 * digit when the mean is large against the spread; a double is an exact decimal fraction, so decimals lose none.
 */
public final class ExactSums {
    private static final MathContext DIGITS = new MathContext(40);

    private ExactSums() {}

    /** {@code sumOfSquares - sum² / n}: the sum of squared deviations from the mean. */
    public static double centredSquares(long n, double sum, double sumOfSquares) {
        return centredProducts(n, sum, sum, sumOfSquares);
    }

    /** {@code sumOfProducts - sumX sumY / n}: the sum of products of deviations from the two means. */
    public static double centredProducts(long n, double sumX, double sumY, double sumOfProducts) {
        BigDecimal count = BigDecimal.valueOf(n);
        BigDecimal raw = new BigDecimal(sumOfProducts).multiply(count);
        BigDecimal ofMeans = new BigDecimal(sumX).multiply(new BigDecimal(sumY));
        return raw.subtract(ofMeans).divide(count, DIGITS).doubleValue();
    }

    /** {@code sum2 / n2 - sum1 / n1}: a difference of means that does not cancel. */
    public static double differenceOfMeans(long n1, double sum1, long n2, double sum2) {
        BigDecimal crossed1 = new BigDecimal(sum1).multiply(BigDecimal.valueOf(n2));
        BigDecimal crossed2 = new BigDecimal(sum2).multiply(BigDecimal.valueOf(n1));
        BigDecimal counts = BigDecimal.valueOf(n1).multiply(BigDecimal.valueOf(n2));
        return crossed2.subtract(crossed1).divide(counts, DIGITS).doubleValue();
    }

    /** {@code numerator2 / denominator2 - numerator1 / denominator1}; neither denominator may be zero. */
    public static double differenceOfRatios(
            double numerator1, double denominator1, double numerator2, double denominator2) {
        BigDecimal first = new BigDecimal(numerator1).multiply(new BigDecimal(denominator2));
        BigDecimal second = new BigDecimal(numerator2).multiply(new BigDecimal(denominator1));
        BigDecimal denominators = new BigDecimal(denominator1).multiply(new BigDecimal(denominator2));
        return second.subtract(first).divide(denominators, DIGITS).doubleValue();
    }

    /** The sum of the values, rounded once. */
    public static double sum(double... values) {
        BigDecimal total = BigDecimal.ZERO;
        for (double value : values) {
            total = total.add(new BigDecimal(value));
        }
        return total.doubleValue();
    }

    /** The sum of {@code x[i] y[i]}, rounded once. */
    public static double sumOfProducts(double[] x, double[] y) {
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < x.length; i++) {
            total = total.add(new BigDecimal(x[i]).multiply(new BigDecimal(y[i])));
        }
        return total.doubleValue();
    }
}
