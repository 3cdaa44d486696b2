package dev.candor.api.results;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.database.Database;
import dev.candor.api.database.SlowReads;
import dev.candor.api.results.ExperimentResults.HealthCheck;
import dev.candor.domain.metric.TrustEvents;
import dev.candor.stats.frequentist.ChiSquareTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many of those who saw the one-question card answered it: where that differs by variant, those who speak are not alike. */
@ApplicationScoped
class Responses {

    static final String CHECK = "response_balance";

    /** Response rates may differ by two points. */
    static final double LIMIT = 0.02;
    /** A larger difference that chance makes more often than this says nothing. */
    static final double CHANCE = 0.01;

    private static final double ROUNDING = 1e-12;
    private static final String BY_VARIANT = Database.sql("results/responses");
    /** Only the newest showings are looked at. */
    private static final int MOST = 20_000;

    private static final Duration KEPT_FOR = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 1_000;

    private final Database database;
    private final SlowReads<Asked, Map<String, Asking>> known = new SlowReads<>(KEPT_FOR, MOST_KEPT);

    Responses(Database database) {
        this.database = database;
    }

    private record Asked(int experiment, int phase) {}

    /** How many visitors were shown the card, and how many of them answered. */
    record Asking(long shown, long answered) {
        double rate() {
            return (double) answered / shown;
        }
    }

    /** By variant, of a plan that has the answers as a metric; nothing for others. */
    Map<String, Asking> byVariant(KeptExperiment kept, int phase) {
        if (kept.startedAt() == null || kept.metrics().stream().noneMatch(TrustEvents::isMeanOfFeedback)) {
            return Map.of();
        }
        return known.get(new Asked(kept.id(), phase), () -> read(kept, phase));
    }

    private Map<String, Asking> read(KeptExperiment kept, int phase) {
        return database.query(handle -> handle.createQuery(BY_VARIANT)
                .bind("site", kept.siteId())
                .bind("since", Database.timestamp(kept.startedAt()))
                .bind("experiment", kept.id())
                .bind("phase", phase)
                .bind("most", MOST)
                .reduceRows(new TreeMap<>(), (map, row) -> {
                    map.put(
                            row.getColumn("variant", String.class),
                            new Asking(row.getColumn("shown", Long.class), row.getColumn("answered", Long.class)));
                    return map;
                }));
    }

    /** Warns where response rates differ by more than {@value #LIMIT} and it is hardly chance. */
    static HealthCheck check(List<String> variants, Map<String, Asking> askings) {
        List<Asking> seen = variants.stream()
                .map(askings::get)
                .filter(asking -> asking != null && asking.shown() > 0)
                .toList();
        if (seen.size() < 2) {
            return new HealthCheck(
                    CHECK, "not_applicable", null, LIMIT, "The one question was not asked in two variants yet.");
        }
        double gap = seen.stream().mapToDouble(Asking::rate).max().orElseThrow()
                - seen.stream().mapToDouble(Asking::rate).min().orElseThrow();
        boolean tilted = gap > LIMIT + ROUNDING && isHardlyChance(seen);
        return new HealthCheck(
                CHECK,
                tilted ? "warn" : "pass",
                gap,
                LIMIT,
                tilted
                        ? "Visitors of one variant answered the one question more often: those who speak may not be alike."
                        : "Visitors answered the one question about equally often in every variant.");
    }

    private static boolean isHardlyChance(List<Asking> seen) {
        long[][] table = seen.stream()
                .map(asking -> new long[] {asking.answered(), asking.shown() - asking.answered()})
                .toArray(long[][]::new);
        return ChiSquareTable.of(table).pValue().value() < CHANCE;
    }
}
