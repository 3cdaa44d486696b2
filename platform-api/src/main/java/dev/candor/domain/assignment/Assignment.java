package dev.candor.domain.assignment;

import dev.candor.domain.experiment.Content;
import dev.candor.domain.experiment.Experience;
import dev.candor.domain.experiment.Variant;
import java.util.Optional;

/** The answer for one unit and one experiment. */
public sealed interface Assignment {

    Reason reason();

    /**
     * The unit has a variant.
     *
     * @param experience what it meets beyond the variant's default, chosen by what the visitor declared
     * @param reason     assigned, sticky or forced
     * @param phase      whose weights gave the variant; what a client carries
     */
    record Assigned(Variant variant, Optional<Experience> experience, Reason reason, int phase) implements Assignment {

        /** Whether something about the visitor was used. */
        public boolean personalized() {
            return experience.isPresent();
        }

        /** What the visitor meets. */
        public Content content() {
            return experience.map(Experience::content).orElse(variant.content());
        }
    }

    /** The unit has none and is not counted. */
    record LeftOut(Reason reason) implements Assignment {}
}
