package dev.candor.ui.experiment;

import dev.candor.domain.experiment.LaunchChecklist;
import dev.candor.domain.experiment.LaunchChecklist.Item;
import dev.candor.domain.experiment.LaunchChecklist.Outcome;
import dev.candor.ui.words.SteeringWords;
import dev.candor.ui.words.Words;
import java.util.List;

/**
 * What stands between a draft and its start.
 *
 * @param open   what is missing or to be thought about, what is missing first
 * @param passed the names of the checks that found nothing
 */
public record ChecklistView(
        boolean mayStart, String headline, List<Line> open, String passedCount, List<String> passed) {

    /** One finding; {@code anchor} leads to the part of the page that it is about, and is empty for none. */
    public record Line(
            String outcome,
            String outcomeLabel,
            String check,
            String help,
            String message,
            String field,
            String anchor) {}

    static ChecklistView of(LaunchChecklist checklist, Words words) {
        SteeringWords say = words.steering();
        List<Line> open = checklist.items().stream()
                .filter(item -> item.outcome() != Outcome.PASS)
                .sorted((a, b) -> b.outcome().compareTo(a.outcome()))
                .map(item -> line(item, say))
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

    private static Line line(Item item, SteeringWords say) {
        String check = item.check().code();
        return new Line(
                item.outcome().code(),
                say.outcome(item.outcome().code()),
                say.check(check),
                say.checkHelp(check),
                item.message(),
                item.field(),
                anchor(item.field()));
    }

    private static String anchor(String field) {
        if (field.startsWith("/variants")) {
            return "variants";
        }
        if (field.startsWith("/metrics")) {
            return "metrics";
        }
        if (field.startsWith("/plan")) {
            return "plan";
        }
        return field.isEmpty() ? "" : "setup";
    }
}
