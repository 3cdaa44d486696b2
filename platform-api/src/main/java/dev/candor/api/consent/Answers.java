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
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.event.Event.ConsentChange;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

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

    private record Signed(Site site, Answer answer, ObjectNode receipt) {

        UnitId unit() {
            return new UnitId(site.id(), answer.unit());
        }

        /** Whose standing it changes; null where it changes none. */
        @Nullable
        UnitId changes() {
            return answer.state() == ConsentState.UNKNOWN ? null : answer.lasting();
        }
    }

    /**
     * Stores what is new of {@code batch}, which holds answers among others; durable when this returns.
     *
     * @return the ids of those that were new
     */
    public Set<EventId> append(List<NewEvent> batch) {
        // Signing takes its time, which no lock has to wait for.
        List<Signed> all = new ArrayList<>();
        for (NewEvent event : batch) {
            if (event.event() instanceof ConsentChange change) {
                rulesets.ofId(event.unit().site())
                        .map(Compiled::site)
                        .ifPresent(site -> all.add(sign(site, Answer.of(event, change))));
            }
        }
        Set<EventId> stored = new HashSet<>();
        Set<UnitId> touched = database.transaction(handle -> {
            stored.addAll(events.append(handle, batch));
            Set<UnitId> changed = new HashSet<>();
            for (Signed signed : all) {
                if (stored.contains(
                        new EventId(signed.site().id(), signed.answer().id()))) {
                    keep(handle, signed);
                    if (signed.changes() != null) {
                        changed.add(signed.changes());
                        changed.add(signed.unit());
                    }
                }
            }
            if (!changed.isEmpty()) {
                Standings.announce(handle);
            }
            return changed;
        });
        events.announceMarks();
        if (!touched.isEmpty()) {
            standings.take(touched);
        }
        return stored;
    }

    /** Takes answers that did not come as events; in force on this node when it returns. */
    public List<ObjectNode> take(Site site, List<Answer> answers) {
        List<Signed> all = answers.stream().map(answer -> sign(site, answer)).toList();
        database.transaction(handle -> {
            all.forEach(signed -> keep(handle, signed));
            return Standings.announce(handle);
        });
        standings.take(all.stream()
                .flatMap(signed -> Stream.of(signed.changes(), signed.unit()))
                .filter(Objects::nonNull)
                .toList());
        return all.stream().map(Signed::receipt).toList();
    }

    private Signed sign(Site site, Answer answer) {
        return new Signed(site, answer, receipts.of(site, answer));
    }

    private void keep(Handle handle, Signed signed) {
        receipts.keep(handle, signed.site(), signed.answer(), signed.receipt());
        UnitId lasting = signed.changes();
        if (lasting != null) {
            Instant now = clock.instant();
            StandingRows.answer(handle, lasting, signed.answer(), now, lastsUntil(signed.site(), now));
        }
    }

    /** What was taken back stands as long as its proof, and outlives any browser's memory of the unit. */
    public static Instant lastsUntil(Site site, Instant now) {
        return now.plus(Duration.ofDays(Math.max(395, site.visitors().receiptRetentionDays())));
    }
}
