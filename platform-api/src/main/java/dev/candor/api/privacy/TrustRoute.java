package dev.candor.api.privacy;

import dev.candor.api.access.EntityTags;
import dev.candor.api.access.PublicRoute;
import dev.candor.api.access.SiteDoor;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.consent.Languages;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.api.problem.Problems;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/sites/{siteKey}/trust}, {@code …/badge.svg} and {@code /.well-known/gpc.json}: for anybody to read. */
@ApplicationScoped
class TrustRoute {

    /** A check that fails takes the badge away within this time. */
    private static final int BADGE_SECONDS = 60;

    private static final List<HttpMethod> METHODS = List.of(HttpMethod.GET);

    /** Global Privacy Control is heeded, in the way that has been in force since this day (GPC specification, section 4). */
    private static final String GPC = "{\"gpc\":true,\"lastUpdate\":\"2026-11-23\"}";

    private final SiteDoor door;
    private final TrustDocument document;
    private final TrustChecks checks;

    TrustRoute(SiteDoor door, TrustDocument document, TrustChecks checks) {
        this.door = door;
        this.document = document;
        this.checks = checks;
    }

    void register(@Observes Router router) {
        PublicRoute.add(router, "/v1/sites/:siteKey/trust", METHODS, this::trust);
        PublicRoute.add(router, "/v1/sites/:siteKey/badge.svg", METHODS, this::badge);
        PublicRoute.add(router, "/.well-known/gpc.json", METHODS, TrustRoute::gpc);
    }

    private void trust(RoutingContext context) {
        HttpServerRequest http = context.request();
        // Anybody may read it, from whatever page.
        Compiled compiled = door.admit(context.pathParam("siteKey"), null, null).compiled();
        if (compiled.fromCopy()) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "the database does not answer; try again later");
        }
        @Nullable HostAndPort authority = http.authority();
        String host = authority == null ? "" : authority.toString();
        Callable<byte[]> work = () -> Json.text(document.of(compiled, host)).getBytes(StandardCharsets.UTF_8);
        Future<byte[]> made = context.vertx().executeBlocking(work, false);
        made.onComplete(result -> answer(context, result));
    }

    /** The picture while every check holds; else one without content, so that no page shows a broken picture. */
    private void badge(RoutingContext context) {
        Compiled compiled = door.admit(context.pathParam("siteKey"), null, null).compiled();
        boolean japanese = Languages.choose(compiled.site(), context.request().getParam("lang"))
                .equals("ja");
        Callable<Boolean> work = () -> !compiled.fromCopy() && checks.holds(compiled.site());
        context.vertx().executeBlocking(work, false).onComplete(held -> {
            boolean shown = held.succeeded() && held.result();
            context.response()
                    .putHeader("Content-Type", "image/svg+xml;charset=UTF-8")
                    .putHeader("Cache-Control", "public, max-age=" + BADGE_SECONDS)
                    .putHeader("Access-Control-Allow-Origin", "*")
                    .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
                    .putHeader("Content-Security-Policy", "default-src 'none'")
                    .end(shown ? BadgeSvg.of(japanese) : BadgeSvg.NOTHING);
        });
    }

    private static void answer(RoutingContext context, AsyncResult<byte[]> made) {
        if (made.failed()) {
            Problems.send(context, Problems.of(made.cause()));
            return;
        }
        String tag = EntityTags.of(made.result());
        HttpServerResponse response = context.response()
                .putHeader("Cache-Control", "public, max-age=60")
                .putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("ETag", '"' + tag + '"');
        if (EntityTags.match(context.request().getHeader("If-None-Match"), tag)) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader("Content-Type", PublicRoute.JSON)
                    .putHeader("Content-Encoding", "identity")
                    .end(Buffer.buffer(made.result()));
        }
    }

    private static void gpc(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "public, max-age=86400")
                .end(GPC);
    }
}
