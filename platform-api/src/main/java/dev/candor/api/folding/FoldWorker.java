package dev.candor.api.folding;

import dev.candor.api.eventstore.EventStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
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

    void onStart(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
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
