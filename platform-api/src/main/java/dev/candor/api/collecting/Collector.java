package dev.candor.api.collecting;

import dev.candor.api.access.Unfinished;
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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Commits events together: whatever arrived while the previous commit ran goes into the next one, without waiting for
 * more. A request is answered when its events are durable. How much may wait is bounded, and so is for how long.
 */
@ApplicationScoped
class Collector implements Unfinished {

    private static final Logger LOG = Logger.getLogger(Collector.class);
    private static final int COMMITTERS = 2;
    private static final int MAX_BATCH = 2_000;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int LOOK_SECONDS = 1;
    private static final int KIBIBYTE = 1024;
    /** How much memory the waiting requests may take. */
    private static final int ROOM_KIBIBYTES = 48 * KIBIBYTE;
    /** A request takes about so much, and its events about four times what they are as text. */
    private static final int KIBIBYTES_A_REQUEST = 4;

    private static final int TIMES_TEXT = 4;

    private final EventStore store;
    private final Answers answers;
    private final AttributeUse uses;
    private final CollectingMetrics metrics;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(ROOM_KIBIBYTES);
    private final List<Thread> committers = new ArrayList<>();
    private volatile boolean stopping;

    Collector(EventStore store, Answers answers, AttributeUse uses, CollectingMetrics metrics) {
        this.store = store;
        this.answers = answers;
        this.uses = uses;
        this.metrics = metrics;
        metrics.watch(queue::size, () -> ROOM_KIBIBYTES - room.availablePermits());
    }

    /** Whoever waits for events to be stored. */
    interface Sender {

        /** The events are durable, and so many of them were new. */
        void stored(int isNew);

        /** The store can't keep up or is away: nothing can be promised. */
        void turnedAway();
    }

    /** A request's events, the room they take, and who is to be told, on which thread. */
    private record Waiting(List<NewEvent> events, int kibibytes, long since, Executor thread, Sender sender) {}

    /**
     * Stores {@code events} and tells {@code sender}, who may be told at once.
     *
     * @param bytes  how long the request was
     * @param thread where to tell, so that one task answers all requests of a thread
     */
    void collect(List<NewEvent> events, int bytes, Executor thread, Sender sender) {
        int kibibytes = KIBIBYTES_A_REQUEST + bytes * TIMES_TEXT / KIBIBYTE;
        if (events.isEmpty()) {
            sender.stored(0);
        } else if (stopping || !room.tryAcquire(kibibytes)) {
            sender.turnedAway();
        } else {
            queue.add(new Waiting(events, kibibytes, System.nanoTime(), thread, sender));
        }
    }

    @Override
    public boolean isUnfinished() {
        return room.availablePermits() < ROOM_KIBIBYTES;
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

    /** Nobody waits longer than this for a database that does not answer. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sendAway() {
        List<Waiting> late = new ArrayList<>();
        Waiting first = queue.peek();
        while (first != null && System.nanoTime() - first.since() > LONGEST_WAIT.toNanos()) {
            if (queue.remove(first)) {
                late.add(first);
            }
            first = queue.peek();
        }
        turnAway(late);
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
        metrics.committed(events.size(), System.nanoTime() - begin);
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
            room.release(waiting.kibibytes());
            answers.computeIfAbsent(waiting.thread(), t -> new ArrayList<>())
                    .add(() -> waiting.sender().stored(count));
        }
        run(answers);
    }

    private void turnAway(List<Waiting> batch) {
        Map<Executor, List<Runnable>> answers = new HashMap<>();
        for (Waiting waiting : batch) {
            room.release(waiting.kibibytes());
            answers.computeIfAbsent(waiting.thread(), t -> new ArrayList<>())
                    .add(() -> waiting.sender().turnedAway());
        }
        run(answers);
    }

    private static void run(Map<Executor, List<Runnable>> answers) {
        answers.forEach((thread, tasks) -> thread.execute(() -> tasks.forEach(Runnable::run)));
    }
}
