package dev.candor.api.decision;

import dev.candor.api.access.PublicRoute;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What deploy/bench/decide.sh compares decisions with; there only with {@code candor.bench=true}. */
@Singleton
@Path("/v1/bench")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class BenchmarkResource {

    private static final byte[] FIXED =
            ByteJoin.utf8("{\"status\":\"ok\",\"message\":\"a fixed answer\",\"number\":42}");

    private final boolean wanted;

    BenchmarkResource(@ConfigProperty(name = "candor.bench", defaultValue = "false") boolean wanted) {
        this.wanted = wanted;
    }

    /** As much as a program says that says nothing. */
    public record Fixed(String status, String message, int number) {}

    @GET
    @Path("fixed")
    public Fixed fixed() {
        return answer();
    }

    @POST
    @Path("trivial")
    public Fixed trivial(byte[] body) {
        return answer();
    }

    /** The same beside JAX-RS. */
    void register(@Observes Router router) {
        if (wanted) {
            PublicRoute.add(
                    router,
                    "/v1/bench/route",
                    List.of(HttpMethod.GET),
                    context -> context.response()
                            .putHeader("Content-Type", PublicRoute.JSON)
                            .end(Buffer.buffer(FIXED)));
        }
    }

    private Fixed answer() {
        if (!wanted) {
            throw new ProblemException(ProblemType.NOT_FOUND, "nothing is here");
        }
        return new Fixed("ok", "a fixed answer", 42);
    }
}
