package dev.candor.domain.assignment;

import dev.candor.domain.assignment.Assignment.Assigned;
import dev.candor.domain.assignment.Assignment.LeftOut;
import dev.candor.domain.assignment.Rule.Arm;
import dev.candor.domain.assignment.Rule.Option;
import dev.candor.domain.audience.CompiledCondition;
import dev.candor.domain.consent.Purpose;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Phase;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.experiment.VariantRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which variant a unit gets, or why none: a pure function of the ruleset, the visitor and the rule. The snippet's
 * {@code decide.js} is the same function.
 *
 * <p>One of these decides for one visitor, experiment after experiment, in one thread: whether they may be counted and
 * whether they are held out is settled once for all experiments that count the same kind of unit. The answers stand
 * ready in the {@link Rule}, and so do the states of the hashes, thresholds and tests; a layer that the experiment has
 * to itself, and a holdout of nobody, are not hashed at all. So a decision costs about one hash and makes no garbage.
 *
 * <p>{@link #explain} takes the same steps and notes each; the two cannot differ.
 */
public final class Assigner {

    private static final LeftOut NOT_RUNNING = new LeftOut(Reason.NOT_RUNNING);
    private static final LeftOut EXCLUDED_TRAFFIC = new LeftOut(Reason.EXCLUDED_TRAFFIC);
    private static final LeftOut NO_UNIT = new LeftOut(Reason.NO_UNIT);
    private static final LeftOut CONSENT_REQUIRED = new LeftOut(Reason.CONSENT_REQUIRED);
    private static final LeftOut HELD_OUT = new LeftOut(Reason.HELD_OUT);
    private static final LeftOut EXCLUDED_BY_LAYER = new LeftOut(Reason.EXCLUDED_BY_LAYER);
    private static final LeftOut NOT_IN_TRAFFIC = new LeftOut(Reason.NOT_IN_TRAFFIC);
    private static final LeftOut NOT_IN_AUDIENCE = new LeftOut(Reason.NOT_IN_AUDIENCE);

    private final Ruleset ruleset;
    private final Visitor visitor;
    private final boolean mayPersonalize;

    /** What the visitor declared, while they allow personalization: for audiences as for experiences. */
    private final Map<String, Object> attributes;

    /** The kind of unit that was asked for last, and what is settled for it. */
    private @Nullable UnitKind kind;

    private @Nullable LeftOut gate;
    private String unit = "";

    public Assigner(Ruleset ruleset, Visitor visitor) {
        this.ruleset = ruleset;
        this.visitor = visitor;
        mayPersonalize = visitor.consents().grants(Purpose.PERSONALIZATION);
        attributes = mayPersonalize ? visitor.facts().attributes() : Map.of();
    }

    /** The decision for one visitor and one experiment of the ruleset. */
    public static Assignment assign(Ruleset ruleset, Rule rule, Visitor visitor) {
        return new Assigner(ruleset, visitor).assign(rule);
    }

    /** The decision for one experiment of the ruleset. */
    public Assignment assign(Rule rule) {
        return decide(rule, null);
    }

    /** The decision for one visitor and one experiment, with every step on the way. */
    public static Explanation explain(Ruleset ruleset, Rule rule, Visitor visitor) {
        List<Step> steps = new ArrayList<>();
        return new Explanation(new Assigner(ruleset, visitor).decide(rule, steps), steps);
    }

    /** The variant that owns a bucket in a phase of the experiment. */
    public static Variant variantAt(Experiment experiment, Phase phase, long bucket) {
        return experiment.variants().get(new Split(phase.weights()).indexOf(bucket));
    }

    private Assignment decide(Rule rule, @Nullable List<Step> trace) {
        boolean inTime = rule.opens() <= visitor.now() && visitor.now() < rule.closes();
        if (trace != null) {
            trace.add(new Step.Time(inTime, visitor.now(), rule.opens(), rule.closes()));
        }
        if (!inTime) {
            return NOT_RUNNING;
        }
        LeftOut stopped = gate(rule.experiment().unit(), trace);
        if (stopped == null) {
            stopped = outside(rule, trace);
        }
        if (stopped == null) {
            stopped = notAddressed(rule, trace);
        }
        return stopped != null ? stopped : draw(rule, trace);
    }

    /** What is the same for every experiment that counts this kind of unit: settled once, unless it is to be told. */
    private @Nullable LeftOut gate(UnitKind asked, @Nullable List<Step> trace) {
        if (asked != kind || trace != null) {
            kind = asked;
            gate = settle(asked, trace);
        }
        return gate;
    }

    private @Nullable LeftOut settle(UnitKind asked, @Nullable List<Step> trace) {
        if (trace != null) {
            trace.add(new Step.Person(!visitor.excluded()));
        }
        if (visitor.excluded()) {
            return EXCLUDED_TRAFFIC;
        }
        String known = visitor.units().get(asked);
        boolean nobody = known == null || known.isEmpty();
        if (trace != null) {
            trace.add(new Step.KnownUnit(!nobody, asked));
        }
        if (known == null || nobody) {
            return NO_UNIT;
        }
        unit = known;
        boolean allowed = ruleset.consentPolicy().allows(asked, visitor.consents());
        if (trace != null) {
            Set<Purpose> needed = ruleset.consentPolicy().needs().getOrDefault(asked, Set.of());
            trace.add(new Step.Allowed(allowed, needed, visitor.consents()));
        }
        if (!allowed) {
            return CONSENT_REQUIRED;
        }
        if (ruleset.holdoutBelow() == 0 && trace == null) {
            return null;
        }
        long bucket = ruleset.holdoutBucket(unit);
        boolean heldOut = bucket < ruleset.holdoutBelow();
        if (trace != null) {
            trace.add(new Step.Holdout(!heldOut, bucket, ruleset.holdoutBelow()));
        }
        return heldOut ? HELD_OUT : null;
    }

    private @Nullable LeftOut outside(Rule rule, @Nullable List<Step> trace) {
        if (rule.ownsWholeLayer() && trace == null) {
            return null;
        }
        long bucket = rule.layerBucket(unit);
        boolean inside = rule.owns(bucket);
        boolean anothers = !inside && rule.isTaken(bucket);
        if (trace != null) {
            trace.add(new Step.Layer(!anothers, bucket));
            if (!anothers) {
                trace.add(new Step.Traffic(inside, bucket, rule.sliceFrom(), rule.sliceTo()));
            }
        }
        return inside ? null : anothers ? EXCLUDED_BY_LAYER : NOT_IN_TRAFFIC;
    }

    private @Nullable LeftOut notAddressed(Rule rule, @Nullable List<Step> trace) {
        CompiledCondition audience = rule.audience();
        boolean addressed = audience == null || audience.holds(visitor.facts().context(), attributes);
        if (trace != null) {
            trace.add(new Step.Audience(addressed, rule.experiment().audience()));
        }
        return addressed ? null : NOT_IN_AUDIENCE;
    }

    private Assignment draw(Rule rule, @Nullable List<Step> trace) {
        long bucket = rule.variantBucket(unit);
        Carried kept = rule.experiment().sticky() ? kept(rule, bucket, trace) : null;
        int phase = kept == null ? rule.phase() : kept.phase();
        Split split = rule.split(phase);
        Arm arm = rule.arm(split.indexOf(bucket));
        if (trace != null) {
            trace.add(new Step.Drawn(bucket, phase, split.below(), arm.variant.key()));
        }
        Assigned answer = experience(arm, trace);
        return kept == null ? answer : new Assigned(answer.variant(), answer.experience(), Reason.STICKY, phase);
    }

    /** What the client carries from an earlier phase, if that phase's weights really give it. */
    private @Nullable Carried kept(Rule rule, long bucket, @Nullable List<Step> trace) {
        for (Carried carried : visitor.carried()) {
            if (carried.experiment().equals(rule.experiment().key())) {
                boolean believed = rule.isEarlier(carried.phase())
                        && rule.arm(rule.split(carried.phase()).indexOf(bucket))
                                .variant
                                .key()
                                .equals(carried.variant());
                if (trace != null) {
                    trace.add(new Step.Kept(believed, carried));
                }
                if (believed) {
                    return carried;
                }
            }
        }
        return null;
    }

    private Assigned experience(Arm arm, @Nullable List<Step> trace) {
        int picked = mayPersonalize ? pick(arm.options) : -1;
        if (trace != null && arm.variant.role() == VariantRole.PERSONALIZED) {
            trace.add(new Step.Picked(mayPersonalize, picked));
        }
        return picked < 0 ? arm.plain : arm.options[picked].answer;
    }

    /** The first experience whose rule holds, and not for want of what it looks at; -1 for none. */
    private int pick(Option[] options) {
        for (int i = 0; i < options.length; i++) {
            if (options[i].looksAtOneOf(attributes)
                    && options[i].when.holds(visitor.facts().context(), attributes)) {
                return i;
            }
        }
        return -1;
    }
}
