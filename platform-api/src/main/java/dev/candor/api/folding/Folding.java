package dev.candor.api.folding;

import dev.candor.api.eventstore.Journey;
import dev.candor.domain.journey.Contribution;
import dev.candor.domain.journey.ExperimentDefinition;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What came of folding one journey: a contribution, none, or a fault, with which the unit is set aside and adds nothing.
 *
 * @param fault why it cannot be folded; empty when it can
 */
record Folding(Optional<Contribution> contribution, Optional<String> fault) {

    private static final Logger LOG = Logger.getLogger(Folding.class);

    static Folding of(ExperimentDefinition definition, Journey journey) {
        if (journey.fault() != null) {
            return new Folding(Optional.empty(), Optional.of(journey.fault()));
        }
        try {
            return new Folding(Contribution.of(definition, journey.events()), Optional.empty());
        } catch (RuntimeException e) {
            // One journey that cannot be folded must not hold up the others.
            LOG.errorf(e, "a unit of %s is set aside", definition.experiment());
            return new Folding(
                    Optional.empty(),
                    Optional.of("folding it failed: " + e.getClass().getSimpleName()));
        }
    }
}
