package dev.candor.api.results;

import dev.candor.api.audit.Audit;
import dev.candor.api.catalog.Amendment;
import dev.candor.api.catalog.FindingOverrides;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.PlanSeal;
import dev.candor.api.database.Database;
import dev.candor.api.database.SlowReads;
import dev.candor.api.ledger.Ledger;
import dev.candor.api.ledger.Statistics;
import dev.candor.api.results.ExperimentResults.Coverage;
import dev.candor.api.results.ExperimentResults.HealthCheck;
import dev.candor.api.results.ExperimentResults.OverrideLine;
import dev.candor.domain.ManyVisitors;
import dev.candor.domain.event.Dimension;
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
    private final PlanSeal seal;
    private final Audit audit;
    /** By experiment; both look at what visitors answered, one by one. */
    private final SlowReads<Integer, long[]> answers = new SlowReads<>(Duration.ZERO, MOST_KEPT);

    private final SlowReads<Integer, OfNobody> ofNobody = new SlowReads<>(Duration.ZERO, MOST_KEPT);

    /** Signals without a unit by event: how many name no variant, and how many one of the experiment's. */
    private record OfNobody(Map<String, Long> nameless, Map<String, Long> named) {}

    Circumstances(Database database, Ledger ledger, FindingOverrides overrides, PlanSeal seal, Audit audit) {
        this.database = database;
        this.ledger = ledger;
        this.overrides = overrides;
        this.seal = seal;
        this.audit = audit;
    }

    List<HealthCheck> health(KeptExperiment kept, int phase, List<Metric> metrics, Statistics whole, long bots) {
        if (kept.origin() != null) {
            return List.of();
        }
        Map<String, Map<String, Statistics>> visitors = ledger.visitors(kept.id(), phase);
        Map<Dimension, Map<String, Statistics>> parts = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            parts.put(dimension, visitors.getOrDefault(dimension.code(), Map.of()));
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
        double share = middle(granted) / (middle(granted) + middle(denied));
        return new Coverage(
                share,
                answered,
                String.format(
                        Locale.ROOT, "This speaks for %.0f %% of your visitors: those who allowed it.", share * 100));
    }

    /** A count is known to a step: its middle is right on average. */
    private static double middle(long steps) {
        return steps == 0 ? 0 : steps + ManyVisitors.LEAST / 2.0;
    }

    private long[] readAnswers(KeptExperiment kept) {
        return database.query(handle -> handle.createQuery(ANSWERS)
                .bind("site", kept.siteId())
                .bind("from", Database.timestamp(kept.startedAt()))
                .bind("until", Database.timestamp(kept.stoppedAt()))
                .map((row, context) -> new long[] {row.getLong("granted"), row.getLong("denied")})
                .one());
    }

    /** What came of the plan's signals without a unit since the start and can't be counted by variant. */
    Unattributed unattributed(KeptExperiment kept, List<Metric> metrics, Statistics statistics) {
        if (kept.startedAt() == null || kept.origin() != null) {
            return Unattributed.NONE;
        }
        OfNobody signals = ofNobody.get(kept.id(), () -> readOfNobody(kept, metrics));
        return Unattributed.of(metrics, signals.nameless(), signals.named(), statistics);
    }

    private OfNobody readOfNobody(KeptExperiment kept, List<Metric> metrics) {
        return database.query(handle -> handle.createQuery(UNATTRIBUTED)
                .bind("site", kept.siteId())
                .bind("experiment", kept.id())
                .bind("names", metrics.stream().map(Metric::event).toArray(String[]::new))
                .bind("from", Database.timestamp(kept.startedAt()))
                .bind("until", Database.timestamp(kept.stoppedAt()))
                .reduceRows(new OfNobody(new HashMap<>(), new HashMap<>()), (signals, row) -> {
                    boolean named = row.getColumn("attributed", Boolean.class);
                    (named ? signals.named() : signals.nameless())
                            .put(row.getColumn("name", String.class), row.getColumn("signals", Long.class));
                    return signals;
                }));
    }

    /** @param amendments all of them */
    boolean isAsSealed(KeptExperiment kept, List<Amendment> amendments) {
        return kept.origin() != null || kept.startedAt() == null || seal.isUnbroken(kept, amendments);
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
