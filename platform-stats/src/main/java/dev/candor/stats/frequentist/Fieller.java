package dev.candor.stats.frequentist;

import dev.candor.stats.estimate.ConfidenceSet;

/**
 * Fieller's confidence set for a relative difference: the lifts {@code r} for which {@code m2 - (1 + r) m1} is within z
 * standard errors of zero. Solved for the lift itself, since the root for the ratio minus one would cancel.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1954.tb00159.x">Fieller (1954), JRSS B 16, 175-185</a>
 */
final class Fieller {
    private Fieller() {}

    /**
     * @param mean1 of control, not zero
     * @param mean2 of treatment
     * @param difference {@code mean2 - mean1}, formed without cancellation
     * @param error1 standard error of the control mean
     * @param error2 standard error of the treatment mean
     * @param quantile z or t
     * @return the set for {@code difference / |mean1|}
     */
    static ConfidenceSet lift(
            double mean1, double mean2, double difference, double error1, double error2, double quantile) {
        double d = difference / mean1;
        double ratio = mean2 / mean1;
        double u1 = square(error1 / mean1);
        double u2 = square(error2 / mean1);
        double z2 = quantile * quantile;
        double a = 1 - z2 * u1;
        double b = d + z2 * u1;
        double discriminant = u2 + u1 * ratio * ratio - z2 * u1 * u2;
        if (a == 0 || discriminant < 0 || (a < 0 && discriminant == 0)) {
            return new ConfidenceSet.Everything();
        }
        double spread = Math.abs(quantile) * Math.sqrt(discriminant);
        ConfidenceSet set = ConfidenceSet.of(a > 0, (b - spread) / a, (b + spread) / a);
        return mean1 < 0 ? set.negated() : set;
    }

    private static double square(double x) {
        return x * x;
    }
}
