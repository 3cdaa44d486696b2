package dev.candor.api.consent;

import dev.candor.api.catalog.Site;
import dev.candor.api.database.Database;
import dev.candor.domain.consent.Consents;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Clock;
import java.util.List;

/** What a second node on the same database knows of what visitors took back; it hears of it as the first one does. */
public final class OtherNode implements AutoCloseable {

    private final Standings standings;
    private final StandingsListener listener;

    public OtherNode(Database database, AgroalDataSource dataSource, Clock clock) {
        this(database, dataSource, clock, Standings.MOST);
    }

    /** @param most how many units it holds */
    public OtherNode(Database database, AgroalDataSource dataSource, Clock clock, int most) {
        standings = new Standings(database, clock, most);
        listener = new StandingsListener(standings, dataSource);
    }

    public void start() {
        listener.onStart(new StartupEvent());
    }

    public int held() {
        return standings.held();
    }

    public Consents inForce(Site site, String unit, Consents claimed) {
        return standings.inForce(site, List.of(unit), claimed);
    }

    @Override
    public void close() {
        try {
            listener.onStop(new ShutdownEvent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
