package dev.candor.api.access;

import io.netty.channel.Channel;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The program's life between its start and its end: when it shall end, nobody new is let in, and whoever is in is answered and
 * asked to leave. Quarkus alone listens to the last and then hangs up on everybody, also on those whose events it has just
 * stored.
 */
@ApplicationScoped
public class ClosingTime implements QuarkusApplication {

    /** Before every other filter. */
    private static final int FIRST = 1_000;
    /** So long nobody asked anything: those who are still connected are idle. */
    private static final Duration QUIET = Duration.ofMillis(300);

    /** Longer than anybody waits for a database that does not answer. */
    private static final Duration LONGEST = Duration.ofSeconds(12);

    private static final Duration LOOK = Duration.ofMillis(20);

    private final Instance<Unfinished> work;
    /** The socket that listens, found by the first connection that it took. */
    private volatile @Nullable Channel listening;

    private volatile boolean closing;
    private volatile long lastRequest;

    ClosingTime(Instance<Unfinished> work) {
        this.work = work;
    }

    void register(@Observes Filters filters) {
        filters.register(this::meet, FIRST);
    }

    private void meet(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (listening == null && request.connection() instanceof ConnectionBase connection) {
            listening = connection.channel().parent();
        }
        if (closing) {
            lastRequest = System.nanoTime();
            if (request.version() != HttpVersion.HTTP_2) { // which has no such header
                context.response().putHeader("Connection", "close");
                context.addEndHandler(done -> request.connection().close());
            }
        }
        context.next();
    }

    @Override
    public int run(String... arguments) {
        Quarkus.waitForExit();
        close();
        return 0;
    }

    private void close() {
        Channel listener = listening;
        if (listener == null) {
            return; // Nobody ever came.
        }
        lastRequest = System.nanoTime();
        closing = true;
        listener.close().awaitUninterruptibly(LONGEST.toMillis());
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() - lastRequest < QUIET.toNanos() && System.nanoTime() < end) {
            if (work.stream().anyMatch(Unfinished::isUnfinished)) {
                lastRequest = System.nanoTime(); // Their answers may not say yet that they shall leave.
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
