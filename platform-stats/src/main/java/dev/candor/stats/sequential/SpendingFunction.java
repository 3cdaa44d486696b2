package dev.candor.stats.sequential;

import dev.candor.stats.Require;
import dev.candor.stats.numeric.Normal;

/**
 * How much of alpha may have been used by the time a share of the planned information is in. Looks need not be planned:
 * only the share reached counts.
 *
 * @see <a href="https://doi.org/10.1093/biomet/70.3.659">Lan and DeMets (1983), Biometrika 70, 659-663</a>
 */
public sealed interface SpendingFunction {

    /**
     * The part of alpha spent.
     *
     * @param alpha what one side may spend in all, strictly between 0 and 1
     * @param fraction the share of the planned information that is in, above 0; beyond 1 nothing more is spent
     */
    double spent(double alpha, double fraction);

    /** Like O'Brien and Fleming: next to nothing early, {@code 2 - 2 Φ(z(alpha / 2) / √t)}. */
    record ObrienFlemingLike() implements SpendingFunction {
        @Override
        public double spent(double alpha, double fraction) {
            return 2 * Normal.upperTail(Normal.upperQuantile(alpha / 2) / Math.sqrt(Math.min(fraction, 1)));
        }
    }

    /** Like Pocock: alike at every look, {@code alpha log(1 + (e - 1) t)}. */
    record PocockLike() implements SpendingFunction {
        @Override
        public double spent(double alpha, double fraction) {
            return fraction >= 1 ? alpha : alpha * Math.log1p((Math.E - 1) * fraction);
        }
    }

    /**
     * The power family, {@code alpha t^exponent}.
     *
     * @param exponent above 0; 1 spends evenly, 3 resembles O'Brien and Fleming
     * @see <a href="https://doi.org/10.1093/biomet/74.1.149">Kim and DeMets (1987), Biometrika 74, 149-154</a>
     */
    record PowerFamily(double exponent) implements SpendingFunction {
        public PowerFamily {
            Require.positive("exponent", exponent);
        }

        @Override
        public double spent(double alpha, double fraction) {
            return alpha * Math.pow(Math.min(fraction, 1), exponent);
        }
    }

    /**
     * The family {@code alpha (1 - e^(-gamma t)) / (1 - e^(-gamma))}.
     *
     * @param gamma finite; -4 resembles O'Brien and Fleming, 0 spends evenly, 1 resembles Pocock
     * @see <a href="https://doi.org/10.1002/sim.4780091207">Hwang, Shih and De Cani (1990), Statistics in Medicine 9,
     *     1439-1445</a>
     */
    record HwangShihDecani(double gamma) implements SpendingFunction {
        public HwangShihDecani {
            Require.finite("gamma", gamma);
        }

        @Override
        public double spent(double alpha, double fraction) {
            double t = Math.min(fraction, 1);
            if (gamma == 0) {
                return alpha * t;
            }
            double size = Math.abs(gamma);
            double share = Math.expm1(-size * t) / Math.expm1(-size);
            return gamma > 0 ? alpha * share : alpha * share * Math.exp(-size * (1 - t));
        }
    }
}
