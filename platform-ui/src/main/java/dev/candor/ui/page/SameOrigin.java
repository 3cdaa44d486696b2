package dev.candor.ui.page;

import dev.candor.api.access.Sessions;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.Problem;
import dev.candor.api.problem.ProblemType;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/**
 * Refuses what another site makes a signed-in browser send. Browsers say where a request comes from in
 * {@code Sec-Fetch-Site}, older ones in {@code Origin}; a changing request that says neither is refused.
 */
@ApplicationScoped
class SameOrigin {

    private static final int PRIORITY = 300;
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    void register(@Observes Filters filters) {
        filters.register(SameOrigin::handle, PRIORITY);
    }

    private static void handle(RoutingContext context) {
        if (isOurs(context)) {
            context.next();
            return;
        }
        Problem problem = Problem.of(
                ProblemType.FORBIDDEN,
                "this request was not sent by a page of this program; behind a proxy, see that it passes on the host"
                        + " and the scheme");
        context.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Json.text(Json.tree(problem)));
    }

    private static boolean isOurs(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (SAFE.contains(request.method().name()) || !isGuarded(context)) {
            return true;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        return origin != null && origin.equals(request.scheme() + "://" + request.authority());
    }

    /** Only what a browser sends along by itself can be abused: the session cookie, and the sign-in itself. */
    private static boolean isGuarded(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = context.normalizedPath();
        if (path.startsWith("/v1/") || path.startsWith("/ofrep/")) {
            return false;
        }
        String authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.startsWith("Bearer ")) {
            return false;
        }
        return !path.startsWith("/api/") || request.getCookie(Sessions.COOKIE) != null;
    }
}
