package dev.candor.api.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.PublicRoute;
import dev.candor.api.access.RateLimits;
import dev.candor.api.access.SiteDoor;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.catalog.Site;
import dev.candor.api.privacy.VisitorRights.Wish;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.Problem;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.api.problem.Problems;
import dev.candor.api.problem.RequestBody;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Purpose;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /v1/visitor}: a visitor's own data, by the secret that only their browser holds. */
@ApplicationScoped
class VisitorRoute {

    private static final List<HttpMethod> METHODS = List.of(HttpMethod.GET, HttpMethod.PATCH, HttpMethod.DELETE);
    private static final int MOST_BYTES = 16 * 1024;
    private static final Pace PACE = new Pace(Duration.ofMillis(200));
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final SiteDoor door;
    private final RateLimits limits;
    private final VisitorRights rights;

    VisitorRoute(SiteDoor door, RateLimits limits, VisitorRights rights) {
        this.door = door;
        this.limits = limits;
        this.rights = rights;
    }

    void register(@Observes Router router) {
        PublicRoute.add(router, "/v1/visitor", METHODS, this::receive);
    }

    private void receive(RoutingContext context) {
        long arrived = System.nanoTime();
        HttpServerRequest http = context.request();
        OptionalLong wait = limits.visitorFromNetwork(
                http.remoteAddress() == null ? "" : http.remoteAddress().host());
        if (wait.isPresent()) {
            context.response().putHeader("Retry-After", Long.toString(wait.getAsLong()));
            Problems.send(
                    context,
                    Problem.of(
                            ProblemType.TOO_MANY_REQUESTS, "more requests came from this network than are answered"));
            return;
        }
        VisitorSecret secret = VisitorSecret.read(http.getHeader("Authorization"));
        Compiled compiled =
                door.admit(secret.siteKey(), null, http.getHeader("Origin")).compiled();
        if (compiled.fromCopy()) { // without the database there is no key for pseudonyms
            throw new ProblemException(ProblemType.UNAVAILABLE, "the database does not answer; try again later");
        }
        RequestBody.receive(context, MOST_BYTES, body -> {
            Callable<ObjectNode> work = work(http.method(), compiled, secret, body);
            Future<ObjectNode> done = context.vertx().executeBlocking(work, false);
            done.onComplete(result -> context.vertx().setTimer(left(arrived), timer -> answer(context, result)));
        });
    }

    /** What is to be done; whatever can be refused without looking is refused here. */
    private Callable<ObjectNode> work(HttpMethod method, Compiled compiled, VisitorSecret secret, byte[] body) {
        if (HttpMethod.GET.equals(method)) {
            return () -> rights.export(compiled, secret.unit());
        }
        Site site = compiled.site();
        String unit = secret.unit()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.UNAUTHENTICATED,
                        "without the secret, nothing that is held can be told to be yours"));
        if (HttpMethod.DELETE.equals(method)) {
            return () -> rights.erase(compiled, unit);
        }
        Wish wish = wish(body);
        return () -> rights.change(site, unit, wish);
    }

    private static Wish wish(byte[] body) {
        Fields fields = Fields.received(body);
        @Nullable Boolean objected = fields.has("objected") ? fields.truth("objected", false) : null;
        Map<Purpose, ConsentState> consent = new EnumMap<>(Purpose.class);
        fields.object("consent").ifPresent(answers -> {
            for (Purpose purpose : Purpose.values()) {
                if (answers.has(purpose.code())) {
                    ConsentState state = answers.coded(purpose.code(), ConsentState.class);
                    if (state == ConsentState.UNKNOWN) {
                        answers.fault(purpose.code(), "must be granted or denied");
                    }
                    consent.put(purpose, state);
                }
            }
        });
        @Nullable
        String version = fields.has("textVersion")
                ? fields.text(
                        "textVersion",
                        text -> VERSION.matcher(text).matches(),
                        "must be 1 to 64 letters, digits and . _ -")
                : null;
        if (objected == null && consent.isEmpty() && fields.faults().isEmpty()) {
            fields.fault("", "needs objected, consent or both");
        }
        fields.refuse();
        return new Wish(objected, consent, version);
    }

    /** Milliseconds, at least one, until an answer to what came at {@code arrived} may leave. */
    private static long left(long arrived) {
        return Math.max(
                1, PACE.remaining(Duration.ofNanos(System.nanoTime() - arrived)).toMillis());
    }

    private static void answer(RoutingContext context, AsyncResult<ObjectNode> result) {
        if (result.failed()) {
            Problems.send(context, Problems.of(result.cause()));
        } else if (!context.response().closed()) {
            context.response()
                    .putHeader("Content-Type", PublicRoute.JSON)
                    .putHeader("Cache-Control", "no-store")
                    .end(Json.text(result.result()));
        }
    }
}
