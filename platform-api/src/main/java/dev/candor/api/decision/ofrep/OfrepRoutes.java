package dev.candor.api.decision.ofrep;

import dev.candor.api.access.EntityTags;
import dev.candor.api.access.PerRuleset;
import dev.candor.api.access.PublicRoute;
import dev.candor.api.access.SiteDoor;
import dev.candor.api.access.SiteDoor.Admitted;
import dev.candor.api.access.Traffic;
import dev.candor.api.access.Units;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.consent.Standings;
import dev.candor.api.decision.BrowserSignals;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.api.problem.RequestBody;
import dev.candor.domain.assignment.Visitor;
import dev.candor.domain.consent.UnitKind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code /ofrep/v1/evaluate/flags}: single and bulk evaluation as the protocol's OpenAPI has them, so that the stock
 * OpenFeature providers need nothing but an address and a key. On the event loop, like all of decide.
 */
@ApplicationScoped
class OfrepRoutes {

    private static final int MOST_BYTES = 256 * 1024;
    private static final String BEARER = "Bearer ";

    private final SiteDoor door;
    private final Units units;
    private final Standings standings;
    private final Clock clock;
    private final PerRuleset<Flags> flags = new PerRuleset<>(Flags::new);

    OfrepRoutes(SiteDoor door, Units units, Standings standings, Clock clock) {
        this.door = door;
        this.units = units;
        this.standings = standings;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        List<HttpMethod> post = List.of(HttpMethod.POST);
        PublicRoute.add(router, "/ofrep/v1/evaluate/flags", post, context -> receive(context, null, this::evaluateAll));
        PublicRoute.add(router, "/ofrep/v1/evaluate/flags/:key", post, context -> {
            String key = context.pathParam("key");
            receive(context, key, asking -> evaluate(key, asking));
        });
    }

    /** One request that was let in and understood. */
    private record Asking(RoutingContext context, Flags flags, Visitor visitor, boolean named) {}

    private void receive(RoutingContext context, @Nullable String key, Consumer<Asking> answer) {
        RequestBody.receive(context, MOST_BYTES, body -> {
            Admitted admitted = admit(context.request());
            try {
                answer.accept(read(context, admitted, body));
            } catch (OfrepError e) {
                end(context, e.code().status(), Buffer.buffer(e.body(key)));
            }
        });
    }

    private Admitted admit(HttpServerRequest http) {
        String authorization = http.getHeader("Authorization");
        String apiKey = http.getHeader("X-API-Key");
        if (authorization == null && apiKey == null) {
            throw new ProblemException(
                    ProblemType.UNAUTHENTICATED, "send the site's key: Authorization: Bearer pk_... or X-API-Key");
        }
        try {
            return door.admit(null, authorization == null ? BEARER + apiKey : authorization, http.getHeader("Origin"));
        } catch (ProblemException e) {
            // Here the key is a credential, not the address of a thing.
            throw e.problem().status() == ProblemType.NOT_FOUND.status()
                    ? new ProblemException(
                            ProblemType.UNAUTHENTICATED, e.problem().detail())
                    : e;
        }
    }

    private Asking read(RoutingContext context, Admitted admitted, byte[] body) {
        OfrepContext asked = OfrepContext.read(body);
        HttpServerRequest http = context.request();
        Compiled compiled = admitted.compiled();
        Flags known = flags.of(compiled);
        Map<UnitKind, String> kinds = new EnumMap<>(UnitKind.class);
        String unit = asked.targetingKey();
        if (unit != null) {
            for (UnitKind kind : UnitKind.values()) {
                kinds.put(kind, unit);
            }
        }
        if (!admitted.backEnd()) {
            kinds.remove(UnitKind.DAILY_VISITOR);
            if (known.countsByDay()) {
                units.dailyInMemory(compiled.site(), http.remoteAddress().host(), http.getHeader("User-Agent"))
                        .ifPresent(daily -> kinds.put(UnitKind.DAILY_VISITOR, daily));
            }
        }
        Visitor visitor = new Visitor(
                kinds,
                standings.inForce(
                        compiled.site(),
                        unit == null ? List.of() : List.of(unit),
                        BrowserSignals.heeded(http, compiled.site().signalPolicy(), asked.consents())),
                asked.facts(),
                !admitted.backEnd() && Traffic.excluded(http).isPresent(),
                clock.millis());
        return new Asking(context, known, visitor, unit != null);
    }

    private void evaluate(String key, Asking asking) {
        byte[] answer = asking.flags().evaluate(key, asking.visitor(), asking.named());
        end(asking.context(), 200, Buffer.buffer(answer));
    }

    private void evaluateAll(Asking asking) {
        byte[] answer = asking.flags().evaluateAll(asking.visitor(), asking.named());
        String tag = EntityTags.of(answer);
        HttpServerResponse response = asking.context().response().putHeader("ETag", '"' + tag + '"');
        // The protocol's answers to a POST may be "not modified"; HTTP's own would be 412.
        if (EntityTags.match(asking.context().request().getHeader("If-None-Match"), tag)) {
            response.setStatusCode(304).putHeader("Cache-Control", "no-store").end();
        } else {
            end(asking.context(), 200, Buffer.buffer(answer));
        }
    }

    private static void end(RoutingContext context, int status, Buffer body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", PublicRoute.JSON)
                .putHeader("Content-Encoding", "identity")
                .putHeader("Cache-Control", "no-store")
                .end(body);
    }
}
