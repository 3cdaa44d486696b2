package dev.candor.api.problem;

import dev.candor.api.database.Database;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What the server refuses before any resource sees it gets the same body as everything else. */
@ApplicationScoped
class HttpLayerProblems {

    /** The largest body of any request, in bytes. */
    static final long LARGEST = 1024 * 1024;

    static final String TOO_LARGE = "a request has at most 1 MiB";

    /** Before Quarkus' own limit, which answers without a body. */
    private static final int PRIORITY = 190;
    /** Before Quarkus' own handler of failures. */
    private static final int FIRST = -1_000;

    /** A request that says how long it is; for one that only grows too long see {@link BodyLimit}. */
    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    if (declaredLength(context.request()) > LARGEST) {
                        if (context.request().version() != HttpVersion.HTTP_2) { // which has no such header
                            context.response().putHeader("Connection", "close");
                        }
                        Problems.send(context, Problem.of(ProblemType.TOO_LARGE, TOO_LARGE));
                    } else if (isPacked(context)) {
                        Problems.send(
                                context,
                                Problem.of(
                                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                                        "only /v1/events takes a packed body: leave Content-Encoding out"));
                    } else {
                        context.next();
                    }
                },
                PRIORITY);
    }

    private static boolean isPacked(RoutingContext context) {
        String encoding = context.request().getHeader("Content-Encoding");
        return encoding != null
                && !encoding.isBlank()
                && !encoding.equalsIgnoreCase("identity")
                && !context.normalizedPath().equals("/v1/events");
    }

    /** What fails before JAX-RS for want of the database, such as looking up a token. */
    void register(@Observes Router router) {
        router.route().order(FIRST).failureHandler(context -> {
            Throwable failure = context.failure();
            if (failure != null && Database.isAway(failure)) {
                Problems.send(context, Problems.of(failure));
            } else {
                context.next();
            }
        });
    }

    /** In bytes; 0 when the request does not say. */
    static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        if (length == null || length.length() > 18) {
            return 0;
        }
        long bytes = 0;
        for (int i = 0; i < length.length(); i++) {
            int digit = length.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            bytes = bytes * 10 + digit;
        }
        return bytes;
    }
}
