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
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * The weeks' partitions of the events, made ahead. An id's own time says in which it belongs. Neither making nor dropping one
 * stops the collecting: a table is made on its own and then attached, and detached before it is dropped.
 */
@ApplicationScoped
public class Partitions {

    /** Ids may be 8 days behind the server's clock. */
    static final int WEEKS_BEHIND = 2;
    /** A node that runs renews them every few hours, so that this is for clocks that go wrong. */
    static final int WEEKS_AHEAD = 8;

    /** One node at a time. */
    private static final long LOCK = 0x70617274L;

    private static final Logger LOG = Logger.getLogger(Partitions.class);
    private static final String NAMES = Database.sql("eventstore/partitions");
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'event_'yyyy_MM_dd");

    private final Database database;
    private final Clock clock;

    Partitions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A week's table, from its Monday at midnight UTC. */
    public record Week(LocalDate monday) {

        static Week of(LocalDate day) {
            return new Week(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
        }

        String table() {
            return NAME.format(monday);
        }

        /** The first day that it does not hold. */
        public LocalDate end() {
            return monday.plusWeeks(1);
        }

        Week plus(int weeks) {
            return new Week(monday.plusWeeks(weeks));
        }
    }

    void onReady(@Observes DatabaseReady event) {
        make();
    }

    @Scheduled(every = "6h", delayed = "6h", skipExecutionIf = DatabaseState.Away.class)
    void make() {
        Week now = Week.of(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        database.transaction(handle -> {
            handle.execute("select pg_advisory_xact_lock(?)", LOCK);
            List<Week> there = there(handle);
            for (int week = -WEEKS_BEHIND; week <= WEEKS_AHEAD; week++) {
                if (!there.contains(now.plus(week))) {
                    make(handle, now.plus(week));
                }
            }
            return true;
        });
    }

    private static void make(Handle handle, Week week) {
        String from = "'" + firstId(week.monday()) + "'";
        String to = "'" + firstId(week.end()) + "'";
        handle.execute("create table if not exists " + week.table() + " (like event including all)");
        // The check saves the attaching from reading the table while others wait.
        handle.execute(
                "alter table " + week.table() + " add constraint week check (id >= " + from + " and id < " + to + ")");
        handle.execute("alter table event attach partition " + week.table() + " for values from (" + from + ") to ("
                + to + ")");
        handle.execute("alter table " + week.table() + " drop constraint week");
    }

    /** The weeks that have a partition, oldest first. */
    public List<Week> there() {
        return database.query(Partitions::there);
    }

    private static List<Week> there(Handle handle) {
        return handle.createQuery(NAMES)
                .mapTo(String.class)
                .map(name -> new Week(LocalDate.parse(name, NAME)))
                .list();
    }

    /** Drops the partitions of weeks that ended on {@code day} or before; returns them, oldest first. */
    public List<Week> dropUntil(LocalDate day) {
        return database.query(handle -> {
            List<Week> dropped = new ArrayList<>();
            // Of the session, for detaching without stopping the others can't be part of a transaction.
            boolean alone = handle.createQuery("select pg_try_advisory_lock(:lock)")
                    .bind("lock", LOCK)
                    .mapTo(Boolean.class)
                    .one();
            if (!alone) {
                return dropped;
            }
            try {
                for (Week week : there(handle)) {
                    if (!week.end().isAfter(day)) {
                        drop(handle, week);
                        dropped.add(week);
                    }
                }
                return dropped;
            } finally {
                handle.execute("select pg_advisory_unlock(?)", LOCK);
            }
        });
    }

    private static void drop(Handle handle, Week week) {
        boolean halfDetached = handle.createQuery(
                        "select inhdetachpending from pg_inherits where inhrelid = to_regclass(:table)")
                .bind("table", week.table())
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
        handle.execute(
                "alter table event detach partition " + week.table() + (halfDetached ? " finalize" : " concurrently"));
        handle.execute("drop table " + week.table());
        LOG.infof("the events of the week of %s are dropped: their retention is over", week.monday());
    }

    /** The smallest UUID whose first 48 bits are the milliseconds at which {@code day} begins in UTC. */
    static UUID firstId(LocalDate day) {
        long milliseconds = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        return new UUID(milliseconds << 16, 0);
    }
}
