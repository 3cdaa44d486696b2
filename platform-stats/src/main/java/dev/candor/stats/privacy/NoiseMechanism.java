package dev.candor.stats.privacy;

import dev.candor.stats.Require;
import dev.candor.stats.numeric.Normal;

/**
 * Noise added to a count before it leaves the server, so that one visitor more or less cannot be told. All kinds have mean
 * zero; the variance is what the intervals must be widened by.
 */
public sealed interface NoiseMechanism {

    /** The variance of the noise, in squared units of the count. */
    double variance();

    /**
     * The half width that the noise stays within with probability {@code 1 - alpha} or more.
     *
     * @param alpha strictly between 0 and 1
     */
    double halfWidth(double alpha);

    /**
     * Laplace noise of scale {@code b = sensitivity / epsilon}: variance {@code 2 b²}, half width {@code b log(1 / alpha)}.
     *
     * @param sensitivity by how much one visitor can change the count, above 0
     * @param epsilon the privacy loss, above 0
     * @see <a href="https://doi.org/10.1007/11681878_14">Dwork, McSherry, Nissim and Smith (2006)</a>
     */
    record Laplace(double sensitivity, double epsilon) implements NoiseMechanism {
        public Laplace {
            Require.positive("sensitivity", sensitivity);
            Require.positive("epsilon", epsilon);
        }

        /** The mean absolute noise. */
        public double scale() {
            return sensitivity / epsilon;
        }

        @Override
        public double variance() {
            return 2 * scale() * scale();
        }

        @Override
        public double halfWidth(double alpha) {
            return -scale() * Math.log(Require.openUnit("alpha", alpha));
        }

        /** The privacy loss in concentrated terms is at most {@code epsilon² / 2}. */
        public double rhoUpperBound() {
            return epsilon * epsilon / 2;
        }
    }

    /**
     * Whole-numbered Laplace noise: {@code P(x) = (1 - r) / (1 + r) r^|x|} with {@code r = e^(-epsilon / sensitivity)};
     * variance {@code 2 r / (1 - r)²}.
     *
     * @param sensitivity by how much one visitor can change the count, a whole number of at least 1
     * @param epsilon the privacy loss, above 0
     */
    record DiscreteLaplace(double sensitivity, double epsilon) implements NoiseMechanism {
        public DiscreteLaplace {
            requireWhole(sensitivity);
            Require.positive("epsilon", epsilon);
        }

        /** {@code sensitivity / epsilon}. */
        public double scale() {
            return sensitivity / epsilon;
        }

        @Override
        public double variance() {
            double away = -Math.expm1(-epsilon / sensitivity);
            return 2 * Math.exp(-epsilon / sensitivity) / away / away;
        }

        /** The smallest whole m with {@code 2 r^(m + 1) / (1 + r) <= alpha}. */
        @Override
        public double halfWidth(double alpha) {
            Require.openUnit("alpha", alpha);
            double rate = epsilon / sensitivity;
            double logOdds = Math.log(2 / (1 + Math.exp(-rate)) / alpha);
            double m = Math.max(0, Math.ceil(logOdds / rate - 1));
            boolean oneTooMany = m > 0 && logOdds <= m * rate;
            boolean oneTooFew = logOdds > (m + 1) * rate;
            return oneTooMany ? m - 1 : oneTooFew ? m + 1 : m;
        }

        /** The privacy loss in concentrated terms is at most {@code epsilon² / 2}. */
        public double rhoUpperBound() {
            return epsilon * epsilon / 2;
        }
    }

    /**
     * Normal noise with {@code sigma² = sensitivity² / (2 rho)}.
     *
     * @param sensitivity by how much one visitor can change the count, above 0
     * @param rho the privacy loss in concentrated terms, above 0
     * @see <a href="https://arxiv.org/abs/1605.02065">Bun and Steinke (2016), Concentrated differential privacy</a>
     */
    record Gaussian(double sensitivity, double rho) implements NoiseMechanism {
        public Gaussian {
            Require.positive("sensitivity", sensitivity);
            Require.positive("rho", rho);
        }

        /** The standard deviation. */
        public double scale() {
            return sensitivity / Math.sqrt(2 * rho);
        }

        @Override
        public double variance() {
            return scale() * scale();
        }

        @Override
        public double halfWidth(double alpha) {
            return scale() * Normal.upperQuantile(Require.openUnit("alpha", alpha) / 2);
        }

        /** The epsilon that holds except with probability delta: {@code rho + 2 √(rho log(1 / delta))}. */
        public double epsilonAt(double delta) {
            return rho + 2 * Math.sqrt(-rho * Math.log(Require.openUnit("delta", delta)));
        }
    }

    /**
     * Whole-numbered Normal noise: weights {@code exp(-x² / (2 sigma²))} with {@code sigma² = sensitivity² / (2 rho)}. Its
     * variance is below sigma², noticeably so for sigma below 1.
     *
     * @param sensitivity by how much one visitor can change the count, a whole number of at least 1
     * @param rho the privacy loss in concentrated terms, above 0
     * @see <a href="https://arxiv.org/abs/2004.00010">Canonne, Kamath and Steinke (2020), The discrete Gaussian</a>
     */
    record DiscreteGaussian(double sensitivity, double rho) implements NoiseMechanism {
        public DiscreteGaussian {
            requireWhole(sensitivity);
            Require.positive("rho", rho);
        }

        /** Sigma, close to the standard deviation. */
        public double scale() {
            return sensitivity / Math.sqrt(2 * rho);
        }

        @Override
        public double variance() {
            return new WholeNormal(scale()).variance();
        }

        /** The smallest whole m with {@code P(|X| > m) <= alpha}. */
        @Override
        public double halfWidth(double alpha) {
            return new WholeNormal(scale()).halfWidth(Require.openUnit("alpha", alpha));
        }

        /** The epsilon that holds except with probability delta: {@code rho + 2 √(rho log(1 / delta))}. */
        public double epsilonAt(double delta) {
            return new Gaussian(sensitivity, rho).epsilonAt(delta);
        }
    }

    private static void requireWhole(double sensitivity) {
        Require.positive("sensitivity", sensitivity);
        Require.valid(Math.rint(sensitivity) == sensitivity, "sensitivity", sensitivity, "must be a whole number");
    }
}
