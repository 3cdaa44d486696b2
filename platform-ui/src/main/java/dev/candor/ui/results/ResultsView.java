package dev.candor.ui.results;

import dev.candor.api.results.ExperimentResults;
import dev.candor.api.results.ExperimentResults.Comparison;
import dev.candor.api.results.ExperimentResults.Range;
import dev.candor.api.results.ExperimentResults.RestatementLine;
import dev.candor.ui.words.Formats;
import dev.candor.ui.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The results of one experiment, already worded and rounded.
 *
 * @param address of this part of the page, to fetch it again
 * @param json    where the same stands as JSON
 * @param live    whether new visitors may still be counted
 * @param series   null where nothing can be drawn
 * @param phases   to choose from; empty where there is one
 * @param setAside why units could not be counted
 * @param notes    of whom this speaks, who was left out, and how much is not counted yet
 * @param overrides what an administrator let pass, and why
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
        @Nullable SeriesView series,
        BreakdownView breakdown,
        List<PhaseChoice> phases,
        List<String> setAside,
        List<String> notes,
        List<String> overrides) {

    /** A phase to look at. */
    public record PhaseChoice(String address, String name, boolean current) {}

    private static final int SHOWN_OF_A_HASH = 12;
    private static final int RESTATEMENTS = 3;

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
                SeriesView.of(results, words),
                BreakdownView.of(results, page(address), words),
                phases(results, page(address), words),
                results.setAside().stream()
                        .map(line -> words.results().setAside(words.formats().whole(line.units()), line.reason()))
                        .toList(),
                notes(results, words),
                results.overrides().stream()
                        .map(o -> words.results()
                                .override(o.actor(), words.formats().dateTime(o.at()), o.code(), o.reason()))
                        .toList());
    }

    /** The page that holds this part. */
    private static String page(String address) {
        return address.replaceFirst("/results(\\?.*)?$", "");
    }

    private static List<PhaseChoice> phases(ExperimentResults results, String page, Words words) {
        return results.phases().size() < 2
                ? List.of()
                : results.phases().stream()
                        .map(phase -> new PhaseChoice(
                                page + "?phase=" + phase.number(),
                                words.results()
                                        .phase(phase.number(), words.formats().dateTime(phase.startedAt())),
                                phase.number() == results.phase()))
                        .toList();
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
        if (results.coverage() != null) {
            notes.add(words.results()
                    .coverage(words.formats().percent(results.coverage().measuredShare(), 0)));
        }
        if (results.lag().waitingUnits() > 0) {
            notes.add(words.results()
                    .waiting(
                            words.formats().whole(results.lag().waitingUnits()),
                            words.formats().number(results.lag().oldestSeconds(), 0),
                            words.formats().number(results.lag().unitsPerSecond(), 0)));
        }
        if (results.version() > 1) {
            notes.add(words.results()
                    .restated(
                            results.version(),
                            results.restatements().stream()
                                    .limit(RESTATEMENTS)
                                    .map(each -> restatement(each, words))
                                    .collect(Collectors.joining(", "))));
        }
        if (results.sealed() != null) {
            notes.add(words.results()
                    .sealed(
                            words.formats().dateTime(results.sealed().at()),
                            results.sealed().sha256().substring(0, SHOWN_OF_A_HASH)));
        }
        if (results.quarantined() > 0) {
            notes.add(words.results().quarantined(words.formats().whole(results.quarantined())));
        }
        if (results.excludedBots() > 0) {
            notes.add(words.results().bots(words.formats().whole(results.excludedBots())));
        }
        return List.copyOf(notes);
    }

    private static String restatement(RestatementLine line, Words words) {
        String when = words.formats().dateTime(line.at());
        return line.reason().contains("erased")
                ? words.results().restatedErasure(when)
                : words.results().restatedRecount(when);
    }
}
