package dev.candor.ui.results;

import dev.candor.api.results.ExperimentResults;
import dev.candor.api.results.ExperimentResults.Comparison;
import dev.candor.api.results.ExperimentResults.MetricResults;
import dev.candor.api.results.ExperimentResults.Price;
import dev.candor.api.results.ExperimentResults.VerdictLine;
import dev.candor.ui.words.VerdictWords;
import dev.candor.ui.words.Words;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer, said in the reader's language.
 *
 * @param code    of the verdict, or {@code not_causal} for groups that chance did not make
 * @param reasons as the analysis gave them, in English
 * @param price   what a win costs; empty when nothing
 */
public record VerdictView(
        String code,
        String label,
        String icon,
        String sentence,
        String recommendation,
        List<String> reasons,
        String price) {

    /** @param planned visitors that end the plan; null when it names none */
    static VerdictView of(ExperimentResults results, @Nullable Long planned, Words words) {
        String code = code(results);
        return new VerdictView(
                code,
                words.verdict().label(code),
                icon(code),
                sentence(code, results, planned, words),
                words.verdict().recommendation(code).strip(),
                results.verdict().reasons(),
                price(results, words));
    }

    /** What lists show before there are results. */
    static VerdictView notStarted(Words words) {
        return new VerdictView(
                "not_started", words.verdict().label("not_started"), icon("not_started"), "", "", List.of(), "");
    }

    private static String code(ExperimentResults results) {
        return isCausal(results) ? results.verdict().code() : "not_causal";
    }

    /** Whether chance made the groups. */
    static boolean isCausal(ExperimentResults results) {
        return results.source() == null || results.source().randomized();
    }

    private static String icon(String code) {
        return switch (code) {
            case "personalization_wins" -> "star";
            case "wins_but_costs_trust" -> "scales";
            case "privacy_first_wins", "privacy_first_wins_on_trust" -> "shield";
            case "equivalent" -> "equal";
            case "keep_collecting", "not_started" -> "clock";
            case "inconclusive" -> "question";
            default -> "stop";
        };
    }

    private static String sentence(String code, ExperimentResults results, @Nullable Long planned, Words words) {
        VerdictWords say = words.verdict();
        switch (code) {
            case "not_causal" -> {
                return say.notCausal();
            }
            case "invalid" -> {
                return say.invalid();
            }
            default -> {
                if (results.visitors() == 0) {
                    return say.nobodyYet();
                }
            }
        }
        Optional<MetricResults> primary = primary(results);
        Optional<Comparison> decisive = primary.flatMap(metric -> decisive(metric, results.verdict()));
        if (decisive.isEmpty()) {
            return say.nothingToJudge();
        }
        String variant = decisive.get().variant();
        String baseline = decisive.get().baseline();
        String metric = words.results().metricName(primary.get().metric());
        String lift = lift(primary.get(), decisive.get(), words);
        return switch (code) {
            case "personalization_wins" ->
                isGuarded(results)
                        ? say.personalizationWins(variant, baseline, metric, lift)
                        : say.personalizationWinsUnguarded(variant, baseline, metric, lift);
            case "wins_but_costs_trust" -> say.winsButCostsTrust(variant, baseline, metric, lift);
            case "privacy_first_wins" -> say.privacyFirstWins(variant, baseline, metric, lift);
            case "privacy_first_wins_on_trust" -> say.privacyFirstWinsOnTrust(variant, metric, lift);
            case "equivalent" -> say.equivalent(metric, lift);
            case "keep_collecting" ->
                isPersonalized(primary.get(), variant) ? say.keepCollecting(variant, baseline) : say.nothingToJudge();
            case "inconclusive" ->
                planned != null && results.visitors() < planned
                        ? say.stoppedEarly(variant, baseline)
                        : say.inconclusive(variant, baseline);
            default -> results.verdict().sentence();
        };
    }

    private static boolean isGuarded(ExperimentResults results) {
        return results.metrics().stream()
                .flatMap(metric -> metric.comparisons().stream())
                .anyMatch(comparison -> comparison.nonInferiority() != null);
    }

    private static boolean isPersonalized(MetricResults metric, String variant) {
        return metric.variants().stream()
                .anyMatch(result ->
                        result.variant().equals(variant) && result.role().equals("personalized"));
    }

    private static String lift(MetricResults metric, Comparison comparison, Words words) {
        Values values = new Values(words, metric.kind());
        return comparison.relative() == null
                ? values.difference(comparison.absolute())
                : values.relative(comparison.relative());
    }

    private static String price(ExperimentResults results, Words words) {
        Price price = results.verdict().price();
        return price == null
                ? ""
                : words.verdict()
                        .priceSentence(
                                words.results().metricName(price.metric()),
                                words.formats().number(price.extraPerHarm(), 1),
                                primary(results)
                                        .map(metric -> words.results().metricName(metric.metric()))
                                        .orElse(""));
    }

    static Optional<MetricResults> primary(ExperimentResults results) {
        return results.metrics().stream()
                .filter(metric -> metric.role().equals("primary"))
                .findFirst();
    }

    /** The comparison that the verdict speaks about, else the first. */
    static Optional<Comparison> decisive(MetricResults metric, VerdictLine verdict) {
        return metric.comparisons().stream()
                .filter(comparison -> comparison.variant().equals(verdict.variant()))
                .findFirst()
                .or(() -> metric.comparisons().stream().findFirst());
    }
}
