package dev.candor.api.consent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.catalog.Rulesets;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.catalog.Site;
import dev.candor.api.database.Database;
import dev.candor.api.eventstore.EventStore;
import dev.candor.api.eventstore.EventStore.EventId;
import dev.candor.api.eventstore.NewEvent;
import dev.candor.api.eventstore.UnitId;
import dev.candor.api.problem.Json;
import dev.candor.domain.event.Event.ConsentChange;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/** Takes in what visitors answer: the event, its receipt and what follows from it are committed together. */
@ApplicationScoped
public class Answers {

    private final Database database;
    private final EventStore events;
    private final Rulesets rulesets;
    private final Receipts receipts;
    private final Standings standings;
    private final Clock clock;

    Answers(
            Database database,
            EventStore events,
            Rulesets rulesets,
            Receipts receipts,
            Standings standings,
            Clock clock) {
        this.database = database;
        this.events = events;
        this.rulesets = rulesets;
        this.receipts = receipts;
        this.standings = standings;
        this.clock = clock;
    }

    /** The events, each answer with its signed receipt. Takes its time, which nobody else has to wait for. */
    public List<NewEvent> sign(List<NewEvent> events) {
        return events.stream().map(this::sign).toList();
    }

    private NewEvent sign(NewEvent event) {
        Optional<Site> site = siteOf(event);
        return site.isPresent() && event.event() instanceof ConsentChange change
                ? event.withReceipt(Json.text(receipts.of(site.get(), Answer.of(event, change))))
                : event;
    }

    private Optional<Site> siteOf(NewEvent event) {
        return rulesets.ofId(event.unit().site()).map(Compiled::site);
    }

    /**
     * Stores what is new of {@code batch}, whose answers are signed; durable when this returns.
     *
     * @return the ids of those that were new
     */
    public Set<EventId> append(List<NewEvent> batch) {
        Set<EventId> stored = new HashSet<>();
        Set<UnitId> changed = database.transaction(handle -> {
            stored.addAll(events.append(handle, batch));
            return keep(handle, signed(batch, stored));
        });
        events.announceMarks();
        standings.take(changed);
        return stored;
    }

    private List<SignedAnswer> signed(List<NewEvent> batch, Set<EventId> stored) {
        List<SignedAnswer> signed = new ArrayList<>();
        for (NewEvent event : batch) {
            String receipt = event.receipt();
            if (receipt != null
                    && event.event() instanceof ConsentChange change
                    && stored.contains(new EventId(event.unit().site(), change.id()))) {
                siteOf(event).ifPresent(site -> signed.add(new SignedAnswer(site, Answer.of(event, change), receipt)));
            }
        }
        return signed;
    }

    /** Takes answers that did not come as events; in force on this node when it returns. */
    public List<ObjectNode> take(Site site, List<Answer> answers) {
        List<ObjectNode> given =
                answers.stream().map(answer -> receipts.of(site, answer)).toList();
        List<SignedAnswer> signed = IntStream.range(0, given.size())
                .mapToObj(i -> new SignedAnswer(site, answers.get(i), Json.text(given.get(i))))
                .toList();
        standings.take(database.transaction(handle -> keep(handle, signed)));
        return given;
    }

    /** Keeps the receipts and what follows from them; returns the units whose standing changed. */
    private Set<UnitId> keep(Handle handle, List<SignedAnswer> signed) {
        if (signed.isEmpty()) {
            return Set.of();
        }
        receipts.keep(handle, signed);
        Set<UnitId> changed = StandingRows.answer(handle, signed, clock.instant());
        if (!changed.isEmpty()) {
            Standings.announce(handle);
        }
        return changed;
    }

    /** What was taken back stands as long as its proof, and outlives any browser's memory of the unit. */
    public static Instant lastsUntil(Site site, Instant now) {
        return now.plus(Duration.ofDays(Math.max(395, site.visitors().receiptRetentionDays())));
    }
}
