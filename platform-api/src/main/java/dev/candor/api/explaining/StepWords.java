package dev.candor.api.explaining;

import dev.candor.domain.assignment.Assignment;
import dev.candor.domain.assignment.Assignment.Assigned;
import dev.candor.domain.assignment.Bucketing;
import dev.candor.domain.assignment.Step;
import dev.candor.domain.consent.Purpose;
import dev.candor.domain.experiment.Experiment;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The steps of a decision in plain English, for the HTTP API; the dashboard words them itself, in its languages. */
final class StepWords {

    private final Experiment experiment;

    StepWords(Experiment experiment) {
        this.experiment = experiment;
    }

    /** The code of a step: what it asks. */
    static String code(Step step) {
        return switch (step) {
            case Step.Time t -> "time";
            case Step.Person p -> "person";
            case Step.KnownUnit k -> "unit";
            case Step.Allowed a -> "consent";
            case Step.Holdout h -> "holdout";
            case Step.Layer l -> "layer";
            case Step.Traffic t -> "traffic";
            case Step.Audience a -> "audience";
            case Step.Kept k -> "sticky";
            case Step.Drawn d -> "variant";
            case Step.Picked p -> "experience";
        };
    }

    String of(Step step) {
        return switch (step) {
            case Step.Time time -> time(time);
            case Step.Person person ->
                person.passed() ? "This is a person." : "This is a bot, a preview or a prefetch: it is not counted.";
            case Step.KnownUnit known ->
                known.passed()
                        ? "The experiment counts by " + known.kind().code() + ", and one is known."
                        : "The experiment counts by " + known.kind().code() + ", and none is known.";
            case Step.Allowed allowed -> allowed(allowed);
            case Step.Holdout holdout ->
                "For the site's holdout the unit stands at " + share(holdout.bucket()) + "; held out are those below "
                        + share(holdout.below()) + (holdout.passed() ? ". It is not." : ". It is.");
            case Step.Layer layer ->
                "In its layer the unit stands at " + share(layer.bucket())
                        + (layer.passed() ? ", which no other experiment owns." : ", which another experiment owns.");
            case Step.Traffic traffic ->
                "The experiment owns the layer from " + share(traffic.from()) + " to " + share(traffic.to())
                        + (traffic.passed() ? ": the unit is inside." : ": the unit is outside.");
            case Step.Audience audience ->
                audience.audience() == null
                        ? "The experiment is for everybody."
                        : "The rule of the audience " + (audience.passed() ? "holds." : "does not hold.");
            case Step.Kept kept ->
                "The client remembers " + kept.carried().variant() + " from phase "
                        + kept.carried().phase()
                        + (kept.believed()
                                ? ", and that phase's weights give it: it stays."
                                : ", but no earlier phase gives it to this unit: it is not believed.");
            case Step.Drawn drawn ->
                "Among the variants the unit stands at " + share(drawn.bucket()) + ". By the weights of phase "
                        + drawn.phase() + " that is " + drawn.variant() + ": " + thresholds(drawn) + ".";
            case Step.Picked picked -> picked(picked);
        };
    }

    /** The outcome in a sentence. */
    static String outcome(Assignment assignment) {
        return switch (assignment) {
            case Assigned assigned ->
                "The unit gets " + assigned.variant().key() + " ("
                        + assigned.reason().code() + ")" + (assigned.personalized() ? ", personalized." : ".");
            case Assignment.LeftOut leftOut ->
                "The unit gets no variant and is not counted ("
                        + leftOut.reason().code() + ").";
        };
    }

    private static String time(Step.Time time) {
        String from = time.opens() == Long.MIN_VALUE ? "" : " from " + Instant.ofEpochMilli(time.opens());
        String until = time.closes() == Long.MAX_VALUE ? "" : " until " + Instant.ofEpochMilli(time.closes());
        return from.isEmpty() && until.isEmpty()
                ? "No start and no end are set."
                : "The experiment runs" + from + until + (time.passed() ? ": it is time." : ": it is not time.");
    }

    private static String allowed(Step.Allowed allowed) {
        if (allowed.needed().isEmpty()) {
            return allowed.passed()
                    ? "The site's policy needs no consent for this kind of unit."
                    : "Measurement was denied: whoever denied it is never counted.";
        }
        String answers = allowed.needed().stream()
                .sorted()
                .map(purpose ->
                        purpose.code() + " (" + allowed.consents().of(purpose).code() + ")")
                .collect(Collectors.joining(" and "));
        return "The site's policy needs " + answers + (allowed.passed() ? ": granted." : ": not all granted.");
    }

    private String thresholds(Step.Drawn drawn) {
        return IntStream.range(0, drawn.below().size())
                .mapToObj(i -> experiment.variants().get(i).key() + " below "
                        + share(drawn.below().get(i)))
                .collect(Collectors.joining(", "));
    }

    private static String picked(Step.Picked picked) {
        if (!picked.allowed()) {
            return "The visitor has not allowed " + Purpose.PERSONALIZATION.code()
                    + ": they get the variant's own experience, which uses nothing about them.";
        }
        return picked.index() < 0
                ? "No experience's rule holds for what the visitor declared: they get the variant's own."
                : "The rule of experience " + (picked.index() + 1) + " holds.";
    }

    /** {@code 1,234,567 (0.03 %)}: a bucket or threshold, and where that is on the way from nobody to everybody. */
    static String share(long bucket) {
        return String.format(Locale.ROOT, "%,d (%.2f %%)", bucket, percent(bucket));
    }

    static double percent(long bucket) {
        return 100.0 * bucket / Bucketing.ALL;
    }
}
