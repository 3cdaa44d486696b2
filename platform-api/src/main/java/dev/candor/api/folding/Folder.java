package dev.candor.api.folding;

import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.database.Database;
import dev.candor.api.eventstore.EventStore;
import dev.candor.api.eventstore.UnitId;
import dev.candor.api.ledger.Ledger;
import dev.candor.domain.event.Event;
import dev.candor.domain.event.Event.Exposure;
import dev.candor.domain.journey.Contribution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Folds the marked units of a shard: takes marks, loads those units' events, lets {@link Contribution#of} say what each
 * adds, and brings the ledger up to it, all in one transaction that holds the shard's lock. Any number of workers on any
 * number of nodes may do so.
 */
@ApplicationScoped
public class Folder {

    private static final Logger LOG = Logger.getLogger(Folder.class);
    private static final int BATCH = 2_000;
    /** The shards' locks are this number and those that follow it. */
    private static final long LOCKS = 0x666f6c6400L;

    private final Database database;
    private final EventStore events;
    private final Ledger ledger;
    private final ExperimentCatalog experiments;

    Folder(Database database, EventStore events, Ledger ledger, ExperimentCatalog experiments) {
        this.database = database;
        this.events = events;
        this.ledger = ledger;
        this.experiments = experiments;
    }

    /** Folds everything that is marked now and not held by another worker; returns how many units that was. */
    public int foldAll() {
        int folded = 0;
        for (int shard : events.markedShards()) {
            int units = fold(shard);
            while (units > 0) {
                folded += units;
                units = fold(shard);
            }
        }
        return folded;
    }

    /** Folds one batch of the shard; 0 when nothing is marked or another worker is at it. */
    int fold(int shard) {
        return database.transaction(handle -> {
            // First of all: the lock must be held before the marks are seen.
            boolean locked = handle.createQuery("select pg_try_advisory_xact_lock(:lock)")
                    .bind("lock", LOCKS + shard)
                    .mapTo(Boolean.class)
                    .one();
            List<UnitId> units = locked ? events.takeMarks(handle, shard, BATCH) : List.of();
            if (!units.isEmpty()) {
                fold(handle, units);
            }
            return units.size();
        });
    }

    private void fold(Handle handle, List<UnitId> units) {
        Map<UnitId, List<Event>> journeys = events.eventsOf(handle, units);
        Map<Integer, List<UnitId>> bySite = new HashMap<>();
        units.forEach(unit ->
                bySite.computeIfAbsent(unit.site(), site -> new ArrayList<>()).add(unit));
        bySite.forEach((site, unitsOfSite) -> {
            for (KeptExperiment experiment : experiments.started(site)) {
                Map<UnitId, Optional<Contribution>> contributions = contributions(experiment, unitsOfSite, journeys);
                if (!contributions.isEmpty()) {
                    ledger.replace(handle, experiment.id(), experiment.definition(), contributions);
                }
            }
        });
    }

    private static Map<UnitId, Optional<Contribution>> contributions(
            KeptExperiment experiment, List<UnitId> units, Map<UnitId, List<Event>> journeys) {
        Map<UnitId, Optional<Contribution>> contributions = new HashMap<>();
        for (UnitId unit : units) {
            List<Event> journey = journeys.getOrDefault(unit, List.of());
            if (met(experiment, journey)) {
                try {
                    contributions.put(unit, Contribution.of(experiment.definition(), journey));
                } catch (RuntimeException e) {
                    // One journey that cannot be folded must not hold up the others.
                    LOG.errorf(
                            e,
                            "a unit of %s is set aside: it cannot be folded",
                            experiment.experiment().key());
                }
            }
        }
        return contributions;
    }

    private static boolean met(KeptExperiment experiment, List<Event> journey) {
        return journey.stream()
                .anyMatch(event -> event instanceof Exposure exposure
                        && exposure.experiment().equals(experiment.experiment().key()));
    }
}
