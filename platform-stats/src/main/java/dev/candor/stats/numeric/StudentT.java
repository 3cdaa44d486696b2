package dev.candor.stats.numeric;

import org.apache.commons.math3.special.Beta;

/**
 * Student's t distribution for degrees of freedom from one to beyond 1e10, whole or not, with relatively accurate tails.
 * Below 20,000 degrees the tail is an incomplete beta function by continued fraction, its prefactor formed with
 * {@code log1p}; above, Hill's expansion around the Normal distribution is exact to 1e-13.
 *
 * @see <a href="https://doi.org/10.1145/355598.355599">Hill (1970), Algorithm 395, Communications of the ACM 13, 617-619</a>
 */
public final class StudentT {
    private static final double LARGE = 20_000;

    private StudentT() {}

    /** The probability of a value above t. */
    public static double upperTail(double t, double degrees) {
        if (t < 0) {
            return 1 - upperTail(-t, degrees);
        }
        return degrees >= LARGE ? Normal.upperTail(normalEquivalent(t, degrees)) : incompleteBetaTail(t, degrees);
    }

    /** The probability of a value below t. */
    public static double lowerTail(double t, double degrees) {
        return upperTail(-t, degrees);
    }

    /** Both tails beyond |t|: the two-sided p-value. */
    public static double bothTails(double t, double degrees) {
        return Math.min(1, 2 * upperTail(Math.abs(t), degrees));
    }

    /** The value that is exceeded with the given probability, {@code 0 < probability < 1}. */
    public static double upperQuantile(double probability, double degrees) {
        if (probability > 0.5) {
            return -upperQuantile(1 - probability, degrees);
        }
        if (probability == 0.5) {
            return 0;
        }
        return probability > 0.1 ? fromCentre(probability, degrees) : inTail(probability, degrees);
    }

    /** Newton from zero: the upper tail is convex there, so the steps never overshoot. */
    private static double fromCentre(double probability, double degrees) {
        double t = 0;
        for (int i = 0; i < 60; i++) {
            double step = (upperTail(t, degrees) - probability) / density(t, degrees);
            t += step;
            if (Math.abs(step) <= 1e-15 * t) {
                break;
            }
        }
        return t;
    }

    /** Newton for the logarithm of the tail over log t, where it is concave and close to a straight line. */
    private static double inTail(double probability, double degrees) {
        double logT = Math.log(Normal.upperQuantile(probability));
        double logProbability = Math.log(probability);
        for (int i = 0; i < 100; i++) {
            double t = Math.exp(logT);
            double tail = upperTail(t, degrees);
            double slope = -density(t, degrees) * t / tail;
            double step = (Math.log(tail) - logProbability) / slope;
            logT -= Math.clamp(step, -20, 20);
            if (Math.abs(step) <= 1e-14) {
                break;
            }
        }
        return Math.exp(logT);
    }

    /** The density at t. */
    public static double density(double t, double degrees) {
        double shape = -(degrees + 1) / 2 * logOnePlusSquareOver(t, degrees);
        return Math.exp(shape - Beta.logBeta(degrees / 2, 0.5)) / Math.sqrt(degrees);
    }

    private static double normalEquivalent(double t, double degrees) {
        double a = degrees - 0.5;
        double b = 48 * a * a;
        double y = a * logOnePlusSquareOver(t, degrees);
        double correction = ((((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b) + y + 3) / b + 1;
        return correction * Math.sqrt(y);
    }

    private static double incompleteBetaTail(double t, double degrees) {
        double a = degrees / 2;
        double logPower = -a * logOnePlusSquareOver(t, degrees);
        double square = t * t;
        double x = degrees / (degrees + square);
        double y = square / (degrees + square);
        double logYRoot = t > 1e100 ? 0 : 0.5 * Math.log(y);
        double prefactor = t == 0 ? 0 : Math.exp(logPower + logYRoot - Beta.logBeta(a, 0.5));
        if (x < (a + 1) / (a + 2.5)) {
            return prefactor * continuedFraction(x, a, 0.5) / a / 2;
        }
        return 0.5 - prefactor * continuedFraction(y, 0.5, a);
    }

    /** {@code log(1 + t² / degrees)}, also where the square overflows. */
    private static double logOnePlusSquareOver(double t, double degrees) {
        double size = Math.abs(t);
        return size > 1e100 ? 2 * Math.log(size) - Math.log(degrees) : Math.log1p(t * t / degrees);
    }

    /** Lentz's evaluation of the fraction in {@code I_x(a, b) = x^a (1-x)^b / (a B(a, b)) * fraction}. */
    private static double continuedFraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / (1 - (a + b) * x / (a + 1));
        double fraction = d;
        for (int m = 1; m < 10_000; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / (1 + even * d);
            c = 1 + even / c;
            fraction *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / (1 + odd * d);
            c = 1 + odd / c;
            double factor = d * c;
            fraction *= factor;
            if (Math.abs(factor - 1) < 1e-16) {
                break;
            }
        }
        return fraction;
    }
}
