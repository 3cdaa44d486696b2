package dev.candor.ui.results;

import dev.candor.api.results.ExperimentResults;
import dev.candor.api.results.ExperimentResults.Comparison;
import dev.candor.api.results.ExperimentResults.MetricResults;
import dev.candor.ui.words.VerdictWords;
import dev.candor.ui.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One of the few numbers beside a verdict: what it is, how much, and a note. */
public record FigureView(String label, String value, String note) {

    /**
     * The primary lift, its p-value, the guards and the visitors.
     *
     * @param planned visitors that end the plan; null when it names none
     */
    static List<FigureView> of(ExperimentResults results, @Nullable Long planned, Words words) {
        List<FigureView> figures = new ArrayList<>();
        VerdictWords say = words.verdict();
        VerdictView.primary(results)
                .ifPresent(primary -> VerdictView.decisive(primary, results.verdict())
                        .ifPresent(comparison ->
                                addComparison(figures, primary, comparison, VerdictView.isCausal(results), words)));
        figures.add(guards(results, words));
        figures.add(new FigureView(
                say.visitorsFigure(),
                words.formats().whole(results.visitors()),
                planned == null
                        ? say.noPlanned()
                        : say.ofPlanned(words.formats().whole(planned))));
        return List.copyOf(figures);
    }

    private static void addComparison(
            List<FigureView> figures, MetricResults primary, Comparison comparison, boolean causal, Words words) {
        VerdictWords say = words.verdict();
        Values values = new Values(words, primary.kind());
        String name = words.results().metricName(primary.metric());
        boolean relative = comparison.relative() != null;
        figures.add(new FigureView(
                say.liftFigure(name, comparison.baseline()),
                relative ? values.relative(comparison.relative()) : values.difference(comparison.absolute()),
                say.interval(
                        relative
                                ? values.relativeInterval(comparison.relative())
                                : values.differenceInterval(comparison.absolute()))));
        if (causal) {
            figures.add(new FigureView(say.pFigure(), words.formats().pValue(comparison.pValue()), say.pNote(name)));
        }
    }

    private static FigureView guards(ExperimentResults results, Words words) {
        List<Boolean> held = results.metrics().stream()
                .flatMap(metric -> metric.comparisons().stream())
                .map(Comparison::nonInferiority)
                .filter(Objects::nonNull)
                .map(ExperimentResults.NonInferiorityLine::holds)
                .toList();
        VerdictWords say = words.verdict();
        int holding = (int) held.stream().filter(holds -> holds).count();
        return new FigureView(
                say.guardsFigure(),
                held.isEmpty() ? "–" : say.guardsHolding(holding, held.size()),
                held.isEmpty() ? say.noGuards() : say.guardsNote());
    }
}
