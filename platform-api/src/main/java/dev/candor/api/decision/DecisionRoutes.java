package dev.candor.api.decision;

import dev.candor.api.access.EntityTags;
import dev.candor.api.access.PerRuleset;
import dev.candor.api.access.PublicRoute;
import dev.candor.api.access.SiteDoor;
import dev.candor.api.access.SiteDoor.Admitted;
import dev.candor.api.access.Traffic;
import dev.candor.api.access.Units;
import dev.candor.api.catalog.PublicRuleset.Edition;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.consent.Standings;
import dev.candor.api.decision.preview.Forced;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.api.problem.RequestBody;
import dev.candor.domain.assignment.Visitor;
import dev.candor.domain.consent.UnitKind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public doors of decide: the ruleset for browsers, decisions for back ends, previews. They stand beside JAX-RS, on
 * the event loop and out of memory alone, because these are the requests of every page view
 * (docs/decisions/0006-decide-beside-jax-rs.md).
 */
@ApplicationScoped
class DecisionRoutes {

    private static final String CACHE = "public, max-age=10, stale-while-revalidate=60";

    private final SiteDoor door;
    private final Units units;
    private final Standings standings;
    private final Clock clock;
    private final PerRuleset<Decisions> prepared = new PerRuleset<>(Decisions::new);

    DecisionRoutes(SiteDoor door, Units units, Standings standings, Clock clock) {
        this.door = door;
        this.units = units;
        this.standings = standings;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        PublicRoute.add(router, "/v1/decide", List.of(HttpMethod.POST), this::decide);
        PublicRoute.add(router, "/v1/sites/:siteKey/ruleset", List.of(HttpMethod.GET, HttpMethod.HEAD), this::ruleset);
        PublicRoute.add(router, "/v1/sites/:siteKey/preview", List.of(HttpMethod.GET), this::preview);
    }

    private void decide(RoutingContext context) {
        RequestBody.receive(context, DecideRequest.MOST_BYTES, body -> {
            HttpServerRequest http = context.request();
            DecideRequest request = DecideRequest.read(body);
            Admitted admitted =
                    door.admit(request.siteKey(), http.getHeader("Authorization"), http.getHeader("Origin"));
            Compiled compiled = admitted.compiled();
            boolean backEnd = admitted.backEnd();
            Instant now = clock.instant();
            Visitor visitor = new Visitor(
                    units(compiled, request, backEnd, http),
                    standings.inForce(
                            compiled.site(),
                            named(request),
                            BrowserSignals.heeded(http, compiled.site().signalPolicy(), request.consents())),
                    request.facts(),
                    !backEnd && Traffic.excluded(http).isPresent(),
                    now.toEpochMilli(),
                    request.carried());
            Forced forced = request.preview() == null
                    ? null
                    : Forced.find(compiled, request.preview(), now).orElse(null);
            ByteJoin answer = prepared.of(compiled)
                    .answer(
                            visitor,
                            request.experiments(),
                            forced,
                            language(request.facts().context().get("language"), compiled),
                            request.unit());
            end(context, answer.buffer());
        });
    }

    private void preview(RoutingContext context) {
        HttpServerRequest http = context.request();
        Compiled compiled = door.admit(context.pathParam("siteKey"), null, http.getHeader("Origin"))
                .compiled();
        String token = http.getParam("token");
        if (token == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "token is needed: the preview link's");
        }
        Forced forced = Forced.of(compiled, token, clock.instant());
        end(
                context,
                Decisions.answer(forced, language(http.getParam("language"), compiled))
                        .buffer());
    }

    private void ruleset(RoutingContext context) {
        HttpServerRequest http = context.request();
        Edition edition = door.admit(context.pathParam("siteKey"), null, http.getHeader("Origin"))
                .compiled()
                .body()
                .at(clock.instant());
        boolean gzip = EntityTags.acceptsGzip(http.getHeader("Accept-Encoding"));
        String tag = gzip ? edition.gzipTag() : edition.tag();
        HttpServerResponse response = context.response()
                .putHeader("Cache-Control", CACHE)
                .putHeader("Vary", "Origin, Accept-Encoding")
                .putHeader("ETag", '"' + tag + '"');
        if (EntityTags.match(http.getHeader("If-None-Match"), tag)) {
            response.setStatusCode(304).end();
            return;
        }
        // Netty's HTTP/2 takes the header as an order to compress, so that there the prepared form would come out twice
        // packed.
        byte[] body = gzip && http.version() != HttpVersion.HTTP_2 ? edition.gzip() : edition.plain();
        // Named in any case, so that the server itself compresses nothing, which would belie the tag.
        response.putHeader("Content-Type", PublicRoute.JSON).putHeader("Content-Encoding", gzip ? "gzip" : "identity");
        if (http.method().equals(HttpMethod.HEAD)) {
            response.putHeader("Content-Length", Integer.toString(body.length)).end();
        } else {
            response.end(Buffer.buffer(body));
        }
    }

    private static void end(RoutingContext context, Buffer answer) {
        context.response()
                .putHeader("Content-Type", PublicRoute.JSON)
                .putHeader("Cache-Control", "no-store")
                .end(answer);
    }

    /** The language to explain in: the request's, else the site's. */
    private static String language(@Nullable Object wanted, Compiled compiled) {
        String tag = wanted == null ? "" : wanted.toString();
        String spoken = tag.length() < 2 ? compiled.site().locale() : tag;
        return spoken.length() > 2 ? spoken.substring(0, 2) : spoken;
    }

    /** The units by which a visitor may have taken something back. */
    private static List<String> named(DecideRequest request) {
        return Stream.of(request.unit(), request.userId())
                .filter(Objects::nonNull)
                .toList();
    }

    /** A back end's own address says nothing about the visitor, so that it can't be made a daily unit. */
    private Map<UnitKind, String> units(
            Compiled compiled, DecideRequest request, boolean backEnd, HttpServerRequest http) {
        Map<UnitKind, String> known = new EnumMap<>(UnitKind.class);
        String unit = request.unit();
        Optional.ofNullable(unit).ifPresent(u -> known.put(UnitKind.CONSENTED_VISITOR, u));
        Optional.ofNullable(request.userId()).ifPresent(u -> known.put(UnitKind.SIGNED_IN_USER, u));
        if (backEnd) {
            Optional.ofNullable(unit).ifPresent(u -> known.put(UnitKind.DAILY_VISITOR, u));
        } else if (prepared.of(compiled).countsByDay()) {
            units.dailyInMemory(compiled.site(), http.remoteAddress().host(), http.getHeader("User-Agent"))
                    .ifPresent(daily -> known.put(UnitKind.DAILY_VISITOR, daily));
        }
        return known;
    }
}
