package dev.candor.api.authoring;

import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.actor.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whether a second pair of eyes is needed: with {@code candor.approval.required}, whoever edited a draft last does not
 * start it. A token is somebody of its own.
 */
@ApplicationScoped
class Approval {

    private final Provider<Boolean> required;
    private final ExperimentCatalog catalog;

    Approval(
            @ConfigProperty(name = "candor.approval.required", defaultValue = "false") Provider<Boolean> required,
            ExperimentCatalog catalog) {
        this.required = required;
        this.catalog = catalog;
    }

    /** Who must leave the start to somebody else; empty when everybody may start it. */
    Optional<String> author(KeptExperiment kept) {
        return required.get() ? catalog.editorOf(kept.id()) : Optional.empty();
    }

    /** @throws ProblemException APPROVAL_REQUIRED when {@code actor} edited it last */
    void require(KeptExperiment kept, Actor actor) {
        boolean own = author(kept).filter(actor.name()::equals).isPresent();
        if (own && !actor.equals(Actor.SYSTEM)) {
            throw new ProblemException(
                    ProblemType.APPROVAL_REQUIRED,
                    actor.name() + " edited this draft last, so another editor must look at it and start it");
        }
    }
}
