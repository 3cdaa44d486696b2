package dev.candor.api.consent;

import dev.candor.api.database.Announcements;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Reads what visitors took back on any node as soon as PostgreSQL announces it, and every two seconds besides. */
@ApplicationScoped
class StandingsListener {

    private static final Logger LOG = Logger.getLogger(StandingsListener.class);
    private static final int THIRD = 3;

    private final Standings standings;
    private final Announcements announcements;

    StandingsListener(Standings standings, AgroalDataSource dataSource) {
        this.standings = standings;
        this.announcements = new Announcements(
                Standings.CHANGED,
                dataSource,
                Announcements.POLL_MILLISECONDS,
                standings::refresh,
                e -> LOG.debugf("what visitors took back could not be read: %s", e.getMessage()));
    }

    void onStart(@Observes @Priority(THIRD) StartupEvent event) {
        try {
            standings.refresh();
        } catch (RuntimeException e) {
            LOG.warnf(
                    "what visitors took back is not known yet; nothing is personalized until then: %s", e.getMessage());
        }
        announcements.start();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        announcements.stop();
    }
}
