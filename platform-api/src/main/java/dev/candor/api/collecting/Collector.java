package dev.candor.api.collecting;

import dev.candor.api.access.Unfinished;
import dev.candor.api.collecting.WaitingRoom.Waiting;
import dev.candor.api.consent.Answers;
import dev.candor.api.eventstore.AttributeUse;
import dev.candor.api.eventstore.EventStore;
import dev.candor.api.eventstore.EventStore.EventId;
import dev.candor.api.eventstore.NewEvent;
import dev.candor.domain.event.Event.ConsentChange;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Commits events together: whatever arrived while the previous commit ran goes into the next one ({@link WaitingRoom}). A
 * request is answered when its events are durable. How much may wait is bounded, and so is for how long.
 */
@ApplicationScoped
class Collector implements Unfinished {

    private static final Logger LOG = Logger.getLogger(Collector.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    /** Less than storing a batch takes: who is answered late by so much has saved more than that by sharing. */
    private static final Duration LINGER = Duration.ofMillis(1);

    private static final Duration HELD_UP = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final EventStore store;
    private final Answers answers;
    private final AttributeUse uses;
    private final CollectingMetrics metrics;
    private final WaitingRoom room = new WaitingRoom(LINGER, HELD_UP);
    private final List<Thread> committers = new ArrayList<>();
    private volatile boolean stopping;

    Collector(EventStore store, Answers answers, AttributeUse uses, CollectingMetrics metrics) {
        this.store = store;
        this.answers = answers;
        this.uses = uses;
        this.metrics = metrics;
        metrics.watch(room::requests, room::kibibytes);
    }

    /** Whoever waits for events to be stored. */
    interface Sender {

        /** The events are durable, and so many of them were new. */
        void stored(int isNew);

        /** The store can't keep up or is away: nothing can be promised. */
        void turnedAway();
    }

    /**
     * Stores {@code events} and tells {@code sender}, who may be told at once.
     *
     * @param bytes  how long the request was
     * @param thread where to tell, so that one task answers all requests of a thread
     */
    void collect(List<NewEvent> events, int bytes, Executor thread, Sender sender) {
        if (events.isEmpty()) {
            sender.stored(0);
        } else if (stopping || !room.enter(Waiting.of(events, bytes, thread, sender))) {
            sender.turnedAway();
        }
    }

    @Override
    public boolean isUnfinished() {
        return room.kibibytes() > 0;
    }

    void onStart(@Observes StartupEvent event) {
        start("commit", () -> room.take(LOOK));
        start("commit-beside", () -> room.standBy(LOOK));
    }

    /** Waits for a batch, a while. */
    private interface Batches {
        List<Waiting> next() throws InterruptedException;
    }

    private void start(String name, Batches batches) {
        Thread committer = new Thread(() -> commit(batches), name);
        committer.setDaemon(true);
        committer.start();
        committers.add(committer);
    }

    /** What was taken is still stored and answered. */
    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        for (Thread committer : committers) {
            committer.join(TimeUnit.SECONDS.toMillis(10));
        }
    }

    /** Nobody waits longer than this for a database that does not answer. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sendAway() {
        turnAway(room.takeOlderThan(LONGEST_WAIT));
    }

    private void commit(Batches batches) {
        while (!stopping || room.requests() > 0) {
            try {
                List<Waiting> batch = batches.next();
                if (!batch.isEmpty()) {
                    commit(batch);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("answering a batch failed", e); // the next one is not to be lost as well
            }
        }
    }

    private void commit(List<Waiting> batch) {
        try {
            store(batch);
        } catch (RuntimeException e) {
            if (!isTheDatabases(e) && batch.size() > 1) {
                // One request's fault: each on its own tells.
                batch.forEach(waiting -> commit(List.of(waiting)));
            } else {
                LOG.warnf("events of %d requests were not stored: %s", batch.size(), e.getMessage());
                turnAway(batch);
            }
        }
    }

    /** A connection that broke may have been the only trouble: once more with another, which changes nothing if it was done. */
    private void store(List<Waiting> batch) {
        List<NewEvent> events = new ArrayList<>();
        batch.forEach(waiting -> events.addAll(waiting.events()));
        long begin = System.nanoTime();
        Set<EventId> stored;
        try {
            stored = append(events);
        } catch (RuntimeException e) {
            if (!isTheDatabases(e)) {
                throw e;
            }
            stored = append(events);
        }
        long end = System.nanoTime();
        store.spent(events.size(), begin, end);
        metrics.committed(events.size(), end - begin);
        answer(batch, stored);
    }

    /** Answers for a purpose have a receipt, and take effect, with the same commit. */
    private Set<EventId> append(List<NewEvent> events) {
        return events.stream().anyMatch(event -> event.event() instanceof ConsentChange)
                ? answers.append(events)
                : store.append(events);
    }

    /** Whether it failed for the database's sake (connection, resources, operator, conflict), not for what was sent. */
    static boolean isTheDatabases(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e) {
                String state = e.getSQLState() == null ? "08" : e.getSQLState();
                return !state.startsWith("22") && !state.startsWith("23");
            }
        }
        return false;
    }

    private void answer(List<Waiting> batch, Set<EventId> stored) {
        Set<EventId> unclaimed = new HashSet<>(stored);
        Map<Executor, List<Runnable>> answers = new HashMap<>();
        for (Waiting waiting : batch) {
            int isNew = 0;
            for (NewEvent event : waiting.events()) {
                if (unclaimed.remove(
                        new EventId(event.unit().site(), event.event().id()))) {
                    isNew++;
                    uses.count(event);
                }
            }
            int count = isNew;
            room.leave(waiting);
            answers.computeIfAbsent(waiting.thread(), t -> new ArrayList<>())
                    .add(() -> waiting.sender().stored(count));
        }
        run(answers);
    }

    private void turnAway(List<Waiting> batch) {
        Map<Executor, List<Runnable>> answers = new HashMap<>();
        for (Waiting waiting : batch) {
            room.leave(waiting);
            answers.computeIfAbsent(waiting.thread(), t -> new ArrayList<>())
                    .add(() -> waiting.sender().turnedAway());
        }
        run(answers);
    }

    private static void run(Map<Executor, List<Runnable>> answers) {
        answers.forEach((thread, tasks) -> thread.execute(() -> tasks.forEach(Runnable::run)));
    }
}
