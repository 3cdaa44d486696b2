package dev.candor.api.access;

import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.api.problem.Problems;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Consumer;

/** One public address that is served beside JAX-RS, on the event loop. What goes wrong is answered as everywhere. */
public final class PublicRoute {

    public static final String JSON = "application/json;charset=UTF-8";

    /** After the filters and before what Quarkus serves. */
    private static final int ORDER = 500;

    private PublicRoute() {}

    /** Serves {@code path} for {@code methods}; {@code handler} must not block. */
    public static void add(Router router, String path, List<HttpMethod> methods, Consumer<RoutingContext> handler) {
        router.route(path).order(ORDER).handler(context -> {
            try {
                if (!methods.contains(context.request().method())) {
                    throw new ProblemException(ProblemType.METHOD_NOT_ALLOWED, ProblemType.METHOD_NOT_ALLOWED.title());
                }
                handler.accept(context);
            } catch (RuntimeException e) {
                Problems.send(context, Problems.of(e));
            }
        });
    }
}
