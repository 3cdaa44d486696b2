package dev.candor.api.problem;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What the server refuses before any resource sees it gets the same body as everything else. */
@ApplicationScoped
class HttpLayerProblems {

    private static final int TOO_LARGE = 413;

    void register(@Observes Router router) {
        router.errorHandler(
                TOO_LARGE, context -> send(context, Problem.of(ProblemType.TOO_LARGE, "a request has at most 1 MiB")));
    }

    private static void send(RoutingContext context, Problem problem) {
        if (!context.response().ended()) {
            context.response()
                    .setStatusCode(problem.status())
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .putHeader("Connection", "close")
                    .end(Json.text(Json.tree(problem)));
        }
    }
}
