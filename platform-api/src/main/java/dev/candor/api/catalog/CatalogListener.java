package dev.candor.api.catalog;

import dev.candor.api.database.Announcements;
import dev.candor.api.database.Database;
import dev.candor.api.database.DatabaseState;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/**
 * Keeps the rulesets up to date: a change of the catalog is announced by PostgreSQL and read at once; every two seconds
 * the revisions are compared besides, in case an announcement was lost. So it also knows first when the database is away.
 */
@ApplicationScoped
class CatalogListener {

    private static final Logger LOG = Logger.getLogger(CatalogListener.class);

    private final DatabaseState state;
    private final Announcements announcements;

    @Inject
    CatalogListener(Rulesets rulesets, AgroalDataSource dataSource, DatabaseState state) {
        this(rulesets, dataSource, state, Announcements.POLL_MILLISECONDS);
    }

    CatalogListener(Rulesets rulesets, AgroalDataSource dataSource, DatabaseState state, int pollMilliseconds) {
        this.state = state;
        this.announcements = new Announcements(
                SiteCatalog.CHANGED,
                dataSource,
                pollMilliseconds,
                () -> {
                    rulesets.refresh();
                    state.answers();
                },
                this::lost);
    }

    void onStart(@Observes StartupEvent event) {
        start();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stop();
    }

    void start() {
        announcements.start();
    }

    void stop() throws InterruptedException {
        announcements.stop();
    }

    private void lost(Exception failure) {
        if (!Database.isAway(failure)) {
            LOG.warnf("the rulesets could not be read; deciding from the last known: %s", failure.getMessage());
        } else if (state.awaySince().isEmpty()) {
            LOG.warnf("the database is away; deciding from the last known rulesets: %s", failure.getMessage());
        }
        state.isAway();
    }
}
