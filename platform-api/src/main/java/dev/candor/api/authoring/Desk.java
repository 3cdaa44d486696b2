package dev.candor.api.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.audit.Audit;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.experiment.LifecycleStep;
import dev.candor.domain.experiment.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** What every change of an experiment has in common: found and locked before, audited and announced after. */
@ApplicationScoped
class Desk {

    private final Sites sites;
    private final SiteCatalog siteCatalog;
    private final ExperimentCatalog catalog;
    private final Audit audit;
    private final Clock clock;

    Desk(Sites sites, SiteCatalog siteCatalog, ExperimentCatalog catalog, Audit audit, Clock clock) {
        this.sites = sites;
        this.siteCatalog = siteCatalog;
        this.catalog = catalog;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws ProblemException NOT_FOUND */
    Site site(String key) {
        return sites.get(key);
    }

    /** The site of an experiment. */
    Site site(int id) {
        return siteCatalog.all().stream()
                .filter(site -> site.id() == id)
                .findFirst()
                .orElseThrow();
    }

    /** @throws ProblemException NOT_FOUND */
    KeptExperiment find(Site site, String key) {
        return catalog.find(site.id(), key).orElseThrow(Desk::unknown);
    }

    /**
     * The experiment, which nobody else changes until the transaction ends.
     *
     * @throws ProblemException NOT_FOUND, or IMPOSSIBLE_STEP when it has not the status that {@code step} takes
     */
    KeptExperiment locked(Site site, String key, LifecycleStep step) {
        KeptExperiment kept = catalog.lock(site.id(), key).orElseThrow(Desk::unknown);
        if (!step.isPossibleIn(kept.status())) {
            throw new ProblemException(ProblemType.IMPOSSIBLE_STEP, step.refusal(kept.status()));
        }
        return kept;
    }

    /**
     * As {@link #locked(Site, String, LifecycleStep)}, for an edit that was made from {@code revision}.
     *
     * @throws ProblemException also STALE_REVISION
     */
    KeptExperiment locked(Site site, String key, long revision, LifecycleStep step) {
        KeptExperiment kept = catalog.lock(site.id(), key).orElseThrow(Desk::unknown);
        if (kept.revision() != revision) {
            throw new ProblemException(
                    ProblemType.STALE_REVISION, "the experiment is now at revision " + kept.revision());
        }
        return locked(site, key, step);
    }

    /** What the other experiments of its layer hold. */
    List<Slice> taken(Site site, KeptExperiment kept) {
        return catalog.live(site.id()).stream()
                .filter(other -> other.id() != kept.id() && other.layer().equals(kept.layer()))
                .map(KeptExperiment::slice)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Writes the change into the audit, tells every node, and reads the experiment as it is now. */
    KeptExperiment noted(Site site, String key, String action, Actor actor, JsonNode detail) {
        audit.record(actor, action, site.key() + "/" + key, detail);
        siteCatalog.changed(site.id());
        return find(site, key);
    }

    /** Now, as exactly as the database keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "there is no experiment of that key in this site");
    }
}
