package dev.candor.ui.results;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Json;
import dev.candor.api.results.ExperimentResults;
import dev.candor.api.results.ExperimentResults.Comparison;
import dev.candor.api.results.ExperimentResults.MetricResults;
import dev.candor.api.results.ExperimentResults.Range;
import dev.candor.ui.words.Words;
import io.quarkus.qute.RawString;
import java.util.List;
import java.util.Objects;

/**
 * The data of the chart of intervals, one row for each metric and variant.
 *
 * @param json for {@code charts.js}; safe inside a {@code script} element
 * @param rows how many intervals can be drawn
 */
public record ForestChart(RawString json, int rows) {

    static ForestChart of(ExperimentResults results, Words words) {
        ObjectNode chart = Json.object();
        chart.put("axis", words.results().relativeAxis());
        ArrayNode rows = chart.putArray("rows");
        boolean several = results.metrics().stream()
                .anyMatch(metric -> metric.comparisons().size() > 1);
        for (MetricResults metric : results.metrics()) {
            for (Comparison comparison : metric.comparisons()) {
                Range relative = comparison.relative();
                if (relative != null) {
                    String name = words.results().metricName(metric.metric());
                    String label = several ? name + " · " + comparison.variant() : name;
                    Tone tone = Tone.of(relative, metric.direction().equals("decrease"), VerdictView.isCausal(results));
                    row(rows.addObject(), metric, comparison, tone, label, words);
                }
            }
        }
        return new ForestChart(ChartJson.of(chart), rows.size());
    }

    private static void row(
            ObjectNode row, MetricResults metric, Comparison comparison, Tone tone, String label, Words words) {
        Range relative = Objects.requireNonNull(comparison.relative());
        Values values = new Values(words, metric.kind());
        row.put("label", label)
                .put("primary", metric.role().equals("primary"))
                .put("role", words.results().role(metric.role()))
                .put("estimate", relative.estimate())
                .put("low", relative.low())
                .put("high", relative.high())
                .put("tone", tone.code());
        ArrayNode tip = row.putArray("tip");
        List.of(
                        label + " · " + words.results().role(metric.role()),
                        values.relative(relative),
                        words.verdict().interval(values.relativeInterval(relative)),
                        words.formats().pValue(comparison.pValue()),
                        words.results().tone(tone.code()))
                .forEach(tip::add);
    }
}
