package dev.candor.api.ledger;

import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.database.Database;
import dev.candor.api.eventstore.Journeys;
import dev.candor.api.eventstore.Shards;
import dev.candor.api.eventstore.UnitId;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.journey.Contribution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

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
    private final ExperimentCatalog experiments;

    Erasure(
            Database database,
            Journeys journeys,
            Ledger ledger,
            SetAside setAside,
            Restatements restatements,
            Seals seals,
            ErasedVisitors erased,
            ExperimentCatalog experiments) {
        this.database = database;
        this.journeys = journeys;
        this.ledger = ledger;
        this.setAside = setAside;
        this.restatements = restatements;
        this.seals = seals;
        this.erased = erased;
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
            int events = journeys.erase(handle, unit);
            for (KeptExperiment experiment : experiments.started(unit.site())) {
                Optional<Contribution> removed = ledger.remove(handle, experiment.id(), experiment.definition(), unit);
                setAside.remove(handle, experiment.id(), List.of(unit));
                if (removed.isPresent()) {
                    erased.count(handle, experiment.id(), removed.get());
                    restatements.restate(handle, experiment.id(), "a visitor was erased");
                    if (seals.of(experiment.id()).isPresent()) {
                        seals.seal(experiment, Actor.SYSTEM);
                    }
                }
            }
            return events;
        });
    }
}
