package dev.candor.api.decision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** The one file that a website loads. Open to every origin: it says nothing about anybody. */
@Path("/v1/candor.js")
@ApplicationScoped
public class SnippetResource {

    private final Snippet snippet = Snippet.load();

    @GET
    public Response get(@Context Request request) {
        EntityTag tag = new EntityTag(snippet.sha256());
        @Nullable ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        ResponseBuilder answer = unchanged != null
                ? unchanged
                : Response.ok(snippet.bytes()).header(HttpHeaders.CONTENT_TYPE, "text/javascript; charset=utf-8");
        return answer.tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                .header("Access-Control-Allow-Origin", "*")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
