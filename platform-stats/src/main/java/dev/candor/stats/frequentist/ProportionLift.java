package dev.candor.stats.frequentist;

import static dev.candor.stats.StatisticsException.Code.ZERO_BASELINE;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.ConfidenceSet;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.sample.ProportionSample;
import java.util.Optional;

/**
 * Relative difference of two conversion rates, {@code p2 / p1 - 1}: 0.05 is five percent more conversions per visitor.
 *
 * @param value the lift
 * @param standardError by the delta method, {@code sqrt(v2 / p1² + p2² v1 / p1⁴)} with {@code v = p (1 - p) / n}
 * @param delta {@code value ± z standardError}
 * @param log {@code p2 / p1 exp(± z sqrt(q1/x1 + q2/x2)) - 1}, Katz et al. 1978; empty if nobody converts in treatment
 * @param fieller exact for a ratio of Normal estimates; not an interval when the baseline is too uncertain
 */
public record ProportionLift(
        double value, double standardError, Interval delta, Optional<Interval> log, ConfidenceSet fieller) {

    /**
     * The lift of treatment over control.
     *
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} without visitors, {@code ZERO_BASELINE} if
     *     nobody converts in control
     */
    public static ProportionLift of(ProportionSample control, ProportionSample treatment, Confidence confidence) {
        Require.atLeast(1, "control.visitors", control.visitors());
        Require.atLeast(1, "treatment.visitors", treatment.visitors());
        Require.that(
                control.conversions() > 0,
                ZERO_BASELINE,
                "control.conversions",
                control.conversions(),
                "a relative difference needs a baseline above 0");
        double p1 = control.rate();
        double p2 = treatment.rate();
        double z = confidence.normalQuantile();
        double difference = NewcombeInterval.difference(control, treatment);
        double lift = difference / p1;
        double error1 = Math.sqrt(control.varianceOfRate());
        double error2 = Math.sqrt(treatment.varianceOfRate());
        double standardError = Math.hypot(error2 / p1, p2 / p1 * (error1 / p1));
        return new ProportionLift(
                lift,
                standardError,
                Interval.around(lift, z * standardError),
                log(control, treatment, z),
                Fieller.lift(p1, p2, difference, error1, error2, z));
    }

    private static Optional<Interval> log(ProportionSample control, ProportionSample treatment, double z) {
        if (treatment.conversions() == 0) {
            return Optional.empty();
        }
        double ratio = treatment.rate() / control.rate();
        double logError = Math.sqrt(
                control.complement() / control.conversions() + treatment.complement() / treatment.conversions());
        return Optional.of(new Interval(ratio * Math.exp(-z * logError) - 1, ratio * Math.exp(z * logError) - 1));
    }
}
