package dev.candor.api.problem;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /problems/{kind}}: where the {@code type} of an error response leads. */
@Path("/problems")
@Produces(MediaType.APPLICATION_JSON)
public class ProblemTypesResource {

    /** All kinds of problem, in the order of their status. */
    @GET
    public JsonNode all() {
        return Json.tree(Arrays.stream(ProblemType.values())
                .map(ProblemTypesResource::json)
                .toList());
    }

    @GET
    @Path("{kind}")
    public JsonNode one(@RestPath String kind) {
        return Arrays.stream(ProblemType.values())
                .filter(type -> type.uri().equals("/problems/" + kind))
                .findFirst()
                .map(ProblemTypesResource::json)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "there is no problem of that kind"));
    }

    private static JsonNode json(ProblemType type) {
        return Json.object().put("type", type.uri()).put("title", type.title()).put("status", type.status());
    }
}
