package dev.candor.api.consent;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/** Reads what visitors took back on any node as soon as PostgreSQL announces it, and every two seconds besides. */
@ApplicationScoped
class StandingsListener {

    private static final Logger LOG = Logger.getLogger(StandingsListener.class);
    private static final int POLL_MILLISECONDS = 2_000;
    private static final int TRY_AGAIN_MILLISECONDS = 500;
    private static final int THIRD = 3;

    private final Standings standings;
    private final AgroalDataSource dataSource;
    private final Thread thread = new Thread(this::listen, "standings-listener");
    private volatile boolean stopping;

    StandingsListener(Standings standings, AgroalDataSource dataSource) {
        this.standings = standings;
        this.dataSource = dataSource;
    }

    void onStart(@Observes @Priority(THIRD) StartupEvent event) {
        try {
            standings.refresh();
        } catch (RuntimeException e) {
            LOG.warnf(
                    "what visitors took back is not known yet; nothing is personalized until then: %s", e.getMessage());
        }
        thread.setDaemon(true);
        thread.start();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        thread.interrupt();
        thread.join(POLL_MILLISECONDS * 2L);
    }

    private void listen() {
        while (!stopping) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + Standings.CHANGED);
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (!stopping) {
                    standings.refresh();
                    postgres.getNotifications(POLL_MILLISECONDS);
                }
                statement.execute("unlisten *");
            } catch (SQLException | RuntimeException e) {
                rest(e);
            }
        }
    }

    private void rest(Exception failure) {
        if (stopping) {
            return;
        }
        LOG.debugf("what visitors took back could not be read: %s", failure.getMessage());
        try {
            Thread.sleep(TRY_AGAIN_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
