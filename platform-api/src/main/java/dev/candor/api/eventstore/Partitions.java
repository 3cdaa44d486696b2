package dev.candor.api.eventstore;

import dev.candor.api.database.Database;
import dev.candor.api.database.DatabaseReady;
import dev.candor.api.database.DatabaseState;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.UUID;

/** The weeks' partitions of the events, made ahead. An id's own time says in which it belongs. */
@ApplicationScoped
public class Partitions {

    private static final int WEEKS_BEHIND = 2;
    private static final int WEEKS_AHEAD = 5;
    private static final long LOCK = 0x70617274L;

    private final Database database;
    private final Clock clock;

    Partitions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void onReady(@Observes DatabaseReady event) {
        make();
    }

    @Scheduled(every = "6h", delayed = "6h", skipExecutionIf = DatabaseState.Away.class)
    void make() {
        LocalDate monday = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        database.transaction(handle -> {
            handle.execute("select pg_advisory_xact_lock(?)", LOCK);
            for (int week = -WEEKS_BEHIND; week <= WEEKS_AHEAD; week++) {
                LocalDate from = monday.plusWeeks(week);
                handle.execute(
                        "create table if not exists event_" + from.toString().replace('-', '_')
                                + " partition of event for values from ('" + firstId(from) + "') to ('"
                                + firstId(from.plusWeeks(1)) + "')");
            }
            return true;
        });
    }

    /** The smallest UUID whose first 48 bits are the milliseconds at which {@code day} begins in UTC. */
    static UUID firstId(LocalDate day) {
        long milliseconds = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        return new UUID(milliseconds << 16, 0);
    }
}
