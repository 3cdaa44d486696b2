package dev.candor.ui.results;

import dev.candor.api.results.ExperimentResults;
import dev.candor.api.results.ExperimentResults.Breakdown;
import dev.candor.api.results.ExperimentResults.BreakdownCell;
import dev.candor.api.results.ExperimentResults.CellMetric;
import dev.candor.api.results.ExperimentResults.Comparison;
import dev.candor.api.results.ExperimentResults.MetricResults;
import dev.candor.domain.Coded;
import dev.candor.domain.event.Dimension;
import dev.candor.ui.words.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The primary metric by the values of a dimension, and the menu of dimensions.
 *
 * @param chosen the dimension's name; empty where none was chosen
 * @param hidden how many groups are not shown, and why; empty for none
 * @param differ whether the groups differ; empty where that cannot be said
 */
public record BreakdownView(
        List<Choice> menu, String chosen, String metric, String hidden, String differ, List<Row> rows) {

    /** One dimension of the menu. */
    public record Choice(String address, String name, boolean current) {}

    /** One variant in one group against its opponent. */
    public record Row(String value, String visitors, String variant, String relative, String interval, String whyNot) {}

    static BreakdownView of(ExperimentResults results, String address, Words words) {
        Breakdown breakdown = results.breakdown();
        List<Choice> menu = Arrays.stream(Dimension.values())
                .filter(dimension -> dimension != Dimension.CONSENT)
                .map(Coded::code)
                .map(code -> new Choice(
                        address + "?breakdown=" + code + "#breakdown",
                        words.results().dimension(code),
                        breakdown != null && breakdown.dimension().equals(code)))
                .toList();
        if (breakdown == null) {
            return new BreakdownView(menu, "", "", "", "", List.of());
        }
        String primary = VerdictView.primary(results).map(MetricResults::metric).orElse("");
        return new BreakdownView(
                menu,
                words.results().dimension(breakdown.dimension()),
                words.results().metricName(primary),
                breakdown.hidden() == 0
                        ? ""
                        : words.results().hiddenGroups(breakdown.hidden(), breakdown.leastVisitors()),
                differ(breakdown, words),
                rows(breakdown, primary, words));
    }

    private static String differ(Breakdown breakdown, Words words) {
        ExperimentResults.Heterogeneity found = breakdown.heterogeneity();
        if (found == null) {
            return "";
        }
        String p = words.formats().pValue(found.pValue());
        return found.pValue() < 0.05
                ? words.results().groupsMayDiffer(p)
                : words.results().groupsDoNotDiffer(p);
    }

    private static List<Row> rows(Breakdown breakdown, String primary, Words words) {
        List<Row> rows = new ArrayList<>();
        for (BreakdownCell cell : breakdown.cells()) {
            for (CellMetric metric : cell.metrics()) {
                if (metric.metric().equals(primary)) {
                    addRows(rows, cell, metric, words);
                }
            }
        }
        return rows;
    }

    private static void addRows(List<Row> rows, BreakdownCell cell, CellMetric metric, Words words) {
        String value = cell.value() == null ? words.results().notKnown() : cell.value();
        @Nullable Long counted = cell.visitors();
        String visitors = words.formats().whole(counted == null ? 0 : counted);
        if (metric.whyNot() != null) {
            rows.add(new Row(value, visitors, "", "", "", words.results().hiddenGroup()));
        }
        Values values = new Values(words, metric.kind());
        for (Comparison comparison : metric.comparisons()) {
            rows.add(new Row(
                    value,
                    visitors,
                    comparison.variant(),
                    values.relative(comparison.relative()),
                    values.relativeInterval(comparison.relative()),
                    ""));
        }
    }
}
