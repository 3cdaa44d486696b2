package dev.candor.api.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What the server refuses before any resource sees it gets the same body as everything else. */
@ApplicationScoped
class HttpLayerProblems {

    private static final long LARGEST = 1024 * 1024;
    /** Before Quarkus' own limit, which answers without a body. */
    private static final int PRIORITY = 190;

    /** A request that says how long it is; one that only grows too long is ended by Quarkus, without a body. */
    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    if (declaredLength(context) > LARGEST) {
                        send(context, Problem.of(ProblemType.TOO_LARGE, "a request has at most 1 MiB"));
                    } else {
                        context.next();
                    }
                },
                PRIORITY);
    }

    private static long declaredLength(RoutingContext context) {
        String length = context.request().getHeader("Content-Length");
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
    }

    private static void send(RoutingContext context, Problem problem) {
        context.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Connection", "close")
                .end(Json.text(Json.tree(problem)));
    }
}
