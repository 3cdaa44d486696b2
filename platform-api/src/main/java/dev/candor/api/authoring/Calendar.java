package dev.candor.api.authoring;

import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.database.DatabaseState;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Brings statuses up to the planned times. Any number of nodes may run it: what one does, the others leave alone. */
@ApplicationScoped
class Calendar {

    private static final Logger LOG = Logger.getLogger(Calendar.class);

    private final ExperimentCatalog catalog;
    private final Lifecycle lifecycle;
    private final Clock clock;

    Calendar(ExperimentCatalog catalog, Lifecycle lifecycle, Clock clock) {
        this.catalog = catalog;
        this.lifecycle = lifecycle;
        this.clock = clock;
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = DatabaseState.Away.class)
    void look() {
        Instant now = clock.instant();
        for (int id : catalog.due(now)) {
            try {
                lifecycle.keepTime(id, now);
            } catch (RuntimeException e) {
                LOG.errorf(e, "the planned step of experiment %d failed; it is tried again", id);
            }
        }
    }
}
