package dev.candor.api.results;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.ledger.ShownBreakdown;
import dev.candor.api.ledger.ShownBreakdown.Column;
import dev.candor.api.ledger.ShownBreakdown.Group;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The results by the values of one dimension, behind the gate of {@link SmallCells}, in the steps of {@link BreakdownSteps}. */
final class BreakdownSection {

    private static final String NOTE =
            "Exploratory: look at enough groups and one will differ by chance. It is no part of the verdict; a group that"
                    + " matters deserves an experiment of its own.";
    private static final String TOO_SMALL =
            "hidden: too few visitors did it or did not, or a hidden group could be had by subtraction";
    private static final String NOT_KNOWN = "";
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

    /** All groups, the rest of the whole among them: of visitors of whom the value is not known, under the empty one. */
    static Map<String, Statistics> groups(Statistics whole, Map<String, Statistics> byValue) {
        Map<String, Statistics> groups = new TreeMap<>(byValue);
        Statistics rest = whole.minus(Statistics.sum(byValue.values()));
        if (!rest.isEmpty()) {
            groups.put(NOT_KNOWN, rest);
        }
        return groups;
    }

    /** The next step after what was shown last. */
    BreakdownSteps steps(Map<String, Statistics> groups, Statistics whole, Instant now) {
        return new BreakdownSteps(gate, metrics, groups, whole, now);
    }

    /**
     * The breakdown.
     *
     * @param shown what of it may be shown
     */
    Breakdown of(Dimension dimension, ShownBreakdown shown) {
        Column visitors = column(shown, "");
        List<String> order = visitors.groups().keySet().stream()
                .sorted(Comparator.comparingLong((String value) ->
                                -SmallCells.visitors(group(visitors, value).statistics()))
                        .thenComparing(value -> value))
                .limit(MOST_CELLS)
                .toList();
        List<BreakdownCell> cells = new ArrayList<>();
        for (String value : order) {
            Group group = group(visitors, value);
            cells.add(new BreakdownCell(
                    value.equals(NOT_KNOWN) ? null : value,
                    SmallCells.visitors(group.statistics()),
                    true,
                    group.at(),
                    metrics(shown, value)));
        }
        return new Breakdown(
                dimension.code(),
                true,
                NOTE,
                SmallCells.LEAST_VISITORS,
                Math.max(0, shown.groupCount() - cells.size()),
                cells,
                heterogeneity(order, shown).orElse(null));
    }

    private static Column column(ShownBreakdown shown, String key) {
        return shown.columns().getOrDefault(key, new Column(Map.of(), new Statistics()));
    }

    private static Group group(Column column, String value) {
        return Objects.requireNonNull(column.groups().get(value));
    }

    private List<CellMetric> metrics(ShownBreakdown shown, String value) {
        // All that is shown of the group at once, so that secondary metrics are adjusted for one another.
        Statistics visible = new Statistics();
        Set<String> keys = new HashSet<>();
        for (Metric metric : metrics) {
            Group group = column(shown, metric.key()).groups().get(value);
            if (group != null && missing(metric) == null) {
                group.statistics().totals().forEach(visible::put);
                keys.add(metric.key());
            }
        }
        List<MetricResults> results = analysis(visible).metrics();
        List<CellMetric> lines = new ArrayList<>();
        for (int m = 0; m < metrics.size(); m++) {
            MetricResults r = results.get(m);
            boolean isVisible = keys.contains(metrics.get(m).key());
            String missing = missing(metrics.get(m));
            lines.add(new CellMetric(
                    r.metric(),
                    r.role(),
                    r.kind(),
                    isVisible ? r.variants() : List.of(),
                    isVisible ? r.comparisons() : List.of(),
                    isVisible ? null : missing == null ? TOO_SMALL : missing));
        }
        return lines;
    }

    private @Nullable String missing(Metric metric) {
        if (unattributed.whyNot(metric) != null) {
            return unattributed.whyNot(metric);
        }
        return TrustEvents.mayBeOfNobody(metric.event()) ? OF_NOBODY : SingleValues.OF_A_PART.whyNot(metric);
    }

    private Analysis analysis(Statistics cell) {
        return new Analysis(kept, metrics, cell, SingleValues.OF_A_PART);
    }

    /** Cochran's Q over the cells in which the primary metric is shown, for the first personalized variant. */
    private Optional<Heterogeneity> heterogeneity(List<String> order, ShownBreakdown shown) {
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
        Column column = column(shown, metrics.get(metric).key());
        for (String value : order) {
            if (column.groups().containsKey(value)) {
                effect(group(column, value).statistics(), metric, variant.get()).ifPresent(effects::add);
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
}
