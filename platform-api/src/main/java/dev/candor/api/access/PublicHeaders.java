package dev.candor.api.access;

import dev.candor.api.catalog.Rulesets;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * CORS for the public doors, and for nothing else: pages of listed origins may read the answers, never with credentials.
 * Quarkus' own filter has one list for all paths, which would open the management API as well.
 */
@ApplicationScoped
class PublicHeaders {

    private static final int PRIORITY = 200;

    private final Rulesets rulesets;

    PublicHeaders(Rulesets rulesets) {
        this.rulesets = rulesets;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, PRIORITY);
    }

    private void handle(RoutingContext context) {
        String path = context.normalizedPath();
        if (!path.startsWith("/v1/") && !path.startsWith("/ofrep/")) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response();
        String origin = context.request().getHeader("Origin");
        response.putHeader("Vary", "Origin");
        response.putHeader("X-Content-Type-Options", "nosniff");
        // The snippet's files may be read from anywhere, and say so themselves: a second value would be one too many.
        boolean isSnippet = path.startsWith("/v1/candor");
        if (origin != null && !isSnippet && rulesets.isKnownOrigin(origin)) {
            response.putHeader("Access-Control-Allow-Origin", origin);
            response.putHeader("Access-Control-Expose-Headers", "ETag, Retry-After");
        }
        if (HttpMethod.OPTIONS.equals(context.request().method())) {
            response.putHeader("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE");
            response.putHeader("Access-Control-Allow-Headers", "Content-Type, Authorization, X-API-Key, If-None-Match");
            response.putHeader("Access-Control-Max-Age", "7200");
            response.setStatusCode(204).end();
            return;
        }
        context.next();
    }
}
