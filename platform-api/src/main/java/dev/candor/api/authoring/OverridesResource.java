package dev.candor.api.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.candor.api.access.Caller;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import dev.candor.domain.experiment.FindingOverride;
import dev.candor.domain.experiment.LaunchChecklist.Item;
import dev.candor.domain.experiment.LaunchChecklist.Outcome;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /api/v1/sites/{site}/experiments/{key}/overrides}: findings that administrators let pass. */
@Path("/api/v1/sites/{site}/experiments/{key}/overrides")
@Produces(MediaType.APPLICATION_JSON)
public class OverridesResource {

    private final Linter linter;
    private final Experiments experiments;
    private final Caller caller;

    OverridesResource(Linter linter, Experiments experiments, Caller caller) {
        this.linter = linter;
        this.experiments = experiments;
        this.caller = caller;
    }

    @GET
    public JsonNode list(@RestPath String site, @RestPath String key) {
        caller.require(Role.VIEWER);
        ArrayNode items = Json.object().putArray("items");
        for (FindingOverride override : linter.overrides(experiments.get(site, key))) {
            items.addObject()
                    .put("code", override.code())
                    .put("field", override.field())
                    .put("reason", override.reason())
                    .put("actor", override.actor())
                    .put("at", override.at().toString());
        }
        return Json.object().set("items", items);
    }

    @POST
    public JsonNode override(@RestPath String site, @RestPath String key, byte[] body) {
        Actor actor = caller.require(Role.ADMIN);
        Fields fields = Fields.received(body);
        String code = fields.text("code", 64);
        String field = fields.text("field", 200);
        String reason = fields.text("reason", Linter.LONGEST_REASON);
        fields.refuse();
        return findings(linter.findings(linter.override(site, key, code, field, reason, actor)));
    }

    /** The findings as every answer about a draft has them. */
    static JsonNode findings(List<Item> findings) {
        ArrayNode items = Json.object().putArray("findings");
        for (Item item : findings) {
            items.addObject()
                    .put("code", item.code())
                    .put("field", item.field())
                    .put("severity", item.outcome() == Outcome.FAIL ? "error" : "warning")
                    .put("message", item.message())
                    .put("mayBeOverridden", item.mayBeOverridden());
        }
        return Json.object().set("findings", items);
    }
}
