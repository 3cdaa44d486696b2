package dev.candor.stats.verdict;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.frequentist.NewcombeInterval;
import dev.candor.stats.frequentist.WelchComparison;
import dev.candor.stats.numeric.StudentT;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.ProportionSample;

/**
 * What is known of {@code d = personalized - privacy first} on the primary metric, more being better.
 *
 * @param difference the estimate of d, in the metric's unit
 * @param interval of d at the level of the look: 95 %, so that each bound is one-sided 97.5 %
 * @param narrowInterval of d at twice the alpha: 90 %, for equivalence by two one-sided tests
 * @param better one-sided p-value of the claim d > 0
 * @param worse one-sided p-value of the claim d < 0
 * @param negligible p-value of the claim that d lies inside plus or minus epsilon
 * @param validity when the interval may be read
 */
public record PrimaryEvidence(
        double difference,
        Interval interval,
        Interval narrowInterval,
        Probability better,
        Probability worse,
        Probability negligible,
        Validity validity) {
    public PrimaryEvidence {
        Require.finite("difference", difference);
    }

    /** Of two conversion rates, by Newcombe's interval and the p-values that belong to it. */
    public static PrimaryEvidence of(ProportionSample privacyFirst, ProportionSample personalized, Look look) {
        Require.atLeast(1, "privacyFirst.visitors", privacyFirst.visitors());
        Require.atLeast(1, "personalized.visitors", personalized.visitors());
        double epsilon = look.smallestWorthwhileLift();
        return new PrimaryEvidence(
                personalized.rate() - privacyFirst.rate(),
                NewcombeInterval.of(privacyFirst, personalized, look.level().normalQuantile()),
                NewcombeInterval.of(
                        privacyFirst, personalized, look.twiceTheError().normalQuantile()),
                NewcombeInterval.above(privacyFirst, personalized, 0),
                NewcombeInterval.below(privacyFirst, personalized, 0),
                larger(
                        NewcombeInterval.above(privacyFirst, personalized, -epsilon),
                        NewcombeInterval.below(privacyFirst, personalized, epsilon)),
                Validity.AT_HORIZON);
    }

    /** Of two means, by Welch's test. */
    public static PrimaryEvidence of(MeanSample privacyFirst, MeanSample personalized, Look look) {
        return of(WelchComparison.of(privacyFirst, personalized, look.level()), look);
    }

    /** Of anything compared as means are: ratios, CUPED-adjusted means, quantiles. */
    public static PrimaryEvidence of(WelchComparison comparison, Look look) {
        double difference = comparison.difference();
        double error = comparison.standardError();
        double degrees = comparison.degrees();
        double epsilon = look.smallestWorthwhileLift();
        return new PrimaryEvidence(
                difference,
                comparison.interval(look.level()),
                comparison.interval(look.twiceTheError()),
                comparison.pValues().greater(),
                comparison.pValues().less(),
                larger(
                        new Probability(StudentT.upperTail((difference + epsilon) / error, degrees)),
                        new Probability(StudentT.lowerTail((difference - epsilon) / error, degrees))),
                Validity.AT_HORIZON);
    }

    private static Probability larger(Probability one, Probability other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** The same numbers, made with a boundary or a sequence that holds at every look. */
    public PrimaryEvidence validAtAnyLook() {
        return new PrimaryEvidence(
                difference, interval, narrowInterval, better, worse, negligible, Validity.AT_ANY_LOOK);
    }
}
