package dev.candor.api.results;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.ledger.Distributions;
import dev.candor.api.ledger.Statistics;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.metric.Metric;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Percentile caps and quantiles, which cost time in proportion to the visitors: kept for twenty times as long as they took, and
 * at least two seconds, so that a page that is open costs at most a twentieth of a core. Everything else is as of now.
 */
@ApplicationScoped
class FreshDistributions {

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final int WORTH = 20;
    private static final int MOST_KEPT = 8;

    private final Distributions distributions;
    private final Clock clock;
    private final Map<Key, Kept> kept = new LinkedHashMap<>();

    private record Key(int experimentId, int phase) {}

    private record Kept(Instant until, Statistics capped, Map<Integer, Map<String, double[][]>> samples) {}

    FreshDistributions(Distributions distributions, Clock clock) {
        this.distributions = distributions;
        this.clock = clock;
    }

    /** The statistics with percentile caps applied, and the values behind quantiles. */
    record Read(Statistics statistics, SingleValues values) {}

    Read of(KeptExperiment experiment, int phase, List<Metric> metrics, Statistics statistics) {
        if (metrics.stream().noneMatch(Metric::needsAllValues)) {
            return new Read(statistics, SingleValues.of((metric, variant) -> new double[0][]));
        }
        Kept now = kept(experiment, phase, metrics, statistics);
        Statistics merged = statistics.copy();
        metrics.stream()
                .filter(metric -> metric.capPercentile() != null)
                .forEach(metric -> now.capped().totals().forEach((cell, totals) -> {
                    if (cell.metric().equals(metric.key())) {
                        merged.put(cell, totals);
                    }
                }));
        return new Read(
                merged,
                SingleValues.of((metric, variant) ->
                        now.samples().getOrDefault(metric, Map.of()).getOrDefault(variant, new double[0][])));
    }

    /** One at a time: whoever comes while it is computed waits for it and has it. */
    private synchronized Kept kept(KeptExperiment experiment, int phase, List<Metric> metrics, Statistics statistics) {
        Key key = new Key(experiment.id(), phase);
        Instant begun = clock.instant();
        Kept last = kept.get(key);
        if (last != null && begun.isBefore(last.until())) {
            return last;
        }
        Statistics capped = distributions.capped(experiment.id(), phase, metrics, statistics);
        List<String> variants =
                experiment.experiment().variants().stream().map(Variant::key).toList();
        Map<Integer, Map<String, double[][]>> samples = new HashMap<>();
        for (int i = 0; i < metrics.size(); i++) {
            if (metrics.get(i).quantile() != null) {
                samples.put(i, distributions.samples(experiment.id(), phase, variants, metrics, i));
            }
        }
        Instant ended = clock.instant();
        Duration worth = Duration.between(begun, ended).multipliedBy(WORTH);
        Kept now = new Kept(ended.plus(worth.compareTo(SHORTEST) > 0 ? worth : SHORTEST), capped, samples);
        kept.remove(key);
        kept.put(key, now);
        if (kept.size() > MOST_KEPT) {
            kept.remove(new ArrayList<>(kept.keySet()).getFirst());
        }
        return now;
    }
}
