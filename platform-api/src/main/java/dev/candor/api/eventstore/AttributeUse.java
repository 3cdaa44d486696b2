package dev.candor.api.eventstore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.database.Database;
import dev.candor.api.database.DatabaseState;
import dev.candor.api.problem.Json;
import dev.candor.domain.event.Event.Exposure;
import dev.candor.domain.event.Event.TrustSignal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What visitors were asked, and what they got for it: counted by attribute and day, of nobody in particular. Written down every
 * few seconds; a node that is killed loses so much of the count and nothing else.
 */
@ApplicationScoped
public class AttributeUse {

    /** What was answered and not used for so long was taken, and nothing given. */
    public static final int PATIENCE_DAYS = 30;

    private static final String OF_SITE = Database.sql("eventstore/attributeUse");
    private static final Map<String, String> SIGNALS =
            Map.of("ask_shown", "asked", "ask_answered", "answered", "ask_declined", "declined");

    private final Database database;
    private final Clock clock;
    private final Map<Cell, LongAdder> counts = new ConcurrentHashMap<>();

    AttributeUse(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Cell(int site, String attribute, LocalDate day, String what) {}

    /**
     * One attribute's account.
     *
     * @param delivered     how many exposures used it
     * @param firstAnswered the first day on which somebody answered; null for none
     * @param lastDelivered the last day on which it was used; null for none
     */
    public record Account(
            long asked,
            long answered,
            long declined,
            long delivered,
            @Nullable LocalDate firstAnswered,
            @Nullable LocalDate lastDelivered) {

        static final Account NONE = new Account(0, 0, 0, 0, null, null);

        /** Whether somebody answered, and nobody got anything for it for {@value #PATIENCE_DAYS} days. */
        public boolean isTakenForNothing(LocalDate today) {
            LocalDate since = lastDelivered == null ? firstAnswered : lastDelivered;
            return answered > 0 && since != null && !since.isAfter(today.minusDays(PATIENCE_DAYS));
        }
    }

    /** Counts an event that was stored. */
    public void count(NewEvent event) {
        if (event.detail() == null) {
            return;
        }
        if (event.event() instanceof Exposure && event.detail().contains("\"attributes\"")) {
            Json.kept(event.detail()).path("attributes").forEach(attribute -> count(event, attribute, "delivered"));
        } else if (event.event() instanceof TrustSignal signal && SIGNALS.containsKey(signal.name())) {
            count(event, Json.kept(event.detail()).path("attribute"), SIGNALS.get(signal.name()));
        }
    }

    private void count(NewEvent event, JsonNode attribute, @Nullable String what) {
        if (attribute.isTextual() && what != null) {
            LocalDate day = LocalDate.ofInstant(event.event().occurredAt(), ZoneOffset.UTC);
            counts.computeIfAbsent(
                            new Cell(event.unit().site(), attribute.textValue(), day, what), cell -> new LongAdder())
                    .increment();
        }
    }

    /** The accounts of a site's attributes, by key; one that was never asked for is not there. */
    public Map<String, Account> of(int siteId) {
        return database.query(handle -> handle.createQuery(OF_SITE)
                .bind("site", siteId)
                .map((row, context) -> Map.entry(row.getString("attribute"), account(row)))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The account of one attribute in {@link #of}. */
    public static Account account(Map<String, Account> accounts, String attribute) {
        return accounts.getOrDefault(attribute, Account.NONE);
    }

    /** The day on which an account is read. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getLong("asked"),
                row.getLong("answered"),
                row.getLong("declined"),
                row.getLong("delivered"),
                row.getObject("first_answered", LocalDate.class),
                row.getObject("last_delivered", LocalDate.class));
    }

    void onStop(@Observes ShutdownEvent event) {
        write();
    }

    @Scheduled(
            every = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = DatabaseState.Away.class)
    void write() {
        // In one order on every node, so that two of them never wait for each other.
        Map<String, Cell> cells = new TreeMap<>();
        counts.keySet().forEach(cell -> cells.put(cell.toString(), cell));
        LocalDate old = today().minusDays(2);
        for (Cell cell : cells.values()) {
            LongAdder adder = counts.get(cell);
            long count = adder == null ? 0 : adder.sumThenReset();
            if (count > 0) {
                add(cell, count);
            } else if (cell.day().isBefore(old)) {
                counts.remove(cell);
            }
        }
    }

    private void add(Cell cell, long count) {
        database.query(handle -> handle.execute(
                "insert into attribute_use as t (site_id, attribute, day, what, count) values (?, ?, ?, ?, ?)"
                        + " on conflict (site_id, attribute, day, what) do update set count = t.count + excluded.count",
                cell.site(),
                cell.attribute(),
                cell.day(),
                cell.what(),
                count));
    }
}
