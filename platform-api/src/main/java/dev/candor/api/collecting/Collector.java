package dev.candor.api.collecting;

import dev.candor.api.eventstore.EventStore;
import dev.candor.api.eventstore.EventStore.EventId;
import dev.candor.api.eventstore.NewEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Commits events together: whatever arrived while the previous commit ran goes into the next one, without waiting for
 * more. A request is answered when its events are durable. The number that may wait is bounded.
 */
@ApplicationScoped
public class Collector {

    private static final Logger LOG = Logger.getLogger(Collector.class);
    private static final int COMMITTERS = 2;
    private static final int MAX_BATCH = 2_000;
    private static final int MAX_WAITING = 20_000;
    private static final int LOOK_SECONDS = 1;

    private final EventStore store;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MAX_WAITING);
    private final List<Thread> committers = new ArrayList<>();
    private volatile boolean stopping;

    Collector(EventStore store) {
        this.store = store;
    }

    /** A request's events, and the promise to say how many of them were new. */
    private record Waiting(List<NewEvent> events, CompletableFuture<Integer> stored) {}

    /** The store can't keep up, or is away: try again in a moment. */
    public static final class Overloaded extends RuntimeException {
        private static final long serialVersionUID = 1;

        Overloaded(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Stores {@code events}; the result is there when they are durable.
     *
     * @return how many were new; fails with {@link Overloaded} when nothing was stored
     */
    public CompletableFuture<Integer> collect(List<NewEvent> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(0);
        }
        if (stopping || !room.tryAcquire(events.size())) {
            return CompletableFuture.failedFuture(new Overloaded("too many events are waiting"));
        }
        CompletableFuture<Integer> stored = new CompletableFuture<>();
        queue.add(new Waiting(events, stored));
        return stored;
    }

    void onStart(@Observes StartupEvent event) {
        for (int i = 0; i < COMMITTERS; i++) {
            Thread committer = new Thread(this::commit, "commit-" + i);
            committer.setDaemon(true);
            committer.start();
            committers.add(committer);
        }
    }

    /** What was taken is still stored and answered. */
    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        for (Thread committer : committers) {
            committer.join(TimeUnit.SECONDS.toMillis(10));
        }
    }

    private void commit() {
        while (!stopping || !queue.isEmpty()) {
            try {
                Waiting first = queue.poll(LOOK_SECONDS, TimeUnit.SECONDS);
                if (first != null) {
                    commit(batch(first));
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private List<Waiting> batch(Waiting first) {
        List<Waiting> batch = new ArrayList<>();
        batch.add(first);
        int events = first.events().size();
        Waiting next = queue.peek();
        while (next != null && events + next.events().size() <= MAX_BATCH) {
            next = queue.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
            events += next.events().size();
            next = queue.peek();
        }
        return batch;
    }

    private void commit(List<Waiting> batch) {
        try {
            List<NewEvent> events =
                    batch.stream().flatMap(waiting -> waiting.events().stream()).toList();
            answer(batch, store.append(events));
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                LOG.warnf("a request's events were not stored: %s", e.getMessage());
                room.release(batch.get(0).events().size());
                batch.get(0).stored().completeExceptionally(new Overloaded("the event store did not take them"));
            } else {
                // One request's fault, or the database's: each on its own tells.
                batch.forEach(waiting -> commit(List.of(waiting)));
            }
        }
    }

    private void answer(List<Waiting> batch, Set<EventId> stored) {
        Set<EventId> unclaimed = new HashSet<>(stored);
        for (Waiting waiting : batch) {
            int isNew = 0;
            for (NewEvent event : waiting.events()) {
                if (unclaimed.remove(
                        new EventId(event.unit().site(), event.event().id()))) {
                    isNew++;
                }
            }
            room.release(waiting.events().size());
            waiting.stored().complete(isNew);
        }
    }
}
