package dev.candor.ui.results;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Json;
import dev.candor.api.results.ExperimentResults;
import dev.candor.api.results.ExperimentResults.Comparison;
import dev.candor.api.results.ExperimentResults.MetricResults;
import dev.candor.api.results.ExperimentResults.Range;
import dev.candor.api.results.ExperimentResults.SeriesPoint;
import dev.candor.ui.words.Words;
import io.quarkus.qute.RawString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the decisive comparison went, snapshot by snapshot.
 *
 * @param note   what may be read from it: of a fixed plan nothing before its end
 * @param json   for {@code charts.js}
 * @param rows   the same as a table, newest first
 */
public record SeriesView(String title, String note, RawString json, List<Row> rows) {

    /** One snapshot. */
    public record Row(String at, String visitors, String relative, String interval) {}

    /** @return null where there is nothing to draw: a line takes two points */
    static @Nullable SeriesView of(ExperimentResults results, Words words) {
        Optional<MetricResults> primary = VerdictView.primary(results);
        Optional<Comparison> decisive = primary.flatMap(metric -> VerdictView.decisive(metric, results.verdict()));
        if (decisive.isEmpty()) {
            return null;
        }
        MetricResults metric = primary.get();
        List<SeriesPoint> points = results.series().stream()
                .filter(point -> point.metric().equals(metric.metric())
                        && point.variant().equals(decisive.get().variant())
                        && point.relative() != null)
                .toList();
        if (points.size() < 2) {
            return null;
        }
        ObjectNode chart = Json.object();
        chart.put("kind", "series").put("axis", words.results().relativeAxis());
        ArrayNode drawn = chart.putArray("points");
        List<Row> rows = new ArrayList<>();
        Values values = new Values(words, metric.kind());
        for (SeriesPoint point : points) {
            Range relative = point.relative();
            if (relative != null) {
                Row row = new Row(
                        words.formats().dateTime(point.at()),
                        words.formats().whole(point.visitors()),
                        values.relative(relative),
                        values.relativeInterval(relative));
                rows.addFirst(row);
                ObjectNode one = drawn.addObject()
                        .put("at", point.at().toEpochMilli())
                        .put("estimate", relative.estimate())
                        .put("low", relative.low())
                        .put("high", relative.high());
                one.putArray("tip")
                        .add(row.at())
                        .add(row.relative())
                        .add(words.verdict().interval(row.interval()))
                        .add(row.visitors() + " " + words.results().visitors());
            }
        }
        return new SeriesView(
                words.results()
                        .seriesTitle(
                                words.results().metricName(metric.metric()),
                                decisive.get().variant()),
                words.results().seriesNote(),
                ChartJson.of(chart),
                rows);
    }
}
