package dev.candor.api.collecting;

import dev.candor.api.access.RateLimits;
import dev.candor.api.access.SiteDoor;
import dev.candor.api.collecting.Intake.Parcel;
import dev.candor.api.collecting.Intake.Taken;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.Problem;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.api.problem.Problems;
import dev.candor.api.problem.RequestBody;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/events}: answered when the events are durable. A route of the HTTP server's own: it stays on the
 * connection's thread while nothing has to be asked of the database, and sees how long a body gets while it comes in.
 */
@ApplicationScoped
class EventsRoute {

    private static final Logger LOG = Logger.getLogger(EventsRoute.class);
    private static final String PATH = "/v1/events";
    private static final Problem TOO_LONG =
            Problem.of(ProblemType.TOO_LARGE, "as sent, a request has at most 256 KiB: send fewer events");
    private static final String SECRET_KEY = "Bearer sk_";

    private final Intake intake;
    private final Signer signer;
    private final RateLimits limits;
    private final CollectingMetrics metrics;

    EventsRoute(Intake intake, Signer signer, RateLimits limits, CollectingMetrics metrics) {
        this.intake = intake;
        this.signer = signer;
        this.limits = limits;
        this.metrics = metrics;
    }

    void register(@Observes Router router) {
        router.post(PATH).handler(this::receive);
        router.route(PATH).handler(context -> {
            context.response().putHeader("Allow", "POST");
            refuse(context, Problem.of(ProblemType.METHOD_NOT_ALLOWED, "POST events here"), "method");
        });
    }

    private void receive(RoutingContext context) {
        RequestBody.read(
                context.request(),
                Unpacking.MOST_AS_SENT,
                body -> attempt(context, () -> open(context, body)),
                () -> refuse(context, TOO_LONG, "too_large"));
    }

    private void open(RoutingContext context, byte[] body) {
        HttpServerRequest http = context.request();
        String authorization = http.getHeader("Authorization");
        boolean secret = authorization != null && authorization.startsWith(SECRET_KEY);
        if (!secret && overLimit(context, limits.fromNetwork(address(http), 1), "network_limit")) {
            return;
        }
        Parcel parcel = Intake.open(Unpacking.unpack(body, http.getHeader("Content-Encoding")));
        int more = parcel.events().size() - 1;
        if (secret || more <= 0 || !overLimit(context, limits.fromNetwork(address(http), more), "network_limit")) {
            take(context, parcel, intake.admit(parcel, http));
        }
    }

    private void take(RoutingContext context, Parcel parcel, SiteDoor.Admitted admitted) {
        if (admitted.compiled().fromCopy()) { // without the database there is no key for pseudonyms
            unavailable(context);
            return;
        }
        int site = admitted.compiled().site().id();
        int events = Math.max(1, parcel.events().size());
        if (overLimit(context, limits.forSite(site, events), "site_limit")) {
            return;
        }
        if (intake.isReady(admitted)) {
            store(context, intake.take(parcel, admitted, context.request()));
        } else {
            elsewhere(context, () -> intake.take(parcel, admitted, context.request()), taken -> store(context, taken));
        }
    }

    private void store(RoutingContext context, Taken taken) {
        signer.collect(taken.events(), taken.bytes(), threadOf(context), new Collector.Sender() {
            @Override
            public void stored(int isNew) {
                attempt(context, () -> conclude(context, taken, isNew));
            }

            @Override
            public void turnedAway() {
                attempt(context, () -> unavailable(context));
            }
        });
    }

    private void conclude(RoutingContext context, Taken taken, int isNew) {
        if (taken.suspects().isEmpty()) {
            answer(context, taken, isNew, 0);
        } else {
            elsewhere(context, () -> intake.findKnown(taken), known -> answer(context, taken, isNew, known));
        }
    }

    private void answer(RoutingContext context, Taken taken, int isNew, int known) {
        int duplicates = taken.events().size() - isNew + known;
        metrics.answered(isNew, duplicates, taken.rejected());
        String rejected = taken.rejected().isEmpty() ? "[]" : Json.text(Json.tree(taken.rejected()));
        String body = "{\"accepted\":" + isNew + ",\"duplicates\":" + duplicates + ",\"rejected\":" + rejected
                + ",\"serverTime\":\"" + taken.receivedAt() + "\"}";
        context.response()
                .setStatusCode(202)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(body);
    }

    /** Where the answers of this connection are written, the same object for all connections of a thread. */
    private static Executor threadOf(RoutingContext context) {
        return ((ContextInternal) context.vertx().getOrCreateContext()).nettyEventLoop();
    }

    private static String address(HttpServerRequest http) {
        return http.remoteAddress() == null ? "" : http.remoteAddress().host();
    }

    private boolean overLimit(RoutingContext context, OptionalLong seconds, String reason) {
        if (seconds.isEmpty()) {
            return false;
        }
        context.response().putHeader("Retry-After", Long.toString(seconds.getAsLong()));
        refuse(
                context,
                Problem.of(
                        ProblemType.TOO_MANY_REQUESTS,
                        reason.equals("site_limit")
                                ? "more events came for this site than this server takes; nothing was stored"
                                : "more events came from this network than this server takes; nothing was stored"),
                reason);
        return true;
    }

    private void unavailable(RoutingContext context) {
        refuse(
                context,
                Problem.of(ProblemType.UNAVAILABLE, "not known to be stored; send the same events again"),
                "unavailable");
    }

    private void refuse(RoutingContext context, Problem problem, String reason) {
        metrics.turnedAway(reason);
        Problems.send(context, problem);
    }

    /** Runs what may wait for the database on a thread that may wait, and goes on here. */
    private <T> void elsewhere(RoutingContext context, Callable<T> work, Step<T> next) {
        Future<T> result = context.vertx().executeBlocking(work, false);
        result.onComplete(done -> attempt(context, () -> {
            if (done.failed()) {
                throw done.cause();
            }
            next.go(done.result());
        }));
    }

    /** What comes after something that took its time. */
    private interface Step<T> {
        void go(T result) throws Throwable;
    }

    private interface Attempt {
        void go() throws Throwable;
    }

    /** Whatever fails is answered. */
    private void attempt(RoutingContext context, Attempt attempt) {
        try {
            attempt.go();
        } catch (ProblemException e) {
            refuse(context, e.problem(), "problem");
        } catch (Throwable e) {
            fail(context, e);
        }
    }

    private void fail(RoutingContext context, @Nullable Throwable failure) {
        if (Collector.isTheDatabases(failure)) {
            unavailable(context);
            return;
        }
        LOG.error("a request for events failed", failure);
        refuse(context, Problem.of(ProblemType.INTERNAL, "the reason is in the server's log"), "internal");
    }
}
