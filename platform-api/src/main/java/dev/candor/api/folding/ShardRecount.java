package dev.candor.api.folding;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.eventstore.DirtyMarks;
import dev.candor.api.eventstore.Journey;
import dev.candor.api.eventstore.JourneyStream;
import dev.candor.api.eventstore.JourneyStream.UnitJourney;
import dev.candor.api.eventstore.Journeys;
import dev.candor.api.eventstore.Shards;
import dev.candor.api.eventstore.UnitId;
import dev.candor.api.ledger.Ledger;
import dev.candor.api.ledger.Ledger.Kept;
import dev.candor.api.ledger.PartedStatistics;
import dev.candor.api.ledger.SetAside;
import dev.candor.domain.journey.Contribution;
import dev.candor.domain.journey.ExperimentDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes one experiment's contributions and statistics of one shard from its events, by the same function as the fold. The
 * events come as they were when the recount began; a unit that differs is looked at again under the shard's lock.
 */
final class ShardRecount {

    private static final int BATCH = 2_000;

    private final Journeys journeys;
    private final DirtyMarks marks;
    private final Ledger ledger;
    private final SetAside setAside;
    private final KeptExperiment experiment;
    private final ExperimentDefinition definition;

    ShardRecount(Journeys journeys, DirtyMarks marks, Ledger ledger, SetAside setAside, KeptExperiment experiment) {
        this.journeys = journeys;
        this.marks = marks;
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
    Outcome recount(Handle handle, int shard, int ranges, JourneyStream seen) {
        Shards.lock(handle, shard);
        PartedStatistics before = ledger.ofShard(handle, experiment.id(), shard);
        Tallied tallied = new Tallied();
        List<byte[]> bounds = Shards.bounds(shard, ranges);
        for (int i = 0; i < ranges; i++) {
            recount(handle, shard, bounds.get(i), bounds.get(i + 1), seen, tallied);
        }
        PartedStatistics after = tallied.statistics;
        if (!before.content().equals(after.content())) {
            ledger.replaceShard(handle, experiment.id(), shard, after);
        }
        return new Outcome(tallied.units, tallied.missing, tallied.superfluous, tallied.different, before, after);
    }

    private final class Tallied {
        private final PartedStatistics statistics = new PartedStatistics();
        private int units;
        private int missing;
        private int superfluous;
        private int different;

        void add(Contribution contribution) {
            statistics.add(definition, contribution);
            units++;
        }
    }

    /** What the stream saw a while ago is what is kept: then it is right. Whatever else there is, is looked at again now. */
    private void recount(Handle handle, int shard, byte[] from, byte[] to, JourneyStream seen, Tallied tallied) {
        int site = experiment.siteId();
        String key = experiment.experiment().key();
        Iterator<Kept> contributions = ledger.between(handle, experiment.id(), site, from, to, experiment.metrics())
                .iterator();
        Set<UnitId> aside = Set.copyOf(setAside.between(handle, experiment.id(), site, from, to));
        Set<UnitId> doubtful = new HashSet<>(aside);
        Map<UnitId, Contribution> kept = new HashMap<>();
        Kept mine = next(contributions);
        for (UnitJourney next = seen.nextBefore(to); next != null; next = seen.nextBefore(to)) {
            if (!next.journey().hasMet(key)) {
                continue;
            }
            while (mine != null && Arrays.compareUnsigned(mine.unit().pseudonym(), next.unit()) < 0) {
                kept.put(mine.unit(), mine.contribution());
                mine = next(contributions);
            }
            Kept same = mine != null && Arrays.equals(mine.unit().pseudonym(), next.unit()) ? mine : null;
            UnitId unit = same == null ? new UnitId(site, next.unit()) : same.unit();
            if (same != null && !aside.contains(unit) && isRight(same, next.journey())) {
                tallied.add(same.contribution());
                mine = next(contributions);
            } else {
                doubtful.add(unit);
            }
        }
        while (mine != null) {
            kept.put(mine.unit(), mine.contribution());
            mine = next(contributions);
        }
        doubtful.addAll(kept.keySet());
        List<UnitId> units = List.copyOf(doubtful);
        for (int i = 0; i < units.size(); i += BATCH) {
            lookAgain(handle, shard, units.subList(i, Math.min(i + BATCH, units.size())), kept, tallied);
        }
    }

    private boolean isRight(Kept kept, Journey journey) {
        return Folding.of(definition, journey).contribution().equals(Optional.of(kept.contribution()));
    }

    private static @Nullable Kept next(Iterator<Kept> kept) {
        return kept.hasNext() ? kept.next() : null;
    }

    /** By the events as they are now. What is marked is the next fold's to do: until then, what is kept counts. */
    private void lookAgain(
            Handle handle, int shard, List<UnitId> units, Map<UnitId, Contribution> kept, Tallied tallied) {
        // In this order: an event that is read has its mark, which is seen too.
        List<Journey> now = journeys.of(handle, units);
        Set<UnitId> marked = marks.among(handle, shard, experiment.siteId(), units);
        Map<UnitId, Contribution> changed = new HashMap<>();
        List<UnitId> gone = new ArrayList<>();
        Map<UnitId, String> faults = new HashMap<>();
        List<UnitId> well = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            UnitId unit = units.get(i);
            Contribution old = kept.get(unit);
            if (marked.contains(unit)) {
                if (old != null) {
                    tallied.add(old);
                }
                continue;
            }
            Folding folding = Folding.of(definition, now.get(i));
            folding.fault().ifPresentOrElse(fault -> faults.put(unit, fault), () -> well.add(unit));
            folding.contribution().ifPresent(tallied::add);
            if (folding.contribution().isEmpty() && old != null) {
                gone.add(unit);
                tallied.superfluous++;
            } else if (!folding.contribution().equals(Optional.ofNullable(old))) {
                folding.contribution().ifPresent(contribution -> changed.put(unit, contribution));
                tallied.missing += old == null ? 1 : 0;
                tallied.different += old == null ? 0 : 1;
            }
        }
        ledger.write(handle, experiment.id(), changed, gone);
        setAside.remove(handle, experiment.id(), well);
        setAside.put(handle, experiment.id(), faults);
    }
}
