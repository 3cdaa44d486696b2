package dev.candor.api.ledger;

import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.database.Database;
import dev.candor.api.eventstore.Journeys;
import dev.candor.api.eventstore.Shards;
import dev.candor.api.eventstore.UnitId;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.event.Event;
import dev.candor.domain.journey.Contribution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Takes a unit out: its events, its marks and what it added to every experiment. The results that it was part of are restated
 * as a new version, and sealed ones sealed anew.
 */
@ApplicationScoped
public class Erasure {

    private final Database database;
    private final Journeys journeys;
    private final Ledger ledger;
    private final SetAside setAside;
    private final Restatements restatements;
    private final Seals seals;
    private final ErasedVisitors erased;
    private final Snapshots snapshots;
    private final ExperimentCatalog experiments;

    Erasure(
            Database database,
            Journeys journeys,
            Ledger ledger,
            SetAside setAside,
            Restatements restatements,
            Seals seals,
            ErasedVisitors erased,
            Snapshots snapshots,
            ExperimentCatalog experiments) {
        this.database = database;
        this.journeys = journeys;
        this.ledger = ledger;
        this.setAside = setAside;
        this.restatements = restatements;
        this.seals = seals;
        this.erased = erased;
        this.snapshots = snapshots;
        this.experiments = experiments;
    }

    /**
     * Erases a unit, all of it or nothing. What the visitor's browser still sends afterwards is stored like anything new, unless
     * {@link dev.candor.api.eventstore.ErasedUnits} has it.
     *
     * @return how many events were removed
     */
    @Transactional
    public int erase(UnitId unit) {
        return database.query(handle -> {
            // First of all: whoever folds the unit now is waited for, and nobody folds it until this is committed.
            Shards.lock(handle, unit.shard());
            List<Event> known = journeys.of(handle, List.of(unit)).get(0).events();
            int events = journeys.erase(handle, unit);
            for (KeptExperiment experiment : experiments.started(unit.site())) {
                Optional<Contribution> removed = ledger.remove(handle, experiment.id(), experiment.definition(), unit);
                setAside.remove(handle, experiment.id(), List.of(unit));
                if (removed.isPresent()) {
                    erased.count(handle, experiment.id(), removed.get());
                    restateSnapshots(handle, experiment, removed.get(), known);
                    restatements.restate(handle, experiment.id(), "a visitor was erased");
                    if (seals.of(experiment.id()).isPresent()) {
                        seals.seal(experiment, Actor.SYSTEM);
                    }
                }
            }
            return events;
        });
    }

    /**
     * Takes the unit out of what the results were, hour by hour, too: else the difference of two of them would be what it did.
     * It is taken out as it was then; a snapshot that can't have held it so is dropped.
     */
    private void restateSnapshots(Handle handle, KeptExperiment experiment, Contribution removed, List<Event> events) {
        snapshots.restate(handle, experiment.id(), removed.phase(), removed.exposedAt(), snapshot -> {
            List<Event> before = events.stream()
                    .filter(event -> !event.occurredAt().isAfter(snapshot.at()))
                    .toList();
            PartedStatistics difference = new PartedStatistics();
            // Where its events are gone already, all that it ever added was there.
            difference.subtract(
                    experiment.definition(),
                    Contribution.of(experiment.definition(), before).orElse(removed));
            Statistics rest = snapshot.statistics().copy();
            rest.add(difference.part(Part.whole(removed.phase())));
            return rest.visitors().values().stream().allMatch(count -> count.counted() >= 0 && count.quarantined() >= 0)
                    ? Optional.of(rest.withoutZeros())
                    : Optional.empty();
        });
    }
}
