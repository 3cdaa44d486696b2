package dev.candor.api.decision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The files that a website loads. Open to every origin: they say nothing about anybody. {@code /v1/candor.js} is the
 * current build; an address with a hash is one build for ever.
 */
@Path("/v1")
@ApplicationScoped
public class SnippetResource {

    private final Snippets snippets;

    SnippetResource(Snippets snippets) {
        this.snippets = snippets;
    }

    @GET
    @Path("candor.js")
    public Response current(@Context Request request) {
        return answer(snippets.core(), "public, max-age=300", request);
    }

    @GET
    @Path("{name: candor[-.0-9a-z]+}")
    public Response immutable(@PathParam("name") String name, @Context Request request) {
        Snippet snippet = snippets.named(name).orElseThrow(() -> new NotFoundException("No build is called " + name));
        return answer(snippet, "public, max-age=31536000, immutable", request);
    }

    private static Response answer(Snippet snippet, String caching, Request request) {
        EntityTag tag = new EntityTag(HexFormat.of().formatHex(snippet.sha256()));
        @Nullable ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        ResponseBuilder answer = unchanged != null
                ? unchanged
                : Response.ok(snippet.bytes()).header(HttpHeaders.CONTENT_TYPE, "text/javascript; charset=utf-8");
        return answer.tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, caching)
                .header("Access-Control-Allow-Origin", "*")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
