package dev.candor.api.problem;

import dev.candor.api.database.Database;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/** Problems as answers of what stands outside of JAX-RS; {@link ProblemMappers} has the same for what stands inside. */
public final class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    /** After so many seconds it may be worth trying again. */
    public static final int RETRY_SECONDS = 2;

    private Problems() {}

    /** Answers with {@code problem}, unless an answer has begun already. */
    public static void send(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.headWritten() || response.closed()) {
            return;
        }
        if (problem.status() == ProblemType.UNAVAILABLE.status()) {
            response.putHeader("Retry-After", Integer.toString(RETRY_SECONDS));
        }
        response.setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Json.text(Json.tree(problem)));
    }

    /** What {@code failure} is to the caller; what nobody expected is logged. */
    public static Problem of(Throwable failure) {
        if (failure instanceof ProblemException expected) {
            return expected.problem();
        }
        if (Database.isAway(failure)) {
            return Problem.of(ProblemType.UNAVAILABLE, "the database does not answer; decisions go on meanwhile");
        }
        LOG.error("a request failed", failure);
        return Problem.of(ProblemType.INTERNAL, "the reason is in the server's log");
    }
}
