package dev.candor.api.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Caller;
import dev.candor.api.problem.Json;
import dev.candor.domain.actor.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /api/v1/templates}: beginnings of experiments; {@code ?template=KEY} on the experiments makes one a draft. */
@Path("/api/v1/templates")
@Produces(MediaType.APPLICATION_JSON)
public class TemplatesResource {

    private final Templates templates;
    private final Caller caller;

    TemplatesResource(Templates templates, Caller caller) {
        this.templates = templates;
        this.caller = caller;
    }

    @GET
    public JsonNode list() {
        caller.require(Role.VIEWER);
        return Page.of(templates.all().stream().map(TemplatesResource::json).toList(), null);
    }

    private static ObjectNode json(Templates.Template template) {
        ObjectNode node = Json.object().put("key", template.key());
        node.set("names", Json.tree(template.names()));
        node.set("purposes", Json.tree(template.purposes()));
        node.set("experiment", template.experiment());
        return node;
    }
}
