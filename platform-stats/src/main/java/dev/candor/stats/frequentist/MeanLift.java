package dev.candor.stats.frequentist;

import static dev.candor.stats.StatisticsException.Code.ZERO_BASELINE;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.ConfidenceSet;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Lift;
import dev.candor.stats.estimate.Moments;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.numeric.StudentT;
import dev.candor.stats.sample.MeanSample;
import java.util.Optional;

/**
 * Relative difference of two means, {@code (m2 - m1) / |m1|}.
 *
 * @param delta by the delta method, {@code SE² = V2 / m1² + m2² V1 / m1⁴}, with Student's t
 * @param degrees of freedom of {@code delta}: Welch's for the absolute difference
 * @param log the interval formed on the log of the ratio; empty unless both means are positive
 * @param fieller exact for a ratio of Normal estimates; not an interval when the baseline is too uncertain
 */
public record MeanLift(Lift delta, double degrees, Optional<LogInterval> log, ConfidenceSet fieller) {

    /** An interval formed on the log scale, with the degrees of freedom that belong to it. */
    public record LogInterval(Interval interval, double degrees) {}

    /**
     * The lift of treatment over control.
     *
     * @throws dev.candor.stats.StatisticsException as {@link WelchComparison#of}, and {@code ZERO_BASELINE} if the control
     *     mean is zero
     */
    public static MeanLift of(MeanSample control, MeanSample treatment, Confidence confidence) {
        Require.atLeast(2, "control.visitors", control.visitors());
        Require.atLeast(2, "treatment.visitors", treatment.visitors());
        Moments first = WelchComparison.moments(control);
        Moments second = WelchComparison.moments(treatment);
        requireBaseline(first);
        double difference = WelchComparison.difference(control, treatment);
        return of(new WelchComparison(first, second, difference, confidence));
    }

    /** The lift of a comparison of anything that behaves like a mean. */
    public static MeanLift of(WelchComparison comparison) {
        Moments first = comparison.control();
        Moments second = comparison.treatment();
        requireBaseline(first);
        double quantile = comparison.confidence().studentQuantile(comparison.degrees());
        return new MeanLift(
                delta(comparison),
                comparison.degrees(),
                log(first, second, comparison.confidence()),
                Fieller.lift(
                        first.mean(),
                        second.mean(),
                        comparison.difference(),
                        first.standardError(),
                        second.standardError(),
                        quantile));
    }

    /** The lift by the delta method alone. */
    static Lift delta(WelchComparison comparison) {
        double m1 = comparison.control().mean();
        requireBaseline(comparison.control());
        double lift = comparison.difference() / Math.abs(m1);
        double ratio = comparison.treatment().mean() / m1;
        double standardError = Math.hypot(
                comparison.treatment().standardError() / m1,
                ratio * (comparison.control().standardError() / m1));
        double degrees = comparison.degrees();
        return new Lift(
                lift,
                standardError,
                Interval.around(lift, comparison.confidence().studentQuantile(degrees) * standardError),
                twoSided(lift, standardError, degrees));
    }

    /** A standard error of zero, with the treatment constant at zero and control varying, leaves only the sign. */
    private static Probability twoSided(double lift, double standardError, double degrees) {
        return new Probability(standardError == 0 ? 0 : StudentT.bothTails(lift / standardError, degrees));
    }

    private static Optional<LogInterval> log(Moments first, Moments second, Confidence confidence) {
        if (first.mean() <= 0 || second.mean() <= 0) {
            return Optional.empty();
        }
        double error1 = first.standardError() / first.mean();
        double error2 = second.standardError() / second.mean();
        double degrees = WelchComparison.degrees(error1 * error1, first.visitors(), error2 * error2, second.visitors());
        double halfWidth = confidence.studentQuantile(degrees) * Math.hypot(error1, error2);
        double ratio = second.mean() / first.mean();
        return Optional.of(new LogInterval(
                new Interval(ratio * Math.exp(-halfWidth) - 1, ratio * Math.exp(halfWidth) - 1), degrees));
    }

    private static void requireBaseline(Moments control) {
        Require.that(
                control.mean() != 0,
                ZERO_BASELINE,
                "control.mean",
                control.mean(),
                "a relative difference needs a baseline other than 0");
    }
}
