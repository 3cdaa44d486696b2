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
import dev.candor.domain.event.Event.ConsentChange;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    /** The answers among {@code events} with their signed receipts. Takes its time, which nobody else has to wait for. */
    public List<SignedAnswer> sign(List<NewEvent> events) {
        List<SignedAnswer> signed = new ArrayList<>();
        for (NewEvent event : events) {
            if (event.event() instanceof ConsentChange change) {
                rulesets.ofId(event.unit().site())
                        .map(Compiled::site)
                        .ifPresent(site -> signed.add(sign(site, Answer.of(event, change))));
            }
        }
        return signed;
    }

    /**
     * Stores what is new of {@code batch}; durable when this returns.
     *
     * @param signed the answers among the batch
     * @return the ids of those that were new
     */
    public Set<EventId> append(List<NewEvent> batch, List<SignedAnswer> signed) {
        Set<EventId> stored = new HashSet<>();
        Set<UnitId> changed = database.transaction(handle -> {
            stored.addAll(events.append(handle, batch));
            return keep(
                    handle,
                    signed.stream().filter(each -> stored.contains(each.id())).toList());
        });
        events.announceMarks();
        standings.take(changed);
        return stored;
    }

    /** Takes answers that did not come as events; in force on this node when it returns. */
    public List<ObjectNode> take(Site site, List<Answer> answers) {
        List<SignedAnswer> all =
                answers.stream().map(answer -> sign(site, answer)).toList();
        standings.take(database.transaction(handle -> keep(handle, all)));
        return all.stream().map(SignedAnswer::receipt).toList();
    }

    private SignedAnswer sign(Site site, Answer answer) {
        return new SignedAnswer(site, answer, receipts.of(site, answer));
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
