package dev.candor.api.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Caller;
import dev.candor.api.problem.Json;
import dev.candor.domain.actor.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/sites/{site}/pseudonym-epochs}: since when which key makes a site's pseudonyms, and a new one. */
@Path("/api/v1/sites/{site}/pseudonym-epochs")
@Produces(MediaType.APPLICATION_JSON)
public class EpochsResource {

    private final Epochs epochs;
    private final Caller caller;

    EpochsResource(Epochs epochs, Caller caller) {
        this.epochs = epochs;
        this.caller = caller;
    }

    @GET
    public JsonNode list(@RestPath String site) {
        caller.require(Role.VIEWER);
        return write(epochs.of(site));
    }

    @POST
    public Response begin(@RestPath String site) {
        return Response.status(Response.Status.CREATED)
                .entity(write(epochs.begin(site, caller.require(Role.ADMIN))))
                .build();
    }

    private static JsonNode write(List<Epochs.State> states) {
        ObjectNode node = Json.object();
        ArrayNode items = node.putArray("items");
        for (Epochs.State state : states) {
            items.addObject()
                    .put("number", state.number())
                    .put("beganAt", state.beganAt().toString())
                    .put("endedAt", text(state.endedAt()))
                    .put("destroyedAt", text(state.destroyedAt()))
                    .put("destroyBy", text(state.destroyBy()))
                    .set("heldBy", Json.tree(state.held()));
        }
        return node;
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }
}
