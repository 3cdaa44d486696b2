package dev.candor.api.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Caller;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import dev.candor.domain.experiment.LaunchChecklist;
import dev.candor.domain.experiment.Slice;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The steps of {@code /api/v1/sites/{site}/experiments/{key}}: the checklist, the start and what comes after. */
@Path("/api/v1/sites/{site}/experiments/{key}")
@Produces(MediaType.APPLICATION_JSON)
public class LifecycleResource {

    private final Experiments experiments;
    private final Lifecycle lifecycle;
    private final RunningChanges changes;
    private final Caller caller;

    LifecycleResource(Experiments experiments, Lifecycle lifecycle, RunningChanges changes, Caller caller) {
        this.experiments = experiments;
        this.lifecycle = lifecycle;
        this.changes = changes;
        this.caller = caller;
    }

    @GET
    @Path("checklist")
    public JsonNode checklist(@RestPath String site, @RestPath String key) {
        caller.require(Role.VIEWER);
        return json(lifecycle.checklist(site, key));
    }

    @POST
    @Path("start")
    public Response start(@RestPath String site, @RestPath String key) {
        return answer(lifecycle.start(site, key, caller.require(Role.EDITOR)));
    }

    @POST
    @Path("pause")
    public Response pause(@RestPath String site, @RestPath String key) {
        return answer(lifecycle.pause(site, key, caller.require(Role.EDITOR)));
    }

    @POST
    @Path("resume")
    public Response resume(@RestPath String site, @RestPath String key) {
        return answer(lifecycle.resume(site, key, caller.require(Role.EDITOR)));
    }

    @POST
    @Path("stop")
    public Response stop(@RestPath String site, @RestPath String key) {
        return answer(lifecycle.stop(site, key, caller.require(Role.EDITOR)));
    }

    @POST
    @Path("archive")
    public Response archive(@RestPath String site, @RestPath String key) {
        return answer(lifecycle.archive(site, key, caller.require(Role.EDITOR)));
    }

    @PATCH
    @Path("traffic")
    public Response ramp(
            @RestPath String site,
            @RestPath String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            byte[] body) {
        Actor actor = caller.require(Role.EDITOR);
        Fields fields = Fields.received(body);
        int share = (int) fields.whole("trafficShare", 1, Slice.WHOLE);
        fields.refuse();
        return answer(changes.ramp(site, key, share, Revision.of(ifMatch), actor));
    }

    @POST
    @Path("phases")
    public Response beginPhase(
            @RestPath String site,
            @RestPath String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            byte[] body) {
        Actor actor = caller.require(Role.EDITOR);
        Fields fields = Fields.received(body);
        Map<String, Integer> weights = new LinkedHashMap<>();
        Optional<Fields> given = fields.object("weights");
        if (given.isEmpty()) {
            fields.fault("weights", "is needed: basis points by the variants' keys");
        }
        given.ifPresent(each ->
                each.names().forEach(name -> weights.put(name, (int) each.whole(name, 1, Slice.WHOLE))));
        fields.refuse();
        return answer(changes.beginPhase(site, key, weights, Revision.of(ifMatch), actor));
    }

    private Response answer(KeptExperiment kept) {
        return Response.ok(ExperimentsResource.json(kept, experiments.amendments(kept)))
                .tag(Revision.tag(kept.revision()))
                .build();
    }

    private static JsonNode json(LaunchChecklist checklist) {
        ObjectNode node = Json.object().put("mayStart", checklist.mayStart());
        ArrayNode items = node.putArray("items");
        for (LaunchChecklist.Item item : checklist.items()) {
            items.addObject()
                    .put("check", item.check().code())
                    .put("code", item.code())
                    .put("status", item.outcome().code())
                    .put("message", item.message())
                    .put("field", item.field());
        }
        return node;
    }
}
