package dev.candor.api.authoring;

import dev.candor.api.access.Secrets;
import dev.candor.api.audit.Audit;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.SealedPlan;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.ledger.Ledger;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.ExperimentRules;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.Status;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Takes in numbers that were counted elsewhere, as an experiment that is over; all of it or nothing. */
@ApplicationScoped
public class Imports {

    private final Sites sites;
    private final SiteCatalog siteCatalog;
    private final ExperimentCatalog catalog;
    private final Ledger ledger;
    private final Audit audit;
    private final Clock clock;

    Imports(Sites sites, SiteCatalog siteCatalog, ExperimentCatalog catalog, Ledger ledger, Audit audit, Clock clock) {
        this.sites = sites;
        this.siteCatalog = siteCatalog;
        this.catalog = catalog;
        this.ledger = ledger;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public KeptExperiment take(String siteKey, ImportedCounts counts, Actor actor) {
        Site site = sites.get(siteKey);
        Experiment experiment = counts.experiment();
        List<Fault> faults = ExperimentRules.ofDraft(experiment);
        if (!faults.isEmpty()) {
            throw new ProblemException(
                    ProblemType.INVALID_DEFINITION,
                    faults.stream().map(fault -> fault.below("/experiment")).toList());
        }
        if (catalog.find(site.id(), experiment.key()).isPresent()) {
            throw new ProblemException(
                    ProblemType.ALREADY_EXISTS, "there is an experiment " + experiment.key() + " already");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        catalog.insert(site.id(), experiment, Secrets.seed(), now);
        KeptExperiment kept = catalog.lock(site.id(), experiment.key()).orElseThrow();
        catalog.seal(
                kept.id(),
                experiment,
                Status.STOPPED,
                new Slice(0, 0),
                SealedPlan.of(experiment, counts.metrics()),
                now);
        catalog.move(kept.id(), Status.STOPPED, now);
        catalog.setOrigin(kept.id(), counts.origin());
        ledger.insertImported(kept.id(), counts.statistics());
        audit.record(
                actor,
                "experiment.import",
                siteKey + "/" + experiment.key(),
                Json.object().put("source", counts.origin().source()));
        siteCatalog.changed(site.id());
        return catalog.find(site.id(), experiment.key()).orElseThrow();
    }
}
