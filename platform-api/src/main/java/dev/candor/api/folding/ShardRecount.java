package dev.candor.api.folding;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.eventstore.Journeys;
import dev.candor.api.eventstore.Shards;
import dev.candor.api.eventstore.UnitId;
import dev.candor.api.ledger.Ledger;
import dev.candor.api.ledger.PartedStatistics;
import dev.candor.api.ledger.SetAside;
import dev.candor.domain.journey.Contribution;
import dev.candor.domain.journey.ExperimentDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Recomputes one experiment's contributions and statistics of one shard from its events, by the same function as the fold. */
final class ShardRecount {

    private final Journeys journeys;
    private final Ledger ledger;
    private final SetAside setAside;
    private final KeptExperiment experiment;
    private final ExperimentDefinition definition;

    ShardRecount(Journeys journeys, Ledger ledger, SetAside setAside, KeptExperiment experiment) {
        this.journeys = journeys;
        this.ledger = ledger;
        this.setAside = setAside;
        this.experiment = experiment;
        this.definition = experiment.definition();
    }

    /**
     * What differed.
     *
     * @param missing     units that should have contributed and did not
     * @param superfluous units that contributed and should not have
     * @param different   units that contributed something else
     * @param before      the shard's statistics as they were
     * @param after       as they are now
     */
    record Outcome(
            int units, int missing, int superfluous, int different, PartedStatistics before, PartedStatistics after) {

        boolean confirms() {
            return missing + superfluous + different == 0 && before.content().equals(after.content());
        }
    }

    /** Recomputes the shard and repairs what differs, within a transaction that has done nothing yet. */
    Outcome recount(Handle handle, int shard, int ranges) {
        Shards.lock(handle, shard);
        PartedStatistics before = ledger.ofShard(handle, experiment.id(), shard);
        PartedStatistics after = new PartedStatistics();
        Counts counts = new Counts();
        List<byte[]> bounds = Shards.bounds(shard, ranges);
        for (int i = 0; i < ranges; i++) {
            recount(handle, bounds.get(i), bounds.get(i + 1), after, counts);
        }
        if (!before.content().equals(after.content())) {
            ledger.replaceShard(handle, experiment.id(), shard, after);
        }
        return new Outcome(counts.units, counts.missing, counts.superfluous, counts.different, before, after);
    }

    private static final class Counts {
        private int units;
        private int missing;
        private int superfluous;
        private int different;
    }

    private void recount(Handle handle, byte[] from, byte[] to, PartedStatistics after, Counts counts) {
        int site = experiment.siteId();
        Map<UnitId, Contribution> kept = ledger.between(handle, experiment.id(), site, from, to, experiment.metrics());
        Map<UnitId, Contribution> changed = new HashMap<>();
        Map<UnitId, String> faults = new HashMap<>();
        List<UnitId> well = new ArrayList<>();
        journeys.between(handle, site, from, to, (unit, journey) -> {
            if (!journey.hasMet(experiment.experiment().key())) {
                return;
            }
            UnitId id = new UnitId(site, unit);
            Folding folding = Folding.of(definition, journey);
            folding.fault().ifPresentOrElse(fault -> faults.put(id, fault), () -> well.add(id));
            folding.contribution().ifPresent(contribution -> {
                counts.units++;
                after.add(definition, contribution);
                Contribution old = kept.remove(id);
                if (!contribution.equals(old)) {
                    changed.put(id, contribution);
                    counts.missing += old == null ? 1 : 0;
                    counts.different += old == null ? 0 : 1;
                }
            });
        });
        counts.superfluous += kept.size();
        ledger.write(handle, experiment.id(), changed, List.copyOf(kept.keySet()));
        setAside.remove(handle, experiment.id(), well);
        setAside.put(handle, experiment.id(), faults);
    }
}
