package dev.candor.ui.results;

import dev.candor.api.results.ExperimentResults.Comparison;
import dev.candor.api.results.ExperimentResults.MetricResults;
import dev.candor.api.results.ExperimentResults.NonInferiorityLine;
import dev.candor.api.results.ExperimentResults.VariantResult;
import dev.candor.ui.words.Formats;
import dev.candor.ui.words.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One metric: what each variant reached, and how they compare. */
public record MetricView(
        String key,
        String name,
        String role,
        String roleLabel,
        String explanation,
        String sumLabel,
        String meanLabel,
        List<VariantRow> variants,
        List<ComparisonRow> comparisons) {

    public record VariantRow(
            String key, String role, String roleLabel, String visitors, String sum, String mean, String error) {}

    /**
     * One variant against another.
     *
     * @param adjusted the p-value after the correction for several comparisons; empty when there is none
     * @param margin   what the plan asks of a guardrail; empty when it asks nothing
     * @param whyNot   why something is missing; empty when nothing is
     */
    public record ComparisonRow(
            String variant,
            String baseline,
            String difference,
            String differenceInterval,
            String relative,
            String relativeInterval,
            String p,
            String adjusted,
            String test,
            String tone,
            String toneLabel,
            boolean holds,
            String margin,
            String whyNot,
            @Nullable IntervalBar bar) {}

    /** @param causal whether chance made the groups */
    static MetricView of(MetricResults metric, double reach, boolean causal, Words words) {
        Values values = new Values(words, metric.kind());
        boolean lowerIsBetter = metric.direction().equals("decrease");
        return new MetricView(
                metric.metric(),
                words.results().metricName(metric.metric()),
                metric.role(),
                words.results().role(metric.role()),
                explanation(metric, words),
                words.results().sum(metric.kind()),
                words.results().mean(metric.kind()),
                metric.variants().stream()
                        .map(variant -> row(variant, values, words))
                        .toList(),
                metric.comparisons().stream()
                        .map(comparison -> row(
                                comparison,
                                Tone.of(comparison.absolute(), lowerIsBetter, causal),
                                reach,
                                values,
                                words))
                        .toList());
    }

    private static String explanation(MetricResults metric, Words words) {
        String explanation =
                words.results().kind(metric.kind()) + " · " + words.results().direction(metric.direction());
        return metric.epsilon() == null
                ? explanation
                : explanation + " · "
                        + words.results().randomizedAnswers(metric.epsilon().toPlainString());
    }

    private static VariantRow row(VariantResult variant, Values values, Words words) {
        return new VariantRow(
                variant.variant(),
                variant.role(),
                words.experiment().variantRole(variant.role()),
                words.formats().whole(variant.visitors()),
                values.sum(variant.sum()),
                values.mean(variant.mean()),
                values.standardError(variant.standardError()));
    }

    private static ComparisonRow row(Comparison comparison, Tone tone, double reach, Values values, Words words) {
        Double adjusted = comparison.adjustedPValue();
        NonInferiorityLine guard = comparison.nonInferiority();
        return new ComparisonRow(
                comparison.variant(),
                comparison.baseline(),
                values.difference(comparison.absolute()),
                values.differenceInterval(comparison.absolute()),
                values.relative(comparison.relative()),
                values.relativeInterval(comparison.relative()),
                words.formats().pValue(comparison.pValue()),
                adjusted == null || adjusted.equals(comparison.pValue())
                        ? ""
                        : words.results().adjusted(words.formats().pValue(adjusted)),
                comparison.test() == null ? Formats.NOTHING : words.results().test(comparison.test()),
                tone.code(),
                isMeasurable(comparison)
                        ? words.results().tone(tone.code())
                        : words.results().notMeasurable(),
                guard != null && guard.holds(),
                guard == null ? "" : margin(guard, values, words),
                comparison.whyNot() == null ? "" : comparison.whyNot(),
                IntervalBar.of(comparison.relative(), reach, tone));
    }

    /** Whether there is a number at all; a zero that nobody counted is none. */
    private static boolean isMeasurable(Comparison comparison) {
        return comparison.whyNot() == null || !comparison.whyNot().startsWith("not measurable");
    }

    private static String margin(NonInferiorityLine guard, Values values, Words words) {
        String width = values.margin(guard.margin());
        return guard.holds()
                ? words.results().marginHolds(width)
                : words.results().marginFails(width);
    }
}
