package dev.candor.api.results;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.ledger.Statistics;
import dev.candor.api.results.ExperimentResults.Breakdown;
import dev.candor.api.results.ExperimentResults.BreakdownCell;
import dev.candor.api.results.ExperimentResults.CellMetric;
import dev.candor.api.results.ExperimentResults.Heterogeneity;
import dev.candor.api.results.ExperimentResults.MetricResults;
import dev.candor.domain.event.Dimension;
import dev.candor.domain.experiment.MetricUse;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.TrustEvents;
import dev.candor.stats.StatisticsException;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.numeric.ChiSquare;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The results by the values of one dimension, behind the gate of {@link SmallCells}. */
final class BreakdownSection {

    private static final String NOTE =
            "Exploratory: look at enough groups and one will differ by chance. It is no part of the verdict; a group that"
                    + " matters deserves an experiment of its own.";
    private static final String TOO_SMALL =
            "hidden: too few visitors did it or did not, or a hidden group could be had by subtraction";
    private static final String OF_NOBODY =
            "not measurable by group: whoever refuses or withdraws is not followed, so that their signals are of no group";
    private static final double HARDLY_CHANCE = 0.05;
    /** So many values are listed; what is beyond them is counted as hidden. */
    private static final int MOST_CELLS = 50;

    private final KeptExperiment kept;
    private final List<Metric> metrics;
    private final Unattributed unattributed;
    private final SmallCells gate;

    BreakdownSection(KeptExperiment kept, List<Metric> metrics, Unattributed unattributed) {
        this.kept = kept;
        this.metrics = metrics;
        this.unattributed = unattributed;
        this.gate = new SmallCells(
                kept.experiment().variants().stream().map(Variant::key).toList());
    }

    /**
     * The breakdown.
     *
     * @param whole   the statistics of the phase
     * @param byValue what of it is known by the values of the dimension; the rest is of visitors of whom it is not known
     */
    Breakdown of(Dimension dimension, Statistics whole, Map<String, Statistics> byValue) {
        List<@Nullable String> values = new ArrayList<>(byValue.keySet());
        List<Statistics> cells = new ArrayList<>(byValue.values());
        Statistics rest = whole.minus(Statistics.sum(cells));
        if (!rest.isEmpty()) {
            values.add(null);
            cells.add(rest);
        }
        Set<Integer> visible = gate.shown(cells);
        Map<Integer, Set<Integer>> visibleByMetric = new HashMap<>();
        for (int m = 0; m < metrics.size(); m++) {
            visibleByMetric.put(m, gate.shown(cells, visible, metrics.get(m)));
        }
        List<Integer> order = visible.stream()
                .sorted(Comparator.comparingLong((Integer i) -> -visitors(cells.get(i)))
                        .thenComparing(i -> i))
                .limit(MOST_CELLS)
                .toList();
        List<BreakdownCell> shown = new ArrayList<>();
        for (int i : order) {
            shown.add(new BreakdownCell(
                    values.get(i), visitors(cells.get(i)), true, metrics(cells.get(i), i, visibleByMetric)));
        }
        int hidden = (int) cells.stream().filter(cell -> visitors(cell) > 0).count() - shown.size();
        return new Breakdown(
                dimension.code(),
                true,
                NOTE,
                SmallCells.LEAST_VISITORS,
                hidden,
                shown,
                heterogeneity(order, cells, visibleByMetric).orElse(null));
    }

    private List<CellMetric> metrics(Statistics cell, int place, Map<Integer, Set<Integer>> visible) {
        List<MetricResults> results = analysis(cell).metrics();
        List<CellMetric> lines = new ArrayList<>();
        for (int m = 0; m < results.size(); m++) {
            MetricResults r = results.get(m);
            String missing = missing(metrics.get(m));
            boolean shown = missing == null && visible.getOrDefault(m, Set.of()).contains(place);
            lines.add(new CellMetric(
                    r.metric(),
                    r.role(),
                    r.kind(),
                    shown ? r.variants() : List.of(),
                    shown ? r.comparisons() : List.of(),
                    shown ? null : missing == null ? TOO_SMALL : missing));
        }
        return lines;
    }

    private @Nullable String missing(Metric metric) {
        if (unattributed.whyNot(metric) != null) {
            return unattributed.whyNot(metric);
        }
        return TrustEvents.isOfNobody(metric.event()) ? OF_NOBODY : SingleValues.OF_A_PART.whyNot(metric);
    }

    private Analysis analysis(Statistics cell) {
        return new Analysis(kept, metrics, cell, SingleValues.OF_A_PART);
    }

    /** Cochran's Q over the cells in which the primary metric is shown, for the first personalized variant. */
    private Optional<Heterogeneity> heterogeneity(
            List<Integer> order, List<Statistics> cells, Map<Integer, Set<Integer>> visible) {
        Optional<MetricUse> primary = kept.experiment().primary();
        if (primary.isEmpty()) {
            return Optional.empty();
        }
        int metric = kept.experiment().metrics().indexOf(primary.get());
        List<double[]> effects = new ArrayList<>();
        Optional<Variant> variant =
                analysis(new Statistics()).personalized().stream().findFirst();
        if (variant.isEmpty() || missing(metrics.get(metric)) != null) {
            return Optional.empty();
        }
        for (int i : order) {
            if (visible.getOrDefault(metric, Set.of()).contains(i)) {
                effect(cells.get(i), metric, variant.get()).ifPresent(effects::add);
            }
        }
        if (effects.size() < 2) {
            return Optional.empty();
        }
        double weights = effects.stream().mapToDouble(e -> 1 / (e[1] * e[1])).sum();
        double mean = effects.stream().mapToDouble(e -> e[0] / (e[1] * e[1])).sum() / weights;
        double q = effects.stream()
                .mapToDouble(e -> (e[0] - mean) * (e[0] - mean) / (e[1] * e[1]))
                .sum();
        double p = ChiSquare.upperTail(q, effects.size() - 1L);
        return Optional.of(new Heterogeneity(
                primary.get().metric(),
                variant.get().key(),
                p,
                effects.size(),
                p < HARDLY_CHANCE
                        ? "The effect may differ between these groups; that was looked for, so it is a question and not an"
                                + " answer."
                        : "No clear difference of the effect between these groups."));
    }

    /** The difference and its standard error. */
    private Optional<double[]> effect(Statistics cell, int metric, Variant variant) {
        Analysis analysis = analysis(cell);
        Variant opponent = analysis.opponent(variant);
        if (opponent == null) {
            return Optional.empty();
        }
        try {
            Pair.Shown shown = analysis.pair(metric, opponent, variant).difference(Confidence.NINETY_FIVE_PERCENT);
            double error = (shown.interval().upper() - shown.interval().lower())
                    / (2 * Confidence.NINETY_FIVE_PERCENT.normalQuantile());
            return error > 0 ? Optional.of(new double[] {shown.difference(), error}) : Optional.empty();
        } catch (StatisticsException e) {
            return Optional.empty();
        }
    }

    private static long visitors(Statistics cell) {
        return cell.visitors().values().stream()
                .mapToLong(Statistics.Visitors::counted)
                .sum();
    }
}
