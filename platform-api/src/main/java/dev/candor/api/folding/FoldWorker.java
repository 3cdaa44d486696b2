package dev.candor.api.folding;

import dev.candor.api.catalog.ExperimentStopped;
import dev.candor.api.database.DatabaseReady;
import dev.candor.api.eventstore.EventStore;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** Keeps folding: at once when this node stored something, twice a second for what others stored. */
@ApplicationScoped
class FoldWorker {

    private static final Logger LOG = Logger.getLogger(FoldWorker.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final Folder folder;
    private final EventStore events;
    private final Thread thread = new Thread(this::work, "fold");
    private volatile boolean stopping;

    FoldWorker(Folder folder, EventStore events) {
        this.folder = folder;
        this.events = events;
    }

    void onReady(@Observes DatabaseReady event) {
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * What was folded while the stop was on its way may count what happened after it: those units are folded again. Now that
     * the stop is committed, whatever is folded from here on knows of it. On a thread that has no transaction.
     */
    void onExperimentStopped(@Observes(during = TransactionPhase.AFTER_SUCCESS) ExperimentStopped stopped) {
        CompletableFuture.runAsync(() -> events.markSince(stopped.experimentId(), stopped.at()))
                .join();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        thread.interrupt();
        thread.join(Duration.ofSeconds(5).toMillis());
    }

    private void work() {
        while (!stopping) {
            try {
                if (folder.foldAll() == 0) {
                    events.awaitMarks(PATIENCE);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!stopping) {
                    LOG.error("folding failed and is tried again", e);
                    rest();
                }
            }
        }
    }

    private void rest() {
        try {
            Thread.sleep(AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
