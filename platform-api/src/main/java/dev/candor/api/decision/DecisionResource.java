package dev.candor.api.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.SiteDoor;
import dev.candor.api.access.Traffic;
import dev.candor.api.access.Units;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.catalog.Site;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.assignment.Visitor;
import dev.candor.domain.consent.UnitKind;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The public doors of decide: the ruleset for browsers, and decisions for back ends. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class DecisionResource {

    private static final String CACHE = "public, max-age=10, stale-while-revalidate=60";

    private final SiteDoor door;
    private final Units units;
    private final Clock clock;

    DecisionResource(SiteDoor door, Units units, Clock clock) {
        this.door = door;
        this.units = units;
        this.clock = clock;
    }

    @GET
    @Path("sites/{siteKey}/ruleset")
    public Response ruleset(
            @RestPath String siteKey, @HeaderParam("Origin") @Nullable String origin, @Context Request request) {
        Compiled compiled = door.admit(siteKey, null, origin).compiled();
        EntityTag tag = new EntityTag(compiled.entityTag());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder answer = unchanged == null ? Response.ok(compiled.body()) : unchanged;
        return answer.tag(tag).header("Cache-Control", CACHE).build();
    }

    @POST
    @Path("decide")
    @Consumes(MediaType.WILDCARD)
    public Response decide(
            byte[] body,
            @HeaderParam("Authorization") @Nullable String authorization,
            @HeaderParam("Origin") @Nullable String origin,
            HttpServerRequest http) {
        Fields fields = Fields.received(body);
        String siteKey = fields.optionalText("siteKey", 100).orElse(null);
        String unit = Units.given(fields, "unit");
        String userId = Units.given(fields, "userId");
        List<String> asked = fields.has("experiments") ? fields.texts("experiments", 100, 64) : null;
        DecideRequest request = DecideRequest.read(fields);
        fields.refuse();
        SiteDoor.Admitted admitted = door.admit(siteKey, authorization, origin);
        Compiled compiled = admitted.compiled();
        boolean backEnd = admitted.backEnd();
        Visitor visitor = new Visitor(
                units(compiled.site(), unit, userId, backEnd, http),
                request.consents(),
                request.facts(),
                !backEnd && Traffic.excluded(http).isPresent(),
                clock.millis());
        JsonNode decisions = DecideService.decide(
                compiled, visitor, asked, request.language(compiled.site().locale()));
        ObjectNode answer = Json.object();
        answer.set("decisions", decisions);
        answer.put("unit", unit);
        return Response.ok(answer).header("Cache-Control", "no-store").build();
    }

    /** A back end's own address says nothing about the visitor, so that it can't be made a daily unit. */
    private Map<UnitKind, String> units(
            Site site, @Nullable String unit, @Nullable String userId, boolean backEnd, HttpServerRequest http) {
        Map<UnitKind, String> known = new EnumMap<>(UnitKind.class);
        Optional.ofNullable(unit).ifPresent(u -> known.put(UnitKind.CONSENTED_VISITOR, u));
        Optional.ofNullable(userId).ifPresent(u -> known.put(UnitKind.SIGNED_IN_USER, u));
        if (!backEnd) {
            known.put(
                    UnitKind.DAILY_VISITOR,
                    units.daily(site, http.remoteAddress().host(), http.getHeader("User-Agent")));
        } else if (unit != null) {
            known.put(UnitKind.DAILY_VISITOR, unit);
        }
        return known;
    }
}
