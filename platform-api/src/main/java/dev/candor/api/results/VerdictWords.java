package dev.candor.api.results;

import dev.candor.api.results.ExperimentResults.Price;
import dev.candor.api.results.ExperimentResults.VerdictLine;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.MetricUse;
import dev.candor.domain.experiment.VariantRole;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.verdict.Reason;
import dev.candor.stats.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The verdict in plain English. The dashboard says the same in its reader's language, by the code. */
final class VerdictWords {

    private final Experiment experiment;
    private final String primary;
    private final String baseline;

    VerdictWords(Experiment experiment) {
        this.experiment = experiment;
        this.primary = experiment.primary().map(MetricUse::metric).orElse("");
        this.baseline = experiment.baseline().key();
    }

    VerdictLine of(Verdict verdict, long visitors) {
        List<String> reasons = verdict.reasons().stream()
                .map(reason -> reason(reason, visitors))
                .toList();
        return switch (verdict) {
            case Verdict.Invalid invalid ->
                line(
                        "invalid",
                        null,
                        "These numbers cannot be trusted: a health check failed.",
                        "Find the cause first. The numbers stay visible below.",
                        reasons);
            case Verdict.KeepCollecting keep ->
                line(
                        "keep_collecting",
                        null,
                        "It is too early to say.",
                        "Keep the experiment running and do not act on the numbers yet.",
                        reasons);
            case Verdict.PrivacyFirstWins wins ->
                line(
                        "privacy_first_wins",
                        null,
                        named(experiment.baseline().role()) + " wins: personalization lowers " + primary + ".",
                        "Ship " + baseline + ".",
                        reasons);
            case Verdict.Equivalent equivalent ->
                line(
                        "equivalent",
                        null,
                        "Personalization makes no difference to " + primary + " that is worth the data.",
                        "Ship " + baseline + ": data that buys nothing is not collected.",
                        reasons);
            case Verdict.PersonalizationWins wins ->
                line(
                        "personalization_wins",
                        wins.variant(),
                        "Personalization wins: " + wins.variant() + " raises " + primary + guarded() + ".",
                        "Ship " + wins.variant() + ".",
                        reasons);
            case Verdict.WinsButCostsTrust wins ->
                new VerdictLine(
                        "wins_but_costs_trust",
                        wins.variant(),
                        wins.variant() + " raises " + primary + ", and costs trust.",
                        "Weigh the gain against the harm before you ship either.",
                        reasons,
                        wins.prices().isEmpty() ? null : price(wins.prices().get(0)));
            case Verdict.PrivacyFirstWinsOnTrust wins ->
                line(
                        "privacy_first_wins_on_trust",
                        wins.variant(),
                        wins.variant() + " does not show a gain in " + primary + ", and costs trust.",
                        "Ship " + baseline + ".",
                        reasons);
            case Verdict.Inconclusive inconclusive ->
                line(
                        "inconclusive",
                        null,
                        "The plan is complete and the question is still open.",
                        "Ship " + baseline + ", which asks for less.",
                        reasons);
        };
    }

    VerdictLine notCausal() {
        return line(
                "invalid",
                null,
                "Selected groups, not causal: there is no verdict.",
                "Do not act on this difference. Assign visitors by chance to learn what causes what.",
                List.of("The groups were selected, so that who is in them differs in more than what they met."));
    }

    VerdictLine notStarted() {
        return line(
                "keep_collecting",
                null,
                "The experiment has not started.",
                "Start it when the plan is ready.",
                List.of());
    }

    VerdictLine nothingToJudge() {
        return line(
                "keep_collecting",
                null,
                "There is nothing to judge: no personalized variant against a baseline.",
                "Read the comparisons below; the verdict is about personalization.",
                List.of());
    }

    VerdictLine tooFew() {
        return line(
                "keep_collecting",
                null,
                "It is too early to say: too few visitors were counted.",
                "Keep the experiment running.",
                List.of("A comparison needs visitors in every variant."));
    }

    VerdictLine stoppedEarly(long visitors) {
        return line(
                "inconclusive",
                null,
                "The experiment was stopped before its plan was complete.",
                "Ship " + baseline + ", which asks for less, or run the plan to its end.",
                List.of(String.format(
                        Locale.ROOT,
                        "%,d of %,d planned visitors were counted: stopping when numbers look good makes them look"
                                + " better than they are.",
                        visitors,
                        experiment.plan().maximumVisitors())));
    }

    private String guarded() {
        return experiment.metrics().stream().anyMatch(use -> use.role().guards()) ? ", and trust holds" : "";
    }

    private Price price(dev.candor.stats.verdict.Price price) {
        double each = price.extraConversionsPerExtraHarm();
        return new Price(
                price.metric(),
                each,
                String.format(Locale.ROOT, "One more %s for every %.1f extra %s.", price.metric(), each, primary));
    }

    private String reason(Reason reason, long visitors) {
        return switch (reason) {
            case Reason.Unhealthy r ->
                switch (r.failure()) {
                    case SAMPLE_RATIO -> "The variants did not get their planned shares of visitors.";
                    case MEASUREMENT_PARITY -> "The variants were not measured alike.";
                    case GUARD_NOT_MEASURED ->
                        "A trust metric of the plan cannot be counted by variant, so its harm is unknown.";
                    case CONSENT_BALANCE -> "Visitors agreed to be measured at different rates in the variants.";
                    case CONSENT_SCREENS_DIFFER -> "The variants asked for consent in different words.";
                    case SETTINGS_CHANGED -> "Settings were changed after the start without an amendment.";
                    case CALIBRATION -> "The same analysis found differences where there were none.";
                };
            case Reason.HorizonNotReached r ->
                experiment.plan().maximumVisitors() == null
                        ? "The plan is not complete."
                        : String.format(
                                Locale.ROOT,
                                "%,d of %,d planned visitors were counted.",
                                visitors,
                                experiment.plan().maximumVisitors());
            case Reason.PrimaryNotReadableYet r -> "A fixed plan is read once, at its end.";
            case Reason.TrustNotReadableYet r -> r.metric() + " may be read only at the plan's end.";
            case Reason.PrimaryBetter r -> primary + " is better: " + points(r.interval()) + ".";
            case Reason.PrimaryWorse r -> primary + " is worse: " + points(r.interval()) + ".";
            case Reason.PrimaryUndecided r ->
                primary + " may be better or worse: " + points(r.interval()) + " includes 0.";
            case Reason.PrimaryNegligible r ->
                primary + " differs by less than the smallest worthwhile lift: " + points(r.narrowInterval()) + ".";
            case Reason.LostAmongVariants r ->
                r.variant() + " loses its lead when all variants are taken into account.";
            case Reason.TrustHeld r ->
                r.metric() + " holds: its harm " + points(r.interval()) + " stays below the margin "
                        + number(r.margin()) + ".";
            case Reason.TrustNotShown r ->
                r.metric() + " is not shown to hold: its harm " + points(r.interval()) + " may reach the margin "
                        + number(r.margin()) + ".";
            case Reason.TrustHarmed r -> r.metric() + " is harmed: " + points(r.interval()) + ".";
        };
    }

    private static String points(Interval interval) {
        return number(interval.lower()) + " to " + number(interval.upper());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%+.4g", value);
    }

    private static String named(VariantRole role) {
        return role == VariantRole.PRIVACY_FIRST ? "Privacy-first" : "The baseline";
    }

    private static VerdictLine line(
            String code, @Nullable String variant, String sentence, String recommendation, List<String> reasons) {
        return new VerdictLine(code, variant, sentence, recommendation, reasons, null);
    }
}
