package dev.candor.ui.results;

import dev.candor.api.results.ExperimentResults;
import dev.candor.api.results.ExperimentResults.Comparison;
import dev.candor.api.results.ExperimentResults.MetricResults;
import dev.candor.ui.words.Formats;
import dev.candor.ui.words.Words;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An experiment's results in one line of a list. */
public record SummaryView(
        VerdictView verdict,
        String visitors,
        String metric,
        String lift,
        String interval,
        @Nullable IntervalBar bar) {

    /**
     * @param planned visitors that end the plan; null when it names none
     * @param reach   how far the drawings of the list reach, see {@link IntervalBar#reach}
     */
    public static SummaryView of(ExperimentResults results, @Nullable Long planned, double reach, Words words) {
        String visitors = words.formats().whole(results.visitors());
        VerdictView verdict = VerdictView.of(results, planned, words);
        Optional<MetricResults> primary = VerdictView.primary(results);
        Optional<Comparison> decisive = primary.flatMap(metric -> VerdictView.decisive(metric, results.verdict()));
        if (decisive.isEmpty()) {
            return new SummaryView(verdict, visitors, "", Formats.NOTHING, "", null);
        }
        MetricResults metric = primary.get();
        Comparison comparison = decisive.get();
        Values values = new Values(words, metric.kind());
        Tone tone =
                Tone.of(comparison.absolute(), metric.direction().equals("decrease"), VerdictView.isCausal(results));
        return new SummaryView(
                verdict,
                visitors,
                words.results().metricName(metric.metric()),
                values.relative(comparison.relative()),
                values.relativeInterval(comparison.relative()),
                IntervalBar.of(comparison.relative(), reach, tone));
    }

    /** The line of an experiment that nobody has met. */
    public static SummaryView notStarted(Words words) {
        return new SummaryView(VerdictView.notStarted(words), Formats.NOTHING, "", Formats.NOTHING, "", null);
    }

    /** What decides in {@code results}, for {@link IntervalBar#reach}. */
    public static Optional<ExperimentResults.Range> primaryLift(ExperimentResults results) {
        return VerdictView.primary(results)
                .flatMap(metric -> VerdictView.decisive(metric, results.verdict()))
                .map(Comparison::relative);
    }
}
