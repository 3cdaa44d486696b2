package dev.candor.domain.assignment;

import static dev.candor.domain.assignment.Bucketing.bucket;
import static dev.candor.domain.assignment.Bucketing.threshold;

import dev.candor.domain.assignment.Assignment.Assigned;
import dev.candor.domain.assignment.Assignment.LeftOut;
import dev.candor.domain.assignment.Ruleset.Rule;
import dev.candor.domain.audience.Facts;
import dev.candor.domain.consent.Purpose;
import dev.candor.domain.experiment.Experience;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.experiment.VariantRole;
import java.util.Map;
import java.util.Optional;

/**
 * Which variant a unit gets, or why none: a pure function of the ruleset, the unit and this request. The snippet's
 * {@code decide.js} is the same function.
 */
public final class Assigner {

    private Assigner() {}

    /** The decision for one experiment of the ruleset. */
    public static Assignment assign(Ruleset ruleset, Rule rule, Visitor visitor) {
        Experiment experiment = rule.experiment();
        if (visitor.excluded()) {
            return new LeftOut(Reason.EXCLUDED_TRAFFIC);
        }
        String unit = visitor.units().get(experiment.unit());
        if (unit == null) {
            return new LeftOut(Reason.NO_UNIT);
        }
        if (!ruleset.consentPolicy().allows(experiment.unit(), visitor.consents())) {
            return new LeftOut(Reason.CONSENT_REQUIRED);
        }
        if (bucket(ruleset.holdoutSeed(), unit) < threshold(ruleset.holdoutShare())) {
            return new LeftOut(Reason.HELD_OUT);
        }
        // What the visitor declared is there only while they allow personalization, for audiences as for experiences.
        boolean mayPersonalize = visitor.consents().grants(Purpose.PERSONALIZATION);
        Facts facts =
                mayPersonalize ? visitor.facts() : new Facts(visitor.facts().context(), Map.of());
        if (experiment.audience() != null && !experiment.audience().holds(facts)) {
            return new LeftOut(Reason.NOT_IN_AUDIENCE);
        }
        long position = bucket(rule.layerSeed(), unit);
        if (!lies(position, rule.slice())) {
            boolean anothers = rule.taken().stream().anyMatch(slice -> lies(position, slice));
            return new LeftOut(anothers ? Reason.EXCLUDED_BY_LAYER : Reason.NOT_IN_TRAFFIC);
        }
        Variant variant = variant(experiment, bucket(rule.seed(), unit));
        return new Assigned(variant, experience(variant, facts));
    }

    /** The variant that owns a bucket; weights add up to 10,000. */
    public static Variant variant(Experiment experiment, long bucket) {
        int share = 0;
        for (Variant variant : experiment.variants()) {
            share += variant.weight();
            if (bucket < threshold(share)) {
                return variant;
            }
        }
        throw new IllegalArgumentException("the weights of " + experiment.key() + " do not add up");
    }

    private static Optional<Experience> experience(Variant variant, Facts facts) {
        if (variant.role() != VariantRole.PERSONALIZED) {
            return Optional.empty();
        }
        return variant.experiences().stream()
                .filter(e -> e.attributes().stream().anyMatch(facts.attributes()::containsKey)
                        && e.when().holds(facts))
                .findFirst();
    }

    private static boolean lies(long position, Slice slice) {
        return position >= threshold(slice.from()) && position < threshold(slice.to());
    }
}
