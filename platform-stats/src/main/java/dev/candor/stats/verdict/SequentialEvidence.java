package dev.candor.stats.verdict;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Alternative;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.sequential.ConfidenceSequence;
import dev.candor.stats.sequential.ConfidenceSequence.Reading;
import dev.candor.stats.sequential.ConfidenceSequence.Tuning;
import dev.candor.stats.verdict.TrustEvidence.Baseline;

/**
 * Evidence that may be read at every look, from confidence sequences: each interval and each p-value holds at all times at once.
 * One-sided p-values are half the two-sided ones, so that a claim stands exactly when the interval excludes its threshold. (In a
 * group-sequential plan no such sequence is needed: give {@link Look} the nominal level of the look, and mark the ordinary
 * evidence {@code validAtAnyLook()}.)
 *
 * @param visitors in both variants together, at least one; show nothing below
 *     {@link ConfidenceSequence#FEWEST_VISITORS_PER_VARIANT} in a variant
 * @param tuningVisitors at about how many visitors the interval is to be narrowest, chosen before the start
 * @param look the plan; its level is kept over all looks
 */
public record SequentialEvidence(long visitors, long tuningVisitors, Look look) {
    public SequentialEvidence {
        Require.atLeast(1, "visitors", Require.count("visitors", visitors));
        Require.valid(tuningVisitors >= 1, "tuningVisitors", tuningVisitors, "must be at least 1");
    }

    /**
     * Of the primary metric.
     *
     * @param difference personalized minus privacy-first, in the metric's unit
     * @param standardError of the difference, above 0
     */
    public PrimaryEvidence primary(double difference, double standardError) {
        double epsilon = look.smallestWorthwhileLift();
        ConfidenceSequence narrow = sequence(look.twiceTheError().alpha());
        Probability aboveMinus = above(narrow, difference, standardError, -epsilon);
        Probability belowPlus = below(narrow, difference, standardError, epsilon);
        ConfidenceSequence sequence = sequence(look.level().alpha());
        return new PrimaryEvidence(
                difference,
                interval(sequence, difference, standardError),
                interval(narrow, difference, standardError),
                above(sequence, difference, standardError, 0),
                below(sequence, difference, standardError, 0),
                aboveMinus.compareTo(belowPlus) > 0 ? aboveMinus : belowPlus,
                Validity.AT_ANY_LOOK);
    }

    /**
     * Of a guardrail or trust metric.
     *
     * @param metric its key
     * @param harm personalized minus privacy-first, more being worse, in the metric's unit
     * @param standardError of the harm, above 0
     * @param margin delta, above 0
     */
    public TrustEvidence trust(String metric, double harm, double standardError, double margin, Baseline baseline) {
        ConfidenceSequence sequence = sequence(look.level().alpha());
        return new TrustEvidence(
                metric,
                harm,
                interval(sequence, harm, standardError),
                margin,
                baseline,
                below(sequence, harm, standardError, margin),
                above(sequence, harm, standardError, baseline.threshold(margin)),
                Validity.AT_ANY_LOOK);
    }

    private ConfidenceSequence sequence(double alpha) {
        return new ConfidenceSequence(alpha, tuningVisitors, Alternative.TWO_SIDED, Tuning.APPROXIMATE);
    }

    private Interval interval(ConfidenceSequence sequence, double estimate, double standardError) {
        return sequence.at(estimate, standardError, visitors).interval();
    }

    private Probability above(ConfidenceSequence sequence, double estimate, double standardError, double threshold) {
        Reading reading = sequence.at(estimate - threshold, standardError, visitors);
        double half = reading.pValue().value() / 2;
        return new Probability(estimate > threshold ? half : 1 - half);
    }

    private Probability below(ConfidenceSequence sequence, double estimate, double standardError, double threshold) {
        return above(sequence, -estimate, standardError, -threshold);
    }
}
