package dev.candor.api.eventstore;

import dev.candor.api.database.Database;
import dev.candor.api.database.DatabaseState;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many requests were left out because no person made them; written down every few seconds. */
@ApplicationScoped
public class ExcludedTraffic {

    private final Database database;
    private final Map<Cell, LongAdder> counts = new ConcurrentHashMap<>();

    private record Cell(int site, LocalDate day, String reason) {}

    ExcludedTraffic(Database database) {
        this.database = database;
    }

    public void count(int site, String reason, Instant at) {
        Cell cell = new Cell(site, LocalDate.ofInstant(at, ZoneOffset.UTC), reason);
        counts.computeIfAbsent(cell, c -> new LongAdder()).increment();
    }

    /** How many requests of the site were left out from the day of {@code from} on. */
    public long since(int site, Instant from) {
        return database.query(handle -> handle.createQuery(
                        "select coalesce(sum(count), 0) from excluded_traffic where site_id = :site and day >= :day")
                .bind("site", site)
                .bind("day", LocalDate.ofInstant(from, ZoneOffset.UTC))
                .mapTo(Long.class)
                .one());
    }

    @Scheduled(
            every = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = DatabaseState.Away.class)
    void write() {
        for (Map.Entry<Cell, LongAdder> entry : counts.entrySet()) {
            long count = entry.getValue().sumThenReset();
            if (count > 0) {
                Cell cell = entry.getKey();
                database.query(handle -> handle.execute(
                        "insert into excluded_traffic as t (site_id, day, reason, count) values (?, ?, ?, ?)"
                                + " on conflict (site_id, day, reason) do update set count = t.count + excluded.count",
                        cell.site(),
                        cell.day(),
                        cell.reason(),
                        count));
            }
        }
    }
}
