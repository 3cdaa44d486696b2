package dev.candor.api.eventstore;

import dev.candor.api.database.DatabaseState;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;

/** How far the fold is behind, and how fast this node folds. */
@ApplicationScoped
public class FoldPace {

    private static final int REMEMBERED = 12;

    private final DirtyMarks marks;
    private final Clock clock;
    private final LongAdder folded = new LongAdder();
    private final Deque<Reading> readings = new ArrayDeque<>();
    private volatile Lag lag = new Lag(0, 0, 0);

    private record Reading(Instant at, long folded) {}

    /**
     * How far behind.
     *
     * @param waiting       marks that wait, counted up to 200 in each of the 64 shards
     * @param oldestSeconds how long the oldest of them waits; 0 when none does
     * @param perSecond     units that this node folded a second, over the last minute
     */
    public record Lag(long waiting, double oldestSeconds, double perSecond) {}

    FoldPace(DirtyMarks marks, Clock clock, MeterRegistry meters) {
        this.marks = marks;
        this.clock = clock;
        meters.gauge("candor.fold.waiting.marks", this, pace -> pace.lag.waiting());
        meters.gauge("candor.fold.lag.seconds", this, pace -> pace.lag.oldestSeconds());
        meters.gauge("candor.fold.units.per.second", this, pace -> pace.lag.perSecond());
        io.micrometer.core.instrument.FunctionCounter.builder("candor.fold.units", folded, LongAdder::sum)
                .description("Units that this node folded")
                .register(meters);
    }

    /** Notes that units were folded. */
    public void count(int units) {
        folded.add(units);
    }

    /** As it is now. */
    public Lag now() {
        double oldest = marks.longestWait().toMillis() / 1000.0;
        return new Lag(marks.waiting(), oldest, lag.perSecond());
    }

    @Scheduled(
            every = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = DatabaseState.Away.class)
    void read() {
        Instant now = clock.instant();
        readings.addLast(new Reading(now, folded.sum()));
        if (readings.size() > REMEMBERED) {
            readings.removeFirst();
        }
        Reading first = readings.getFirst();
        double seconds = Duration.between(first.at(), now).toMillis() / 1000.0;
        double rate = seconds <= 0 ? 0 : (folded.sum() - first.folded()) / seconds;
        Lag present = now();
        lag = new Lag(present.waiting(), present.oldestSeconds(), rate);
    }
}
