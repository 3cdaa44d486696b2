package dev.candor.stats.numeric;

/**
 * The standard Normal distribution, with tails that keep their relative precision: {@code upperTail(z)} is never formed as
 * one minus the lower tail, and {@code logUpperTail} goes on where the tail itself is too small for a double.
 *
 * @see <a href="https://doi.org/10.1090/S0025-5718-1969-0247736-4">Cody (1969), Mathematics of Computation 23, 631-637</a>
 */
public final class Normal {
    private static final double ROOT_32 = Math.sqrt(32);
    private static final double LOG_ROOT_TWO_PI = 0.9189385332046728;
    private static final double INVERSE_ROOT_TWO_PI = 0.3989422804014327;

    private static final double[] A = {
        2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356, 0.06568233791820745
    };
    private static final double[] B = {47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673};
    private static final double[] C = {
        0.39894151208813466,
        8.883149794388377,
        93.50665613217785,
        597.2702763948002,
        2494.5375852903726,
        6848.190450536283,
        11602.65143764735,
        9842.714838383978,
        1.0765576773720192e-08
    };
    private static final double[] D = {
        22.266688044328117,
        235.387901782625,
        1519.3775994075547,
        6485.558298266761,
        18615.571640885097,
        34900.95272114598,
        38912.00328609327,
        19685.429676859992
    };
    private static final double[] P = {
        0.215898534057957,
        0.12740116116024736,
        0.022235277870649807,
        0.0014216191932278934,
        2.9112874951168793e-05,
        0.023073441764940174
    };
    private static final double[] Q = {
        1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-05
    };

    private Normal() {}

    /** The density at z. */
    public static double density(double z) {
        return INVERSE_ROOT_TWO_PI * halfSquareExponential(Math.abs(z));
    }

    /** The natural logarithm of the density at z. */
    public static double logDensity(double z) {
        return -z * z / 2 - LOG_ROOT_TWO_PI;
    }

    /** The probability of a value below z; relatively accurate for negative z. */
    public static double lowerTail(double z) {
        return upperTail(-z);
    }

    /** The probability of a value above z; relatively accurate for positive z, down to the smallest double. */
    public static double upperTail(double z) {
        double y = Math.abs(z);
        if (y <= 0.66) {
            return 0.5 - centre(z);
        }
        double tail = scaledTail(y) * halfSquareExponential(y);
        return z > 0 ? tail : 1 - tail;
    }

    /** The natural logarithm of {@link #upperTail}; finite for every finite z up to 1e150. */
    public static double logUpperTail(double z) {
        if (z <= 0.66) {
            return z < 0 ? Math.log1p(-upperTail(-z)) : Math.log(upperTail(z));
        }
        return Math.log(scaledTail(z)) - z * z / 2;
    }

    /** Both tails beyond |z|: the two-sided p-value. */
    public static double bothTails(double z) {
        return Math.min(1, 2 * upperTail(Math.abs(z)));
    }

    /** The value that is exceeded with the given probability, {@code 0 < probability < 1}, down to 1e-300. By Halley's steps. */
    public static double upperQuantile(double probability) {
        if (probability > 0.5) {
            return -upperQuantile(1 - probability);
        }
        double logProbability = Math.log(probability);
        double z = Math.sqrt(-2 * logProbability);
        for (int i = 0; i < 30; i++) {
            double slope = -Math.exp(logDensity(z) - logUpperTail(z));
            double newton = (logUpperTail(z) - logProbability) / slope;
            // Halley: the second derivative of log upperTail over the first is -(z + slope)
            double step = newton / (1 + newton * (z + slope) / 2);
            z -= step;
            if (Math.abs(step) <= 1e-9 * Math.max(1e-3, Math.abs(z))) {
                break;
            }
        }
        return z;
    }

    /** The value below which a share of the given size lies. */
    public static double lowerQuantile(double probability) {
        return -upperQuantile(probability);
    }

    /** {@code lowerTail(z) - 1/2}, for |z| up to 0.66. */
    private static double centre(double z) {
        double square = z * z;
        double numerator = A[4] * square;
        double denominator = square;
        for (int i = 0; i < 3; i++) {
            numerator = (numerator + A[i]) * square;
            denominator = (denominator + B[i]) * square;
        }
        return z * (numerator + A[3]) / (denominator + B[3]);
    }

    /** {@code upperTail(y) exp(y² / 2)}, for y above 0.66. */
    private static double scaledTail(double y) {
        if (y < ROOT_32) {
            double numerator = C[8] * y;
            double denominator = y;
            for (int i = 0; i < 7; i++) {
                numerator = (numerator + C[i]) * y;
                denominator = (denominator + D[i]) * y;
            }
            return (numerator + C[7]) / (denominator + D[7]);
        }
        double square = 1 / (y * y);
        double numerator = P[5] * square;
        double denominator = square;
        for (int i = 0; i < 4; i++) {
            numerator = (numerator + P[i]) * square;
            denominator = (denominator + Q[i]) * square;
        }
        return (INVERSE_ROOT_TWO_PI - square * (numerator + P[4]) / (denominator + Q[4])) / y;
    }

    /** {@code exp(-y² / 2)} without the rounding error of the square: y is split into sixteenths and a rest. */
    private static double halfSquareExponential(double y) {
        if (y > 40) {
            return 0;
        }
        double sixteenths = Math.floor(y * 16) / 16;
        double rest = (y - sixteenths) * (y + sixteenths);
        return Math.exp(-sixteenths * sixteenths / 2) * Math.exp(-rest / 2);
    }
}
