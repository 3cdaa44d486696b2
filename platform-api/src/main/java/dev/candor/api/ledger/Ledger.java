package dev.candor.api.ledger;

import dev.candor.api.database.Database;
import dev.candor.api.eventstore.UnitId;
import dev.candor.domain.journey.Contribution;
import dev.candor.domain.journey.ExperimentDefinition;
import dev.candor.domain.metric.Metric;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Contributions, and the statistics that they add up to: replaced and adjusted in one transaction, shard by shard. */
@ApplicationScoped
public class Ledger {

    private final Database database;

    Ledger(Database database) {
        this.database = database;
    }

    /**
     * Replaces contributions and adds the difference to the statistics, within the caller's transaction, which holds the
     * locks of the units' shards.
     *
     * @param contributions by unit, all of one site; empty for a unit that contributes nothing (any more)
     * @param keptSince     a unit that was exposed before keeps its contribution: its events may be gone by now
     */
    public void replace(
            Handle handle,
            int experimentId,
            ExperimentDefinition definition,
            Map<UnitId, Optional<Contribution>> contributions,
            Instant keptSince) {
        Map<UnitId, Contribution> before =
                ContributionRows.of(handle, experimentId, definition.metrics(), contributions.keySet());
        Map<Integer, PartedStatistics> differences = new TreeMap<>();
        Map<UnitId, Contribution> changed = new HashMap<>();
        List<UnitId> gone = new ArrayList<>();
        contributions.forEach((unit, now) -> {
            Contribution old = before.get(unit);
            if (old != null && (old.exposedAt().isBefore(keptSince) || now.equals(Optional.of(old)))) {
                return;
            }
            PartedStatistics difference = differences.computeIfAbsent(unit.shard(), shard -> new PartedStatistics());
            if (old != null) {
                difference.subtract(definition, old);
            }
            if (now.isPresent()) {
                difference.add(definition, now.get());
                changed.put(unit, now.get());
            } else if (old != null) {
                gone.add(unit);
            }
        });
        ContributionRows.write(handle, experimentId, changed);
        ContributionRows.remove(handle, experimentId, gone);
        StatisticsRows.add(handle, experimentId, differences);
    }

    /**
     * Takes a unit's contribution out, within the caller's transaction, which holds the shard's lock.
     *
     * @return what it was, if it had one
     */
    public Optional<Contribution> remove(
            Handle handle, int experimentId, ExperimentDefinition definition, UnitId unit) {
        List<UnitId> units = List.of(unit);
        Contribution old = ContributionRows.of(handle, experimentId, definition.metrics(), units)
                .get(unit);
        if (old == null) {
            return Optional.empty();
        }
        PartedStatistics difference = new PartedStatistics();
        difference.subtract(definition, old);
        ContributionRows.remove(handle, experimentId, units);
        StatisticsRows.add(handle, experimentId, Map.of(unit.shard(), difference));
        return Optional.of(old);
    }

    /** Keeps statistics that were counted elsewhere. */
    public void insertImported(int experimentId, Statistics statistics) {
        PartedStatistics whole = new PartedStatistics();
        whole.part(Part.whole(1)).add(statistics);
        database.query(handle -> {
            StatisticsRows.add(handle, experimentId, Map.of(0, whole));
            return true;
        });
    }

    /** What the contributions of a phase add up to now. */
    public Statistics statistics(int experimentId, int phase) {
        return database.query(handle -> StatisticsRows.of(handle, experimentId, Part.whole(phase)));
    }

    /** What all contributions add up to now, phase by phase, whole and broken down. */
    public PartedStatistics statistics(int experimentId) {
        return database.query(handle -> StatisticsRows.of(handle, experimentId));
    }

    /** The statistics of each value of a dimension, by value. */
    public Map<String, Statistics> breakdown(int experimentId, int phase, String dimension) {
        Map<String, Statistics> values = new TreeMap<>();
        database.query(handle -> StatisticsRows.of(handle, experimentId, phase, dimension))
                .forEach((part, statistics) -> values.put(part.value(), statistics));
        return values;
    }

    /** How many visitors each part of a phase has, by dimension and value: of its statistics the visitors alone. */
    public Map<String, Map<String, Statistics>> visitors(int experimentId, int phase) {
        Map<String, Map<String, Statistics>> dimensions = new HashMap<>();
        database.query(handle -> StatisticsRows.visitors(handle, experimentId, phase))
                .forEach((part, visitors) -> dimensions
                        .computeIfAbsent(part.dimension(), dimension -> new java.util.TreeMap<>())
                        .put(part.value(), visitors));
        return dimensions;
    }

    /** The statistics of one shard, within the caller's transaction. */
    public PartedStatistics ofShard(Handle handle, int experimentId, int shard) {
        return StatisticsRows.ofShard(handle, experimentId, shard);
    }

    /** Puts statistics in the place of a shard's, within the caller's transaction, which holds the shard's lock. */
    public void replaceShard(Handle handle, int experimentId, int shard, PartedStatistics statistics) {
        StatisticsRows.removeShard(handle, experimentId, shard);
        StatisticsRows.add(handle, experimentId, Map.of(shard, statistics));
    }

    /** A unit's contribution as it is kept. */
    public record Kept(UnitId unit, Contribution contribution) {}

    /** The contributions of the units in {@code [from, to)} of a site, in the order of the units. */
    public List<Kept> between(
            Handle handle, int experimentId, int siteId, byte[] from, byte[] to, List<Metric> metrics) {
        List<Kept> found = new ArrayList<>();
        ContributionRows.between(
                handle,
                experimentId,
                metrics,
                from,
                to,
                (unit, contribution) -> found.add(new Kept(new UnitId(siteId, unit), contribution)));
        return found;
    }

    /** Keeps contributions and removes others, without touching the statistics. */
    public void write(Handle handle, int experimentId, Map<UnitId, Contribution> changed, List<UnitId> gone) {
        ContributionRows.write(handle, experimentId, changed);
        ContributionRows.remove(handle, experimentId, gone);
    }
}
