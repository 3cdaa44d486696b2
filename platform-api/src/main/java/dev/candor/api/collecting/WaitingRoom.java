package dev.candor.api.collecting;

import dev.candor.api.eventstore.NewEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The requests whose events wait to be stored: bounded by the memory that they take, handed out in batches.
 *
 * <p>Two committers take from here. The first takes whatever came while its last batch was stored; when that was an answer to
 * many, it waits a moment for those to come again, for a batch costs the database more than an event does. The second stands by
 * for what would be a large batch of its own, and for when the first is held up.
 */
final class WaitingRoom {

    static final int MOST_EVENTS = 2_000;
    /** So many events are worth a second commit beside the first. */
    static final int MANY_EVENTS = 1_000;
    /** For fewer requests than this nobody waits. */
    static final int MANY_REQUESTS = 8;

    private static final int KIBIBYTE = 1024;
    /** How much memory the waiting requests may take. */
    static final int ROOM_KIBIBYTES = 48 * KIBIBYTE;

    /** A request takes about so much, and its events about four times what they are as text. */
    private static final int KIBIBYTES_A_REQUEST = 4;

    private static final int TIMES_TEXT = 4;

    private final Duration longestLinger;
    private final Duration heldUp;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(ROOM_KIBIBYTES);
    private final AtomicInteger events = new AtomicInteger();
    private int takenLast;
    private volatile int expected = Integer.MAX_VALUE;
    private volatile @Nullable Thread lingering;
    private volatile @Nullable Thread standingBy;

    /**
     * @param longestLinger how long a batch waits at most for those who were just answered to come again
     * @param heldUp        whoever waits longer than this is taken by the committer that stands by
     */
    WaitingRoom(Duration longestLinger, Duration heldUp) {
        this.longestLinger = longestLinger;
        this.heldUp = heldUp;
    }

    /** A request's events, the room they take, and who is to be told, on which thread. */
    record Waiting(List<NewEvent> events, int kibibytes, long since, Executor thread, Collector.Sender sender) {

        /** @param bytes how long the request was */
        static Waiting of(List<NewEvent> events, int bytes, Executor thread, Collector.Sender sender) {
            return new Waiting(events, roomFor(bytes), System.nanoTime(), thread, sender);
        }

        boolean isOlderThan(Duration age) {
            return System.nanoTime() - since > age.toNanos();
        }
    }

    /** How many kibibytes of memory a request of so many bytes takes while it waits. */
    static int roomFor(int bytes) {
        return KIBIBYTES_A_REQUEST + bytes * TIMES_TEXT / KIBIBYTE;
    }

    /** Lets a request in; false when there is no room. */
    boolean enter(Waiting waiting) {
        if (!room.tryAcquire(waiting.kibibytes())) {
            return false;
        }
        int before = events.getAndAdd(waiting.events().size());
        queue.add(waiting);
        if (queue.size() >= expected) {
            LockSupport.unpark(lingering);
        }
        if (before < MANY_EVENTS && before + waiting.events().size() >= MANY_EVENTS) {
            LockSupport.unpark(standingBy);
        }
        return true;
    }

    /** The request was answered. */
    void leave(Waiting waiting) {
        room.release(waiting.kibibytes());
    }

    /** For the first committer: a batch as soon as somebody waits; none when nobody comes for so long. */
    List<Waiting> take(Duration longest) throws InterruptedException {
        Waiting first = queue.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        if (takenLast >= MANY_REQUESTS) {
            linger(first, takenLast - 1);
        }
        List<Waiting> batch = batch(first);
        takenLast = batch.size();
        return batch;
    }

    /** Until so many more wait, or a batch is full, or it has been long enough. */
    private void linger(Waiting first, int more) {
        long until = System.nanoTime() + longestLinger.toNanos();
        lingering = Thread.currentThread();
        expected = more;
        long left = longestLinger.toNanos();
        while (left > 0
                && queue.size() < more
                && events.get() < MOST_EVENTS
                && !first.isOlderThan(heldUp)
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, left);
            left = until - System.nanoTime();
        }
        expected = Integer.MAX_VALUE;
    }

    /** For the second committer: a batch when many events wait, or somebody too long; none when that is not so for so long. */
    List<Waiting> standBy(Duration longest) {
        standingBy = Thread.currentThread();
        if (!isHelpNeeded()) {
            LockSupport.parkNanos(this, Math.min(longest.toNanos(), heldUp.toNanos()));
        }
        Waiting first = isHelpNeeded() ? queue.poll() : null;
        return first == null ? List.of() : batch(first);
    }

    private boolean isHelpNeeded() {
        Waiting first = queue.peek();
        return events.get() >= MANY_EVENTS || (first != null && first.isOlderThan(heldUp));
    }

    private List<Waiting> batch(Waiting first) {
        List<Waiting> batch = new ArrayList<>();
        batch.add(first);
        int taken = first.events().size();
        Waiting next = queue.peek();
        while (next != null && taken + next.events().size() <= MOST_EVENTS) {
            next = queue.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
            taken += next.events().size();
            next = queue.peek();
        }
        events.addAndGet(-taken);
        return batch;
    }

    /** Takes out whoever waits longer than this. */
    List<Waiting> takeOlderThan(Duration age) {
        List<Waiting> late = new ArrayList<>();
        Waiting first = queue.peek();
        while (first != null && first.isOlderThan(age)) {
            if (queue.remove(first)) {
                events.addAndGet(-first.events().size());
                late.add(first);
            }
            first = queue.peek();
        }
        return late;
    }

    /** How many requests wait to be taken. */
    int requests() {
        return queue.size();
    }

    /** About how much memory those take that are not answered yet. */
    int kibibytes() {
        return ROOM_KIBIBYTES - room.availablePermits();
    }
}
