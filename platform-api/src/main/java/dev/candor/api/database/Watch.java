package dev.candor.api.database;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Starts the embedded server again, on the same port, when it has died under a program that still runs: it gives up when its
 * disk is full as it recovers, or when somebody ends it. Until then the program answers that nothing can be stored.
 */
final class Watch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Watch.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    private final Path cluster;
    private final Start start;
    private final Thread thread = new Thread(this::watch, "embedded-postgresql-watch");
    private boolean closed;

    Watch(Path cluster, Start start) {
        this.cluster = cluster;
        this.start = start;
    }

    /** Starts the server; waits until it serves. */
    interface Start {
        void run() throws IOException;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        Duration rest = LOOK;
        try {
            while (true) {
                Thread.sleep(rest.toMillis());
                rest = look(rest);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /** Returns how long to rest: longer after each start that failed. */
    private synchronized Duration look(Duration rest) {
        boolean serves = Postmaster.named(cluster).map(Postmaster::isServing).orElse(false);
        if (closed || serves) {
            return LOOK;
        }
        try {
            LOG.warn("the embedded PostgreSQL has ended and is started again");
            start.run();
            LOG.info("the embedded PostgreSQL serves again");
            return LOOK;
        } catch (IOException | CannotStartException e) {
            LOG.warnf("%s It is tried again.", e.getMessage());
            Duration longer = rest.multipliedBy(2);
            return longer.compareTo(LONGEST_REST) < 0 ? longer : LONGEST_REST;
        }
    }

    /** From here on the server may end; a start that is under way is over when this returns. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.interrupt();
    }
}
