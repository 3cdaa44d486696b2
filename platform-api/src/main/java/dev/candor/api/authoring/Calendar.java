package dev.candor.api.authoring;

import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.database.DatabaseState;
import dev.candor.api.problem.ProblemException;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.experiment.Status;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Begins and ends experiments at their planned times. Any number of nodes may run it: a second step finds nothing to do. */
@ApplicationScoped
class Calendar {

    private static final Logger LOG = Logger.getLogger(Calendar.class);

    private final ExperimentCatalog catalog;
    private final SiteCatalog sites;
    private final Experiments experiments;
    private final Clock clock;

    Calendar(ExperimentCatalog catalog, SiteCatalog sites, Experiments experiments, Clock clock) {
        this.catalog = catalog;
        this.sites = sites;
        this.experiments = experiments;
        this.clock = clock;
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = DatabaseState.Away.class)
    void look() {
        Instant now = clock.instant();
        for (KeptExperiment due : catalog.due(now)) {
            String key = due.experiment().key();
            String site = sites.all().stream()
                    .filter(s -> s.id() == due.siteId())
                    .map(Site::key)
                    .findFirst()
                    .orElseThrow();
            try {
                Instant endsAt = due.experiment().endsAt();
                if (endsAt != null && !endsAt.isAfter(now)) {
                    experiments.stop(site, key, Actor.SYSTEM);
                } else if (due.status() == Status.SCHEDULED) {
                    experiments.begin(site, key);
                }
            } catch (ProblemException e) {
                LOG.infof("the planned step of %s/%s was done elsewhere: %s", site, key, e.getMessage());
            }
        }
    }
}
