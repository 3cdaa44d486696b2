package dev.candor.api.ledger;

import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.database.Database;
import dev.candor.api.eventstore.Shards;
import dev.candor.api.ledger.Statistics.Cell;
import dev.candor.domain.journey.ExperimentDefinition;
import dev.candor.domain.journey.MetricValue;
import dev.candor.domain.metric.Metric;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Trust signals that follow a refusal: they carry no unit, only the variant that was met. Each adds one to the metrics that count
 * its name, and nothing to the number of units: whoever refuses was counted when they met the variant. Kept as the statistics of a
 * shard of its own, which no unit has.
 */
@ApplicationScoped
public class SignalsOfNobody {

    /** Beside the shards of the units. */
    static final int SHARD = Shards.COUNT;

    private static final String TAKE = Database.sql("ledger/takeSignals");
    private static final String OF_EXPERIMENT = Database.sql("ledger/signalsOf");
    private static final int BATCH = 10_000;

    /** What one of them adds; that unit is among those who count already. */
    private static final Totals ONE =
            Totals.of(new MetricValue(true, 1_000_000, 0, 0)).withoutUnits();

    private final Database database;
    private final ExperimentCatalog experiments;

    SignalsOfNobody(Database database, ExperimentCatalog experiments) {
        this.database = database;
        this.experiments = experiments;
    }

    private record Signal(int experiment, String variant, String name, Instant at) {}

    /** What was counted and what counts now. */
    public record Recounted(PartedStatistics before, PartedStatistics after) {}

    /** Counts a batch of what waits; 0 when nothing does, or another node is at it. */
    public int fold() {
        return database.transaction(handle -> {
            // First of all: the lock must be held before the marks are seen.
            List<Signal> taken = Shards.tryLock(handle, List.of(SHARD)).isEmpty() ? List.of() : take(handle);
            Map<Integer, List<Signal>> byExperiment = new TreeMap<>();
            taken.forEach(signal -> byExperiment
                    .computeIfAbsent(signal.experiment(), id -> new ArrayList<>())
                    .add(signal));
            byExperiment.forEach((id, signals) -> experiments
                    .byId(id)
                    .map(KeptExperiment::definition)
                    .ifPresent(
                            definition -> StatisticsRows.add(handle, id, Map.of(SHARD, counted(definition, signals)))));
            return taken.size();
        });
    }

    /** Counts an experiment's signals anew, within the caller's transaction, which has done nothing yet. */
    public Recounted recount(Handle handle, KeptExperiment experiment) {
        Shards.lock(handle, SHARD);
        PartedStatistics before = StatisticsRows.ofShard(handle, experiment.id(), SHARD);
        List<Signal> all = handle.createQuery(OF_EXPERIMENT)
                .bind("experiment", experiment.id())
                .map((row, context) -> signal(row))
                .list();
        PartedStatistics after = counted(experiment.definition(), all);
        if (!before.content().equals(after.content())) {
            StatisticsRows.removeShard(handle, experiment.id(), SHARD);
            StatisticsRows.add(handle, experiment.id(), Map.of(SHARD, after));
        }
        return new Recounted(before, after);
    }

    private static List<Signal> take(Handle handle) {
        return handle.createQuery(TAKE)
                .bind("limit", BATCH)
                .map((row, context) -> signal(row))
                .list();
    }

    private static Signal signal(ResultSet row) throws SQLException {
        return new Signal(
                row.getInt("experiment_id"),
                row.getString("variant"),
                row.getString("name"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant());
    }

    private static PartedStatistics counted(ExperimentDefinition definition, List<Signal> signals) {
        PartedStatistics statistics = new PartedStatistics();
        for (Signal signal : signals) {
            if (!definition.counts(signal.at()) || !definition.variants().contains(signal.variant())) {
                continue;
            }
            Part part = Part.whole(definition.phaseAt(signal.at()));
            for (Metric metric : definition.metrics()) {
                if (metric.event().equals(signal.name()) && metric.takesSignalsOfNobody()) {
                    statistics.part(part).add(new Cell(signal.variant(), metric.key()), ONE);
                }
            }
        }
        return statistics;
    }
}
