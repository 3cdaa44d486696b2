package dev.candor.ui.results;

import dev.candor.api.results.ExperimentResults;
import dev.candor.api.results.ExperimentResults.Comparison;
import dev.candor.api.results.ExperimentResults.Range;
import dev.candor.ui.words.Formats;
import dev.candor.ui.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The results of one experiment, already worded and rounded.
 *
 * @param address of this part of the page, to fetch it again
 * @param json    where the same stands as JSON
 * @param live    whether new visitors may still be counted
 * @param notes   who was left out, and how much is not counted yet
 */
public record ResultsView(
        String address,
        String json,
        boolean live,
        String asOf,
        String asOfInstant,
        String baseline,
        VerdictView verdict,
        List<FigureView> figures,
        HealthView health,
        ForestChart forest,
        List<MetricView> metrics,
        @Nullable ConsentView consent,
        List<String> notes) {

    /**
     * @param address of the results' part of the experiment's page
     * @param planned visitors that end the plan; null when it names none
     */
    public static ResultsView of(
            ExperimentResults results, String address, String json, @Nullable Long planned, Words words) {
        double reach = IntervalBar.reach(relatives(results));
        return new ResultsView(
                address,
                json,
                results.status().equals("running") || results.status().equals("paused"),
                words.results().asOf(words.formats().dateTime(results.asOf())),
                results.asOf().toString(),
                baseline(results),
                VerdictView.of(results, planned, words),
                FigureView.of(results, planned, words),
                HealthView.of(results.health(), words),
                ForestChart.of(results, words),
                results.metrics().stream()
                        .map(metric -> MetricView.of(metric, reach, VerdictView.isCausal(results), words))
                        .toList(),
                ConsentView.of(results, words),
                notes(results, words));
    }

    private static List<Range> relatives(ExperimentResults results) {
        return results.metrics().stream()
                .flatMap(metric -> metric.comparisons().stream())
                .map(Comparison::relative)
                .filter(Objects::nonNull)
                .toList();
    }

    private static String baseline(ExperimentResults results) {
        return results.metrics().stream()
                .flatMap(metric -> metric.comparisons().stream())
                .map(Comparison::baseline)
                .findFirst()
                .orElse(Formats.NOTHING);
    }

    private static List<String> notes(ExperimentResults results, Words words) {
        List<String> notes = new ArrayList<>();
        if (results.lag().waitingUnits() > 0) {
            notes.add(
                    words.results().waiting(words.formats().whole(results.lag().waitingUnits())));
        }
        if (results.quarantined() > 0) {
            notes.add(words.results().quarantined(words.formats().whole(results.quarantined())));
        }
        if (results.excludedBots() > 0) {
            notes.add(words.results().bots(words.formats().whole(results.excludedBots())));
        }
        return List.copyOf(notes);
    }
}
