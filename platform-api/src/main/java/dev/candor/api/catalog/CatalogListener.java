package dev.candor.api.catalog;

import dev.candor.api.database.Database;
import dev.candor.api.database.DatabaseState;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Keeps the rulesets up to date: a change of the catalog is announced by PostgreSQL and read at once; every two seconds
 * the revisions are compared besides, in case an announcement was lost. So it also knows first when the database is away.
 */
@ApplicationScoped
class CatalogListener {

    private static final Logger LOG = Logger.getLogger(CatalogListener.class);
    private static final int POLL_MILLISECONDS = 2_000;
    private static final int TRY_AGAIN_MILLISECONDS = 500;

    private final Rulesets rulesets;
    private final AgroalDataSource dataSource;
    private final DatabaseState state;
    private final int pollMilliseconds;
    private final Thread thread = new Thread(this::listen, "catalog-listener");
    private volatile boolean stopping;

    @Inject
    CatalogListener(Rulesets rulesets, AgroalDataSource dataSource, DatabaseState state) {
        this(rulesets, dataSource, state, POLL_MILLISECONDS);
    }

    CatalogListener(Rulesets rulesets, AgroalDataSource dataSource, DatabaseState state, int pollMilliseconds) {
        this.rulesets = rulesets;
        this.dataSource = dataSource;
        this.state = state;
        this.pollMilliseconds = pollMilliseconds;
    }

    void onStart(@Observes StartupEvent event) {
        start();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stop();
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    void stop() throws InterruptedException {
        stopping = true;
        thread.interrupt();
        thread.join(POLL_MILLISECONDS * 2L);
    }

    private void listen() {
        while (!stopping) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + SiteCatalog.CHANGED);
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (!stopping) {
                    rulesets.refresh();
                    state.answers();
                    postgres.getNotifications(pollMilliseconds);
                }
                statement.execute("unlisten *");
            } catch (SQLException | RuntimeException e) {
                if (!stopping) {
                    lost(e);
                }
            }
        }
    }

    private void lost(Exception failure) {
        if (!Database.isAway(failure)) {
            LOG.warnf("the rulesets could not be read; deciding from the last known: %s", failure.getMessage());
        } else if (state.awaySince().isEmpty()) {
            LOG.warnf("the database is away; deciding from the last known rulesets: %s", failure.getMessage());
        }
        state.isAway();
        try {
            Thread.sleep(TRY_AGAIN_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
