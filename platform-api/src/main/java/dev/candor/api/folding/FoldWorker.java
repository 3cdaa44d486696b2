package dev.candor.api.folding;

import dev.candor.api.database.DatabaseReady;
import dev.candor.api.eventstore.DirtyMarks;
import dev.candor.api.eventstore.EventStore;
import dev.candor.api.eventstore.Shards;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Keeps folding: at once when this node stored something after a rest, twice a second for what others stored. Between two
 * rounds it lets marks gather, as {@link FoldDuty} says: longer while many wait for their events to be stored.
 */
@ApplicationScoped
class FoldWorker {

    private static final Logger LOG = Logger.getLogger(FoldWorker.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration FIRST_REST = Duration.ofMillis(500);
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);

    /** So often a resting worker looks whether it still has to. */
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Folder folder;
    private final DirtyMarks marks;
    private final EventStore events;
    private final FoldConfig config;
    private final FoldDuty duty;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    FoldWorker(Folder folder, DirtyMarks marks, EventStore events, FoldConfig config) {
        this.folder = folder;
        this.marks = marks;
        this.events = events;
        this.config = config;
        duty = new FoldDuty(config.gather(), config.longestWait());
    }

    void onReady(@Observes DatabaseReady event) {
        for (int i = 0; i < config.workers(); i++) {
            int first = i * Shards.COUNT / config.workers();
            Thread thread = new Thread(() -> work(first), "fold-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(5).toMillis());
        }
    }

    private void work(int first) {
        Duration rest = FIRST_REST;
        while (!stopping) {
            try {
                long begun = System.nanoTime();
                if (folder.foldFrom(first) == 0 && !events.isCrowded()) {
                    events.awaitMarks(PATIENCE);
                } else {
                    giveWay(Duration.ofNanos(System.nanoTime() - begun));
                }
                rest = FIRST_REST;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!stopping) {
                    LOG.errorf(e, "folding failed and is tried again in %s", rest);
                    rest(rest);
                    rest = rest.multipliedBy(2).compareTo(LONGEST_REST) < 0 ? rest.multipliedBy(2) : LONGEST_REST;
                }
            }
        }
    }

    /** Rests after a round; when those who waited are served, no longer than usual. */
    private void giveWay(Duration worked) {
        Duration oldest = events.isCrowded() ? marks.longestWait() : Duration.ZERO;
        long ended = System.nanoTime();
        Duration left = duty.rest(worked, oldest, events.isCrowded());
        while (left.isPositive() && !stopping) {
            rest(left.compareTo(GLANCE) < 0 ? left : GLANCE);
            left = duty.rest(worked, oldest, events.isCrowded()).minusNanos(System.nanoTime() - ended);
        }
    }

    private static void rest(Duration rest) {
        try {
            Thread.sleep(rest.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
