package dev.candor.api.collecting;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.access.SiteDoor;
import dev.candor.api.access.Traffic;
import dev.candor.api.access.Units;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.catalog.Site;
import dev.candor.api.eventstore.ExcludedTraffic;
import dev.candor.api.eventstore.NewEvent;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Problem;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/events}: answered when the events are durable. */
@Path("/v1/events")
@Produces(MediaType.APPLICATION_JSON)
public class EventsResource {

    private static final int MAX_EVENTS = 100;
    private static final int MAX_BYTES = 256 * 1024;
    private static final int RETRY_SECONDS = 2;

    private final SiteDoor door;
    private final Units units;
    private final Collector collector;
    private final ExcludedTraffic excluded;
    private final Clock clock;

    EventsResource(SiteDoor door, Units units, Collector collector, ExcludedTraffic excluded, Clock clock) {
        this.door = door;
        this.units = units;
        this.collector = collector;
        this.excluded = excluded;
        this.clock = clock;
    }

    /** What became of the request's events. The snippet corrects its clock by {@code serverTime}. */
    public record Answer(int accepted, int duplicates, List<Rejection> rejected, Instant serverTime) {}

    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    public CompletionStage<Response> collect(
            byte[] body,
            @HeaderParam("Authorization") @Nullable String authorization,
            @HeaderParam("Origin") @Nullable String origin,
            HttpServerRequest http) {
        if (body.length > MAX_BYTES) {
            throw new ProblemException(ProblemType.TOO_LARGE, "a request has at most 256 KiB: send fewer events");
        }
        Fields fields = Fields.received(body);
        String siteKey = fields.optionalText("siteKey", 100).orElse(null);
        List<JsonNode> nodes = events(fields);
        fields.refuse();
        SiteDoor.Admitted admitted = door.admit(siteKey, authorization, origin);
        Compiled compiled = admitted.compiled();
        Site site = compiled.site();
        Instant now = clock.instant();
        Optional<String> whyExcluded = admitted.backEnd() ? Optional.empty() : Traffic.excluded(http);
        if (whyExcluded.isPresent()) {
            excluded.count(site.id(), whyExcluded.get(), now);
            return java.util.concurrent.CompletableFuture.completedFuture(leftOut(nodes.size(), now));
        }
        EventReader reader = new EventReader(
                compiled, now, () -> units.daily(site, http.remoteAddress().host(), http.getHeader("User-Agent")));
        List<NewEvent> events = new ArrayList<>();
        List<Rejection> rejected = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            try {
                events.add(reader.read(nodes.get(i)));
            } catch (EventReader.Refused refused) {
                rejected.add(refused.at(i));
            }
        }
        return collector
                .collect(events)
                .handle((stored, failure) -> failure == null
                        ? accepted(new Answer(stored, events.size() - stored, rejected, now))
                        : unavailable());
    }

    private static List<JsonNode> events(Fields fields) {
        JsonNode list = fields.raw("events");
        if (list != null && list.isArray() && list.size() > MAX_EVENTS) {
            throw new ProblemException(ProblemType.TOO_LARGE, "a request has at most " + MAX_EVENTS + " events");
        }
        List<JsonNode> events = new ArrayList<>();
        fields.array("events", MAX_EVENTS).forEach(events::add);
        if (list == null) {
            fields.fault("events", "is needed: a list of events");
        }
        return events;
    }

    private static Response leftOut(int events, Instant now) {
        List<Rejection> rejected = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            rejected.add(new Rejection(i, "excluded_traffic", "robots, previews and prefetches are not counted"));
        }
        return accepted(new Answer(0, 0, rejected, now));
    }

    private static Response accepted(Answer answer) {
        return Response.accepted(answer).header("Cache-Control", "no-store").build();
    }

    private static Response unavailable() {
        Problem problem = Problem.of(ProblemType.UNAVAILABLE, "nothing was stored; send the same events again");
        return Response.status(problem.status())
                .header("Retry-After", RETRY_SECONDS)
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }
}
