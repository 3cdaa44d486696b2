package dev.candor.api.eventstore;

import dev.candor.api.audit.Audit;
import dev.candor.api.database.Database;
import dev.candor.api.database.DatabaseState;
import dev.candor.api.database.Purges;
import dev.candor.api.eventstore.Partitions.Week;
import dev.candor.api.problem.Json;
import dev.candor.domain.actor.Actor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Ends the keeping of events. A week that no site keeps is dropped whole; where sites share a week, those that keep it
 * shorter have their rows deleted. What results are computed from (contributions, sums) stays: see docs/decisions/0008.
 */
@ApplicationScoped
public class Retention {

    /** No event is kept longer, whatever still runs. */
    static final int LONGEST_DAYS = 750;

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final String RETENTIONS = Database.sql("eventstore/retentions");
    private static final String DELETE_BEFORE = Database.sql("eventstore/deleteBefore");
    private static final int BATCH = 5_000;

    private final Database database;
    private final Partitions partitions;
    private final Audit audit;
    private final Clock clock;

    Retention(Database database, Partitions partitions, Audit audit, Clock clock) {
        this.database = database;
        this.partitions = partitions;
        this.audit = audit;
        this.clock = clock;
    }

    /** From which day on a site's events are kept. */
    public record Kept(int site, String key, LocalDate from) {}

    /** On every node: partitions are dropped by whoever holds their lock, and what is deleted is gone for the next. */
    @Scheduled(
            every = "6h",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = DatabaseState.Away.class)
    void run() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Kept> kept = kept(today);
        LocalDate oldest =
                kept.stream().map(Kept::from).min(LocalDate::compareTo).orElse(today.minusDays(LONGEST_DAYS));
        long removed = 0;
        for (Week week : partitions.dropUntil(oldest)) {
            removed++;
            record("events", "events.drop_week", week.monday(), Optional.empty());
        }
        for (Kept site : kept) {
            int deleted = delete(site);
            removed += deleted;
            if (deleted > 0) {
                LOG.infof("%d events of %s are deleted: their retention is over", deleted, site.key());
                record(site.key(), "events.delete", site.from(), Optional.of(deleted));
            }
        }
        Purges.note(database, clock.instant(), "events", removed);
    }

    /** From which day on each site's events are kept, as of {@code today}. */
    public List<Kept> kept(LocalDate today) {
        return database.query(handle -> handle.createQuery(RETENTIONS)
                .bind("today", today)
                .bind("longest", LONGEST_DAYS)
                .map((row, context) ->
                        new Kept(row.getInt("id"), row.getString("key"), row.getObject("kept_from", LocalDate.class)))
                .list());
    }

    private int delete(Kept site) {
        int deleted = 0;
        int now;
        do {
            now = database.query(handle -> handle.createUpdate(DELETE_BEFORE)
                    .bind("site", site.site())
                    .bind("before", Partitions.firstId(site.from()))
                    .bind("limit", BATCH)
                    .execute());
            deleted += now;
        } while (now == BATCH);
        return deleted;
    }

    private void record(String subject, String action, LocalDate day, Optional<Integer> events) {
        var detail = Json.object().put(events.isPresent() ? "before" : "week", day.toString());
        events.ifPresent(count -> detail.put("events", count));
        QuarkusTransaction.requiringNew().run(() -> audit.record(Actor.SYSTEM, action, subject, detail));
    }
}
