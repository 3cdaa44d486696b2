package dev.candor.api.results;

import dev.candor.api.audit.Audit;
import dev.candor.api.catalog.FindingOverrides;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.database.Database;
import dev.candor.api.database.SlowReads;
import dev.candor.api.ledger.Ledger;
import dev.candor.api.ledger.Statistics;
import dev.candor.api.results.ExperimentResults.Coverage;
import dev.candor.api.results.ExperimentResults.HealthCheck;
import dev.candor.api.results.ExperimentResults.OverrideLine;
import dev.candor.domain.ManyVisitors;
import dev.candor.domain.event.Dimension;
import dev.candor.domain.experiment.MetricUse;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.metric.Metric;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands beside the numbers: of whom they speak, whether the variants were alike, what was let pass, the audit's head. */
@ApplicationScoped
class Circumstances {

    private static final String ANSWERS = Database.sql("results/answers");
    private static final String UNATTRIBUTED = Database.sql("results/unattributed");

    private static final int MOST_KEPT = 1_000;

    private final Database database;
    private final Ledger ledger;
    private final FindingOverrides overrides;
    private final Audit audit;
    /** By experiment; both look at what visitors answered, one by one. */
    private final SlowReads<Integer, long[]> answers = new SlowReads<>(Duration.ZERO, MOST_KEPT);

    private final SlowReads<Integer, Unattributed> unattributed = new SlowReads<>(Duration.ZERO, MOST_KEPT);

    Circumstances(Database database, Ledger ledger, FindingOverrides overrides, Audit audit) {
        this.database = database;
        this.ledger = ledger;
        this.overrides = overrides;
        this.audit = audit;
    }

    List<HealthCheck> health(KeptExperiment kept, int phase, List<Metric> metrics, Statistics whole, long bots) {
        if (kept.origin() != null) {
            return List.of();
        }
        Map<Dimension, Map<String, Statistics>> parts = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            parts.put(dimension, ledger.breakdown(kept.id(), phase, dimension.code()));
        }
        double[] weights = phase <= kept.phases().size()
                ? kept.phases().get(phase - 1).weights().stream()
                        .mapToDouble(Integer::doubleValue)
                        .toArray()
                : kept.experiment().variants().stream()
                        .mapToDouble(Variant::weight)
                        .toArray();
        return new BalanceChecks(kept, metrics).of(weights, whole, parts, bots);
    }

    /**
     * Of those who were asked whether they may be measured, how many allowed it, counted in steps of many; null where nobody was, and
     * while only a few allowed or refused it. Who refused is not told
     * apart from the others who refused, and nothing is compared with them.
     */
    @Nullable
    Coverage coverage(KeptExperiment kept) {
        if (kept.startedAt() == null || kept.origin() != null) {
            return null;
        }
        long[] said = answers.get(kept.id(), () -> readAnswers(kept));
        Long granted = ManyVisitors.inSteps(said[0]);
        Long denied = ManyVisitors.inSteps(said[1]);
        if (granted == null || denied == null || granted + denied == 0) {
            return null;
        }
        long answered = granted + denied;
        double share = (double) granted / answered;
        return new Coverage(
                share,
                answered,
                String.format(
                        Locale.ROOT, "This speaks for %.0f %% of your visitors: those who allowed it.", share * 100));
    }

    private long[] readAnswers(KeptExperiment kept) {
        return database.query(handle -> handle.createQuery(ANSWERS)
                .bind("site", kept.siteId())
                .bind("from", Database.timestamp(kept.startedAt()))
                .bind("until", Database.timestamp(kept.stoppedAt()))
                .map((row, context) -> new long[] {row.getLong("granted"), row.getLong("denied")})
                .one());
    }

    /** The plan's signals that came without a unit since the start. */
    Unattributed unattributed(KeptExperiment kept) {
        if (kept.startedAt() == null || kept.origin() != null) {
            return new Unattributed(Map.of());
        }
        return unattributed.get(kept.id(), () -> readUnattributed(kept));
    }

    private Unattributed readUnattributed(KeptExperiment kept) {
        List<String> planned =
                kept.experiment().metrics().stream().map(MetricUse::metric).toList();
        return new Unattributed(database.query(handle -> handle.createQuery(UNATTRIBUTED)
                .bind("site", kept.siteId())
                .bind("from", Database.timestamp(kept.startedAt()))
                .bind("until", Database.timestamp(kept.stoppedAt()))
                .reduceRows(new HashMap<String, Long>(), (map, row) -> {
                    String name = row.getColumn("name", String.class);
                    if (planned.contains(name)) {
                        map.put(name, row.getColumn("signals", Long.class));
                    }
                    return map;
                })));
    }

    List<OverrideLine> overrides(KeptExperiment kept) {
        return overrides.of(kept.id()).stream()
                .map(o -> new OverrideLine(o.code(), o.field(), o.reason(), o.actor(), o.at()))
                .toList();
    }

    String auditHead() {
        return audit.head().toString();
    }
}
