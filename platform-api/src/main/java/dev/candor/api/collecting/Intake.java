package dev.candor.api.collecting;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.access.SiteDoor;
import dev.candor.api.access.Traffic;
import dev.candor.api.access.Units;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.catalog.Site;
import dev.candor.api.eventstore.EventStore;
import dev.candor.api.eventstore.ExcludedTraffic;
import dev.candor.api.eventstore.NewEvent;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and checks a request's events, each on its own. */
@ApplicationScoped
class Intake {

    static final int MAX_EVENTS = 100;

    private final SiteDoor door;
    private final Units units;
    private final EventStore store;
    private final ExcludedTraffic excluded;
    private final Clock clock;

    Intake(SiteDoor door, Units units, EventStore store, ExcludedTraffic excluded, Clock clock) {
        this.door = door;
        this.units = units;
        this.store = store;
        this.excluded = excluded;
        this.clock = clock;
    }

    /** A body that is a list of events, of which nothing is known yet. */
    record Parcel(@Nullable String siteKey, List<JsonNode> events, int bytes) {}

    /**
     * What is to be stored and what is not.
     *
     * @param suspects refused events that may have been stored before: then they are duplicates
     */
    record Taken(
            Site site,
            boolean backEnd,
            Instant receivedAt,
            List<NewEvent> events,
            List<Rejection> rejected,
            List<Suspect> suspects,
            int bytes) {}

    record Suspect(int index, UUID id) {}

    /** @throws ProblemException if the body is not a list of at most 100 events */
    static Parcel open(byte[] body) {
        Fields fields = Fields.received(body);
        String siteKey = fields.optionalText("siteKey", 100).orElse(null);
        JsonNode list = fields.raw("events");
        if (list != null && list.isArray() && list.size() > MAX_EVENTS) {
            throw new ProblemException(ProblemType.TOO_LARGE, "a request has at most " + MAX_EVENTS + " events");
        }
        List<JsonNode> events = new ArrayList<>();
        fields.array("events", MAX_EVENTS).forEach(events::add);
        if (list == null) {
            fields.fault("events", "is needed: a list of events");
        }
        fields.refuse();
        return new Parcel(siteKey, events, body.length);
    }

    /** Who speaks, and for which site. */
    SiteDoor.Admitted admit(Parcel parcel, HttpServerRequest http) {
        return door.admit(parcel.siteKey(), http.getHeader("Authorization"), http.getHeader("Origin"));
    }

    /** Whether everything that {@link #take} needs is in memory. */
    boolean isReady(SiteDoor.Admitted admitted) {
        return !admitted.compiled().countsDays()
                || units.isReady(admitted.compiled().site());
    }

    Taken take(Parcel parcel, SiteDoor.Admitted admitted, HttpServerRequest http) {
        Compiled compiled = admitted.compiled();
        Site site = compiled.site();
        Instant now = clock.instant();
        List<NewEvent> events = new ArrayList<>();
        List<Rejection> rejected = new ArrayList<>();
        List<Suspect> suspects = new ArrayList<>();
        Taken taken = new Taken(site, admitted.backEnd(), now, events, rejected, suspects, parcel.bytes());
        Optional<String> whyExcluded = admitted.backEnd() ? Optional.empty() : Traffic.excluded(http);
        if (whyExcluded.isPresent()) {
            excluded.count(site.id(), whyExcluded.get(), now);
            for (int i = 0; i < parcel.events().size(); i++) {
                rejected.add(new Rejection(i, "excluded_traffic", "robots, previews and prefetches are not counted"));
            }
            return taken;
        }
        if (!admitted.backEnd() && compiled.countsDays()) {
            units.prepare(site);
        }
        EventReader reader = new EventReader(
                compiled,
                now,
                admitted.backEnd(),
                at -> units.dailyAt(at, site, http.remoteAddress().host(), http.getHeader("User-Agent")));
        for (int i = 0; i < parcel.events().size(); i++) {
            try {
                events.add(reader.read(parcel.events().get(i)));
            } catch (EventReader.Refused refused) {
                rejected.add(refused.at(i));
                if (refused.mayBeKnown() != null) {
                    suspects.add(new Suspect(i, refused.mayBeKnown()));
                }
            }
        }
        return taken;
    }

    /** Takes those that are stored already from the rejected; returns how many they are. Asks the database. */
    int findKnown(Taken taken) {
        Set<UUID> known = store.known(
                taken.site().id(), taken.suspects().stream().map(Suspect::id).toList());
        int found = 0;
        for (Suspect suspect : taken.suspects()) {
            if (known.contains(suspect.id())
                    && taken.rejected().removeIf(rejection -> rejection.index() == suspect.index())) {
                found++;
            }
        }
        return found;
    }
}
