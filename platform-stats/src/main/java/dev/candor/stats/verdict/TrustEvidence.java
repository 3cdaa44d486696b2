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
 * What is known of the harm {@code h = personalized - privacy first} in one guardrail or trust metric, more being worse:
 * opt-outs, withdrawals, complaints. For a metric where more is better, exchange the samples.
 *
 * @param metric its key
 * @param harm the estimate of h, in the metric's unit
 * @param interval of h at the level of the look: 95 %, so that the upper bound is one-sided 97.5 %
 * @param margin delta, above 0, in the metric's unit: how much harm the plan tolerates
 * @param baseline whether harm is claimed beyond 0 or beyond delta
 * @param tolerable one-sided p-value of the claim h < delta
 * @param harmful one-sided p-value of the claim h > 0, or h > delta where the baseline is zero by construction
 * @param validity when the interval may be read
 */
public record TrustEvidence(
        String metric,
        double harm,
        Interval interval,
        double margin,
        Baseline baseline,
        Probability tolerable,
        Probability harmful,
        Validity validity) {
    public TrustEvidence {
        Require.finite("harm", harm);
        Require.positive("margin", margin);
    }

    /** What the metric can be in the privacy-first variant. */
    public enum Baseline {
        /** Anything: harm is claimed beyond 0. */
        FREE,
        /** Zero by construction, as withdrawals where nothing was given: harm is claimed only beyond delta. */
        ZERO_BY_CONSTRUCTION;

        /** The harm that must be exceeded before harm is claimed. */
        double threshold(double margin) {
            return this == FREE ? 0 : margin;
        }
    }

    /** Of two rates of harmful events, by Newcombe's interval and the p-values that belong to it. */
    public static TrustEvidence of(
            String metric,
            ProportionSample privacyFirst,
            ProportionSample personalized,
            double margin,
            Baseline baseline,
            Look look) {
        Require.positive("margin", margin);
        Require.atLeast(1, "privacyFirst.visitors", privacyFirst.visitors());
        Require.atLeast(1, "personalized.visitors", personalized.visitors());
        return new TrustEvidence(
                metric,
                personalized.rate() - privacyFirst.rate(),
                NewcombeInterval.of(privacyFirst, personalized, look.level().normalQuantile()),
                margin,
                baseline,
                NewcombeInterval.below(privacyFirst, personalized, margin),
                NewcombeInterval.above(privacyFirst, personalized, baseline.threshold(margin)),
                Validity.AT_HORIZON);
    }

    /** Of two means, such as complaints per visitor, by Welch's test. */
    public static TrustEvidence of(
            String metric,
            MeanSample privacyFirst,
            MeanSample personalized,
            double margin,
            Baseline baseline,
            Look look) {
        return of(metric, WelchComparison.of(privacyFirst, personalized, look.level()), margin, baseline);
    }

    /** Of anything compared as means are; the level is the comparison's. */
    public static TrustEvidence of(String metric, WelchComparison comparison, double margin, Baseline baseline) {
        Require.positive("margin", margin);
        double harm = comparison.difference();
        double error = comparison.standardError();
        double degrees = comparison.degrees();
        double threshold = baseline.threshold(margin);
        return new TrustEvidence(
                metric,
                harm,
                comparison.interval(),
                margin,
                baseline,
                new Probability(StudentT.lowerTail((harm - margin) / error, degrees)),
                new Probability(StudentT.upperTail((harm - threshold) / error, degrees)),
                Validity.AT_HORIZON);
    }

    /** The same numbers, made with a boundary or a sequence that holds at every look. */
    public TrustEvidence validAtAnyLook() {
        return new TrustEvidence(metric, harm, interval, margin, baseline, tolerable, harmful, Validity.AT_ANY_LOOK);
    }

    /** The harm that must be exceeded before harm is claimed: 0, or delta. */
    public double harmThreshold() {
        return baseline.threshold(margin);
    }
}
