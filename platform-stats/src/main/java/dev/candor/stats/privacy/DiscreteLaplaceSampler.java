package dev.candor.stats.privacy;

import java.math.BigInteger;
import java.util.Objects;
import java.util.Random;

/**
 * Draws whole-numbered Laplace noise exactly: {@code P(x) ∝ e^(-|x| numerator / denominator)}, by comparing whole random numbers
 * alone. Sums of doubles would leave holes in the distribution by which the noise can be told from the truth.
 *
 * @see <a href="https://arxiv.org/abs/2004.00010">Canonne, Kamath and Steinke (2020), algorithms 1 and 2</a>
 * @see <a href="https://doi.org/10.1145/2382196.2382264">Mironov (2012), On significance of the least significant bits</a>
 */
public final class DiscreteLaplaceSampler {

    private final BigInteger numerator;
    private final BigInteger denominator;
    private final Random random;

    /**
     * Noise that falls by the factor {@code e^(-numerator / denominator)} with each step away from zero: for the privacy loss
     * {@code epsilon = a / b} and a count that one visitor changes by at most {@code s}, {@code a} over {@code b s}.
     *
     * @param random where the noise shall protect anybody, a {@link java.security.SecureRandom}
     * @throws IllegalArgumentException unless both are at least 1
     */
    public DiscreteLaplaceSampler(BigInteger numerator, BigInteger denominator, Random random) {
        if (numerator.signum() <= 0 || denominator.signum() <= 0) {
            throw new IllegalArgumentException("the rate must be above zero");
        }
        BigInteger common = numerator.gcd(denominator);
        this.numerator = numerator.divide(common);
        this.denominator = denominator.divide(common);
        this.random = Objects.requireNonNull(random);
    }

    /** The next draw, independent of those before. */
    public BigInteger next() {
        while (true) {
            BigInteger rest = below(denominator);
            if (!happens(rest, denominator)) {
                continue;
            }
            BigInteger whole = BigInteger.ZERO;
            while (happens(BigInteger.ONE, BigInteger.ONE)) {
                whole = whole.add(BigInteger.ONE);
            }
            BigInteger size = rest.add(denominator.multiply(whole)).divide(numerator);
            boolean negative = random.nextBoolean();
            if (!negative) {
                return size;
            }
            // Zero would come twice as often, once with each sign.
            if (size.signum() != 0) {
                return size.negate();
            }
        }
    }

    /** True with probability {@code e^(-above / under)}, for {@code above <= under}. */
    private boolean happens(BigInteger above, BigInteger under) {
        BigInteger trial = BigInteger.ONE;
        while (below(under.multiply(trial)).compareTo(above) < 0) {
            trial = trial.add(BigInteger.ONE);
        }
        return trial.testBit(0);
    }

    /** A whole number in {@code [0, bound)}, each alike: too large ones are drawn again. */
    private BigInteger below(BigInteger bound) {
        if (bound.equals(BigInteger.ONE)) {
            return BigInteger.ZERO;
        }
        int bits = bound.subtract(BigInteger.ONE).bitLength();
        BigInteger drawn = new BigInteger(bits, random);
        while (drawn.compareTo(bound) >= 0) {
            drawn = new BigInteger(bits, random);
        }
        return drawn;
    }
}
