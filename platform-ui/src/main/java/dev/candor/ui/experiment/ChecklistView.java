package dev.candor.ui.experiment;

import dev.candor.domain.experiment.LaunchCheck;
import dev.candor.domain.experiment.LaunchChecklist;
import dev.candor.domain.experiment.LaunchChecklist.Outcome;
import dev.candor.ui.words.SteeringWords;
import dev.candor.ui.words.Words;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stands between a draft and its start.
 *
 * @param open   what is missing or to be thought about, what is missing first
 * @param passed the names of the checks that found nothing
 */
public record ChecklistView(
        boolean mayStart, String headline, List<Line> open, String passedCount, List<String> passed) {

    /** What one check found. */
    public record Line(String outcome, String outcomeLabel, String check, String help, List<Detail> details) {}

    /**
     * One finding.
     *
     * @param why    it matters, in the reader's language; may be empty
     * @param anchor leads to the input that it is about, and is empty for none
     * @param code   of the finding where an administrator may let it pass; otherwise empty
     */
    public record Detail(String why, String message, String field, String anchor, String code) {}

    static ChecklistView of(LaunchChecklist checklist, Words words) {
        SteeringWords say = words.steering();
        List<Line> open = Stream.of(Outcome.FAIL, Outcome.WARN)
                .flatMap(outcome ->
                        Arrays.stream(LaunchCheck.values()).map(check -> line(check, outcome, checklist, say)))
                .filter(line -> !line.details().isEmpty())
                .toList();
        List<String> passed = checklist.items().stream()
                .filter(item -> item.outcome() == Outcome.PASS)
                .map(item -> say.check(item.check().code()))
                .toList();
        String missing = words.formats().whole(checklist.reasons().size());
        return new ChecklistView(
                checklist.mayStart(),
                checklist.mayStart() ? say.mayStart() : say.missing(missing),
                open,
                say.passed(words.formats().whole(passed.size())),
                passed);
    }

    private static Line line(LaunchCheck check, Outcome outcome, LaunchChecklist checklist, SteeringWords say) {
        return new Line(
                outcome.code(),
                say.outcome(outcome.code()),
                say.check(check.code()),
                say.checkHelp(check.code()),
                checklist.items().stream()
                        .filter(item -> item.check() == check && item.outcome() == outcome)
                        .map(item -> new Detail(
                                say.finding(item.code()),
                                item.message(),
                                item.field(),
                                anchor(item.field()),
                                item.mayBeOverridden() ? item.code() : ""))
                        .toList());
    }

    /** The input of the draft's form for {@code field}, which the browser shows when there is one. */
    private static String anchor(String field) {
        if (field.isEmpty()) {
            return "";
        }
        String input = field.replaceFirst("^/metrics/.*", "/metrics")
                .replaceFirst("/practicalEquivalence$", "/practicalEquivalence/relative")
                .replaceFirst("/when$", "/when/attribute");
        return "edit#f-" + input.substring(1).replaceAll("[./]", "-");
    }
}
