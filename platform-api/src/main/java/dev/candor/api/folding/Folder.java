package dev.candor.api.folding;

import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.database.Database;
import dev.candor.api.eventstore.DirtyMarks;
import dev.candor.api.eventstore.DirtyMarks.Taken;
import dev.candor.api.eventstore.FoldPace;
import dev.candor.api.eventstore.Journey;
import dev.candor.api.eventstore.Journeys;
import dev.candor.api.eventstore.Shards;
import dev.candor.api.eventstore.UnitId;
import dev.candor.api.ledger.Ledger;
import dev.candor.api.ledger.SetAside;
import dev.candor.domain.journey.Contribution;
import dev.candor.domain.journey.ExperimentDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Folds the marked units of some shards: takes marks, loads those units' events, lets {@link Contribution#of} say what each
 * adds, and brings the ledger up to it, all in one transaction that holds the shards' locks. Any number of workers on any
 * number of nodes may do so.
 */
@ApplicationScoped
public class Folder {

    private static final Logger LOG = Logger.getLogger(Folder.class);
    /** So many marks at most are folded in one transaction. */
    static final int BATCH = 2_000;

    private static final int BATCHES_IN_A_TURN = 10;

    private final Database database;
    private final DirtyMarks marks;
    private final Journeys journeys;
    private final Ledger ledger;
    private final SetAside setAside;
    private final ExperimentCatalog experiments;
    private final FoldPace pace;

    Folder(
            Database database,
            DirtyMarks marks,
            Journeys journeys,
            Ledger ledger,
            SetAside setAside,
            ExperimentCatalog experiments,
            FoldPace pace) {
        this.database = database;
        this.marks = marks;
        this.journeys = journeys;
        this.ledger = ledger;
        this.setAside = setAside;
        this.experiments = experiments;
        this.pace = pace;
    }

    /** Folds everything that is marked now and not held by another worker; returns how many units that was. */
    public int foldAll() {
        return foldFrom(0);
    }

    /**
     * As {@link #foldAll}, from a shard on and round, so that workers begin at different places. A shard that is marked
     * faster than it is folded waits for its next turn.
     */
    int foldFrom(int first) {
        int units = 0;
        for (List<Integer> shards : ShardGroups.of(marks.marked(ShardGroups.COUNTED), first)) {
            for (int batch = 0; batch < BATCHES_IN_A_TURN; batch++) {
                Taken taken = foldSafely(shards);
                units += taken.units().size();
                if (taken.marks() < BATCH) {
                    break;
                }
            }
        }
        return units;
    }

    /**
     * As {@link #fold}; when a batch fails by what is in it, its shards are folded on their own; when that of one shard fails, its
     * units, and the bad ones are set aside.
     */
    private Taken foldSafely(List<Integer> shards) {
        try {
            return fold(shards, BATCH);
        } catch (RuntimeException e) {
            if (!isOfTheData(e)) {
                throw e;
            }
            List<UnitId> units = new ArrayList<>();
            int marked = 0;
            if (shards.size() > 1) {
                for (int shard : shards) {
                    Taken taken = foldSafely(List.of(shard));
                    units.addAll(taken.units());
                    marked += taken.marks();
                }
                return new Taken(units, marked);
            }
            LOG.warnf(e, "a batch of shard %d cannot be folded: one by one", shards.getFirst());
            for (int i = 0; i < BATCH; i++) {
                Taken taken = foldOne(shards);
                units.addAll(taken.units());
                marked += taken.marks();
            }
            return new Taken(units, marked);
        }
    }

    private Taken foldOne(List<Integer> shard) {
        try {
            return fold(shard, 1);
        } catch (RuntimeException e) {
            if (!isOfTheData(e)) {
                throw e;
            }
            LOG.errorf(e, "a unit is set aside: it cannot be folded");
            return database.transaction(handle -> {
                Taken taken = marks.take(handle, Shards.tryLock(handle, shard), 1);
                for (UnitId unit : taken.units()) {
                    for (int experimentId : journeys.experimentsOf(handle, unit)) {
                        setAside.put(handle, experimentId, Map.of(unit, reason(e)));
                    }
                }
                return taken;
            });
        }
    }

    /** Folds one batch of those of the shards that no other worker is at. */
    private Taken fold(List<Integer> shards, int limit) {
        Taken folded = database.transaction(handle -> {
            // First of all: the locks must be held before the marks are seen.
            Taken taken = marks.take(handle, Shards.tryLock(handle, shards), limit);
            if (!taken.units().isEmpty()) {
                fold(handle, taken.units());
            }
            return taken;
        });
        pace.count(folded.units().size());
        return folded;
    }

    private void fold(Handle handle, List<UnitId> units) {
        List<Journey> loaded = journeys.of(handle, units);
        Map<Integer, Map<UnitId, Journey>> bySite = new TreeMap<>();
        for (int i = 0; i < units.size(); i++) {
            bySite.computeIfAbsent(units.get(i).site(), site -> new HashMap<>()).put(units.get(i), loaded.get(i));
        }
        bySite.forEach((site, ofSite) -> {
            Instant keptSince = journeys.keptSince(site);
            for (KeptExperiment experiment : experiments.folded(site)) {
                fold(handle, experiment, ofSite, keptSince);
            }
        });
    }

    private void fold(Handle handle, KeptExperiment experiment, Map<UnitId, Journey> units, Instant keptSince) {
        Map<UnitId, Optional<Contribution>> contributions = new HashMap<>();
        Map<UnitId, String> faults = new HashMap<>();
        ExperimentDefinition definition = experiment.definition();
        units.forEach((unit, journey) -> {
            if (journey.hasMet(experiment.experiment().key())) {
                Folding folding = Folding.of(definition, journey);
                contributions.put(unit, folding.contribution());
                folding.fault().ifPresent(fault -> faults.put(unit, fault));
            }
        });
        if (contributions.isEmpty()) {
            return;
        }
        ledger.replace(handle, experiment.id(), definition, contributions, keptSince);
        List<UnitId> well = new ArrayList<>(contributions.keySet());
        well.removeAll(faults.keySet());
        setAside.remove(handle, experiment.id(), well);
        setAside.put(handle, experiment.id(), faults);
    }

    /** Whether trying the same again would fail again: not a matter of connections, locks or room. */
    private static boolean isOfTheData(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state != null && (state.startsWith("22") || state.startsWith("23"));
            }
        }
        return true;
    }

    private static String reason(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return "the database refuses what it adds (" + sql.getSQLState() + ")";
            }
        }
        return e.getClass().getSimpleName();
    }
}
