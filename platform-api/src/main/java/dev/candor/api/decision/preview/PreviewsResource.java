package dev.candor.api.decision.preview;

import dev.candor.api.access.Caller;
import dev.candor.api.problem.Fields;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/** {@code POST /api/v1/sites/{site}/experiments/{key}/previews}. */
@Path("/api/v1/sites/{site}/experiments/{key}/previews")
@Produces(MediaType.APPLICATION_JSON)
public class PreviewsResource {

    private final Previews previews;
    private final Caller caller;

    PreviewsResource(Previews previews, Caller caller) {
        this.previews = previews;
        this.caller = caller;
    }

    @POST
    public Response mint(@RestPath String site, @RestPath String key, byte[] body) {
        Actor actor = caller.require(Role.EDITOR);
        Fields fields = Fields.received(body);
        PreviewRequest request = PreviewRequest.read(fields);
        fields.refuse();
        return Response.status(Response.Status.CREATED)
                .entity(previews.mint(site, key, request, actor))
                .header("Cache-Control", "no-store")
                .build();
    }
}
