package dev.candor.api.collecting;

import dev.candor.api.access.Unfinished;
import dev.candor.api.collecting.Collector.Sender;
import dev.candor.api.consent.Answers;
import dev.candor.api.eventstore.NewEvent;
import dev.candor.domain.event.Event.ConsentChange;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Signs the receipts of answers before their events join the others at the {@link Collector}, who does not wait for it: one
 * request at a time, so that a flood of answers takes one processor at most. How many may wait is bounded, and for how long.
 */
@ApplicationScoped
class Signer implements Unfinished {

    private static final Logger LOG = Logger.getLogger(Signer.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    /** How much memory the waiting requests may take. */
    private static final int ROOM_KIBIBYTES = 16 * 1024;
    /** Before the collector closes, which comes with the default priority. */
    private static final int FIRST = 1;

    private final Answers answers;
    private final Collector collector;
    private final Semaphore room = new Semaphore(ROOM_KIBIBYTES);
    private final ExecutorService hand = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("sign").daemon().factory());

    Signer(Answers answers, Collector collector) {
        this.answers = answers;
        this.collector = collector;
    }

    /** As {@link Collector#collect}, with the receipts of those of {@code events} that answer for a purpose. */
    void collect(List<NewEvent> events, int bytes, Executor thread, Sender sender) {
        int kibibytes = WaitingRoom.roomFor(bytes);
        if (events.stream().noneMatch(event -> event.event() instanceof ConsentChange)) {
            collector.collect(events, bytes, thread, sender);
        } else if (hand.isShutdown() || !room.tryAcquire(kibibytes)) {
            sender.turnedAway();
        } else {
            long since = System.nanoTime();
            hand.execute(() -> {
                try {
                    sign(events, bytes, since, thread, sender);
                } finally {
                    room.release(kibibytes);
                }
            });
        }
    }

    private void sign(List<NewEvent> events, int bytes, long since, Executor thread, Sender sender) {
        Sender there = new Sender() {
            @Override
            public void stored(int isNew) {
                sender.stored(isNew);
            }

            @Override
            public void turnedAway() {
                thread.execute(sender::turnedAway);
            }
        };
        if (System.nanoTime() - since > LONGEST_WAIT.toNanos()) {
            there.turnedAway();
            return;
        }
        try {
            collector.collect(answers.sign(events), bytes, thread, there);
        } catch (RuntimeException e) {
            LOG.warnf("answers were not signed: %s", e.getMessage());
            there.turnedAway();
        }
    }

    @Override
    public boolean isUnfinished() {
        return room.availablePermits() < ROOM_KIBIBYTES;
    }

    /** What was taken is still handed on. */
    void onStop(@Observes @Priority(FIRST) ShutdownEvent event) throws InterruptedException {
        hand.shutdown();
        hand.awaitTermination(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
    }
}
