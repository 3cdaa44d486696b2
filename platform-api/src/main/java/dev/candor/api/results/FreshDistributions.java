package dev.candor.api.results;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.database.SlowReads;
import dev.candor.api.ledger.Distributions;
import dev.candor.api.ledger.Statistics;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.metric.Metric;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Percentile caps and quantiles, which are at most seconds old. Everything else is as of now. */
@ApplicationScoped
class FreshDistributions {

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final int MOST_KEPT = 8;

    private final Distributions distributions;
    private final SlowReads<Key, Values> kept = new SlowReads<>(SHORTEST, MOST_KEPT);

    private record Key(int experimentId, int phase) {}

    private record Values(Statistics capped, Map<Integer, Map<String, double[][]>> samples) {}

    FreshDistributions(Distributions distributions) {
        this.distributions = distributions;
    }

    /** The statistics with percentile caps applied, and the values behind quantiles. */
    record Read(Statistics statistics, SingleValues values) {}

    Read of(KeptExperiment experiment, int phase, List<Metric> metrics, Statistics statistics) {
        if (metrics.stream().noneMatch(Metric::needsAllValues)) {
            return new Read(statistics, SingleValues.of((metric, variant) -> new double[0][]));
        }
        Values now = kept.get(new Key(experiment.id(), phase), () -> read(experiment, phase, metrics, statistics));
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

    private Values read(KeptExperiment experiment, int phase, List<Metric> metrics, Statistics statistics) {
        Statistics capped = distributions.capped(experiment.id(), phase, metrics, statistics);
        List<String> variants =
                experiment.experiment().variants().stream().map(Variant::key).toList();
        Map<Integer, Map<String, double[][]>> samples = new HashMap<>();
        for (int i = 0; i < metrics.size(); i++) {
            if (metrics.get(i).quantile() != null) {
                samples.put(i, distributions.samples(experiment.id(), phase, variants, metrics, i));
            }
        }
        return new Values(capped, samples);
    }
}
