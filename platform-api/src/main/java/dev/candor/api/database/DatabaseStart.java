package dev.candor.api.database;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * Tells when the database can be used. As a rule that is at the start, after Flyway; where the program started without
 * its database (see {@link AwaitedDatabase}), Flyway runs as soon as it is there.
 */
@ApplicationScoped
class DatabaseStart {

    private static final Logger LOG = Logger.getLogger(DatabaseStart.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int FIRST = 1;

    private final Flyway flyway;
    private final Event<DatabaseReady> ready;
    private final Thread waiting = new Thread(this::await, "database-awaited");
    private volatile boolean stopping;

    DatabaseStart(Flyway flyway, Event<DatabaseReady> ready) {
        this.flyway = flyway;
        this.ready = ready;
    }

    void onStart(@Observes @Priority(FIRST) StartupEvent event) {
        if (AwaitedDatabase.isAwaited()) {
            waiting.setDaemon(true);
            waiting.start();
        } else {
            ready.fire(new DatabaseReady());
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        stopping = true;
        waiting.interrupt();
    }

    private void await() {
        while (!stopping) {
            try {
                flyway.migrate();
                ready.fire(new DatabaseReady());
                LOG.info("the database is back");
                return;
            } catch (RuntimeException e) {
                if (!Database.isAway(e)) {
                    LOG.error("the database is back, but cannot be used; trying again", e);
                }
            }
            try {
                Thread.sleep(PATIENCE.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
