package dev.candor.api.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Caller;
import dev.candor.api.problem.Json;
import dev.candor.domain.actor.Role;
import dev.candor.domain.attribute.SensitiveKinds;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /api/v1/attributes/sensitive}: what is never asked for, as it is looked for. */
@Path("/api/v1/attributes/sensitive")
@Produces(MediaType.APPLICATION_JSON)
public class SensitiveKindsResource {

    private final Caller caller;

    SensitiveKindsResource(Caller caller) {
        this.caller = caller;
    }

    @GET
    public JsonNode list() {
        caller.require(Role.VIEWER);
        ObjectNode node = Json.object();
        SensitiveKinds.all().forEach((how, words) -> node.set(how, Json.tree(words)));
        return node;
    }
}
