package dev.candor.stats.frequentist;

import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.numeric.ExactSums;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.sample.ProportionSample;

/**
 * Interval for a difference of two rates from the Wilson limits of each; it keeps its coverage and its width when few or
 * none convert, where the Wald interval shrinks to a point. Its p-values are those of the interval that just touches a value.
 *
 * @see <a href="https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I">Newcombe (1998),
 *     Statistics in Medicine 17, 873-890, method 10</a>
 */
public final class NewcombeInterval {
    private static final double WIDEST = 40;

    private NewcombeInterval() {}

    /**
     * Interval for {@code treatment.rate() - control.rate()}.
     *
     * @param control at least one visitor
     * @param treatment at least one visitor
     * @param z the Normal quantile: 1.96 for 95 %
     */
    public static Interval of(ProportionSample control, ProportionSample treatment, double z) {
        double difference = difference(control, treatment);
        return new Interval(
                difference - reachBelow(control, treatment, z),
                difference + reachBelow(mirrored(control), mirrored(treatment), z));
    }

    /** The one-sided p-value of the claim that the difference lies above the threshold. */
    public static Probability above(ProportionSample control, ProportionSample treatment, double threshold) {
        return new Probability(Normal.upperTail(distance(control, treatment, threshold)));
    }

    /** The one-sided p-value of the claim that the difference lies below the threshold. */
    public static Probability below(ProportionSample control, ProportionSample treatment, double threshold) {
        return new Probability(Normal.lowerTail(distance(control, treatment, threshold)));
    }

    /** Treatment's rate minus control's, without cancellation. */
    static double difference(ProportionSample control, ProportionSample treatment) {
        return ExactSums.differenceOfMeans(
                control.visitors(), (double) control.conversions(),
                treatment.visitors(), (double) treatment.conversions());
    }

    /** The z of the interval that just touches the threshold; positive when the difference lies above it. */
    private static double distance(ProportionSample control, ProportionSample treatment, double threshold) {
        double difference = difference(control, treatment);
        double gap = difference - threshold;
        ProportionSample first = gap > 0 ? control : mirrored(control);
        ProportionSample second = gap > 0 ? treatment : mirrored(treatment);
        double low = 0;
        double high = WIDEST;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (reachBelow(first, second, middle) < Math.abs(gap)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.copySign(high, gap);
    }

    /** How far the lower limit lies below the difference. */
    private static double reachBelow(ProportionSample control, ProportionSample treatment, double z) {
        double treatmentDown = treatment.rate() - wilsonLower(treatment, z);
        double controlUp = control.complement() - wilsonLower(mirrored(control), z);
        return Math.hypot(treatmentDown, controlUp);
    }

    /** Wilson's lower limit of one rate; exactly zero when nobody converted. */
    static double wilsonLower(ProportionSample sample, double z) {
        double n = sample.visitors();
        double p = sample.rate();
        double square = z * z / n;
        double upperTimesScale =
                p + square / 2 + Math.abs(z) * Math.sqrt(p * sample.complement() / n + square / (4 * n));
        double productOfRoots = p * p;
        return z == 0 ? p : productOfRoots / upperTimesScale;
    }

    /** The same visitors with conversion and non-conversion exchanged. */
    private static ProportionSample mirrored(ProportionSample sample) {
        return new ProportionSample(sample.visitors(), sample.visitors() - sample.conversions());
    }
}
