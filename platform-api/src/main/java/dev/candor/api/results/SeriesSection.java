package dev.candor.api.results;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.ledger.Snapshots.Snapshot;
import dev.candor.api.results.ExperimentResults.Comparison;
import dev.candor.api.results.ExperimentResults.MetricResults;
import dev.candor.api.results.ExperimentResults.SeriesPoint;
import dev.candor.domain.metric.Metric;
import java.util.ArrayList;
import java.util.List;

/** How each comparison went: one point for each snapshot, computed from that snapshot's statistics and nothing else. */
final class SeriesSection {

    /** Longer series are thinned out evenly. */
    static final int MOST_POINTS = 60;

    private SeriesSection() {}

    static List<SeriesPoint> of(
            KeptExperiment kept, List<Metric> metrics, List<Snapshot> snapshots, Unattributed unattributed) {
        List<SeriesPoint> series = new ArrayList<>();
        for (Snapshot snapshot : snapshots) {
            Analysis analysis = new Analysis(kept, metrics, snapshot.statistics(), SingleValues.OF_A_SNAPSHOT);
            for (MetricResults metric : unattributed.withheld(analysis.metrics())) {
                for (Comparison comparison : metric.comparisons()) {
                    long visitors = snapshot.statistics().visitors().values().stream()
                            .mapToLong(count -> count.counted())
                            .sum();
                    series.add(new SeriesPoint(
                            snapshot.at(), metric.metric(), comparison.variant(), visitors, comparison.relative()));
                }
            }
        }
        return series;
    }
}
