package dev.candor.domain.assignment;

import dev.candor.domain.audience.Condition;
import dev.candor.domain.consent.Consents;
import dev.candor.domain.consent.Purpose;
import dev.candor.domain.consent.UnitKind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of a decision, with the numbers that it compared, in the order in which the engine takes them. Buckets and
 * thresholds are out of {@link Bucketing#ALL}. The step that did not pass is the last.
 */
public sealed interface Step {

    /** Whether the unit goes on to the next step. */
    boolean passed();

    /** Is it time? From {@code opens}, until before {@code closes}; milliseconds since 1970, the ends of long for never. */
    record Time(boolean passed, long now, long opens, long closes) implements Step {}

    /** Is this a person, and not a bot, a preview or a prefetch? */
    record Person(boolean passed) implements Step {}

    /** Is there a unit of the experiment's kind? */
    record KnownUnit(boolean passed, UnitKind kind) implements Step {}

    /** Did the visitor allow what the site's policy needs for this kind of unit? */
    record Allowed(boolean passed, Set<Purpose> needed, Consents consents) implements Step {}

    /** Is the unit outside the site's holdout? Held out are the buckets below {@code below}. */
    record Holdout(boolean passed, long bucket, long below) implements Step {}

    /** Is the unit's place in the layer free of other experiments? */
    record Layer(boolean passed, long bucket) implements Step {}

    /** Does the unit lie in the experiment's slice of the layer, {@code [from, to)}? */
    record Traffic(boolean passed, long bucket, long from, long to) implements Step {}

    /**
     * Does the rule over the request hold?
     *
     * @param audience null for everybody
     */
    record Audience(boolean passed, @Nullable Condition audience) implements Step {}

    /**
     * Does the unit keep what an earlier phase gave? Only for a sticky experiment, and only for a client that remembers.
     * Whatever the answer, it goes on.
     */
    record Kept(boolean believed, Carried carried) implements Step {
        @Override
        public boolean passed() {
            return true;
        }
    }

    /**
     * Which variant owns the unit's bucket?
     *
     * @param below for each variant, in their order, the first bucket beyond it
     */
    record Drawn(long bucket, int phase, List<Long> below, String variant) implements Step {
        public Drawn {
            below = List.copyOf(below);
        }

        @Override
        public boolean passed() {
            return true;
        }
    }

    /**
     * Which experience of a personalized variant?
     *
     * @param allowed whether the visitor allowed personalization; otherwise it is the variant's own
     * @param index   of the experience; -1 for the variant's own
     */
    record Picked(boolean allowed, int index) implements Step {
        @Override
        public boolean passed() {
            return true;
        }
    }
}
