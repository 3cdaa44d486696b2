package dev.candor.api.decision;

import static dev.candor.api.decision.ByteJoin.utf8;

import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.decision.preview.Forced;
import dev.candor.domain.assignment.Assigner;
import dev.candor.domain.assignment.Assignment;
import dev.candor.domain.assignment.Assignment.Assigned;
import dev.candor.domain.assignment.Assignment.LeftOut;
import dev.candor.domain.assignment.Reason;
import dev.candor.domain.assignment.Rule;
import dev.candor.domain.assignment.Visitor;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.experiment.Experiment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decisions made by the server, in memory, and joined from bytes that were written for the ruleset. */
final class Decisions {

    private static final byte[] BEGIN = utf8("{\"decisions\":[");
    private static final byte[] COMMA = utf8(",");
    private static final byte[] UNIT = utf8("],\"unit\":");
    private static final byte[] END = utf8("}");

    private final Map<String, Prepared> byKey = new LinkedHashMap<>();
    private final List<Prepared> all;
    private final Compiled compiled;
    private final boolean countsByDay;

    private record Prepared(Rule rule, PreparedExperiment answers) {}

    Decisions(Compiled compiled) {
        this.compiled = compiled;
        boolean forPages = compiled.site().visitors().deciding().byServer();
        for (Rule rule : compiled.ruleset().rules()) {
            Experiment experiment = rule.experiment();
            PreparedExperiment answers =
                    forPages ? PreparedExperiment.forPages(experiment) : PreparedExperiment.of(experiment);
            byKey.put(experiment.key(), new Prepared(rule, answers));
        }
        all = new ArrayList<>(byKey.values());
        countsByDay = all.stream().anyMatch(p -> p.rule().experiment().unit() == UnitKind.DAILY_VISITOR);
    }

    /**
     * The answer for one visitor.
     *
     * @param asked    keys of experiments; null for all that run
     * @param forced   what a preview link shows instead of the decision; null without one
     * @param language of the visitor's texts, for example {@code ja}
     * @param unit     as it was asked, to be said back
     */
    ByteJoin answer(
            Visitor visitor,
            @Nullable List<String> asked,
            @Nullable Forced forced,
            String language,
            @Nullable String unit) {
        ByteJoin answer = new ByteJoin().add(BEGIN);
        Assigner assigner = new Assigner(compiled.ruleset(), visitor);
        boolean first = true;
        if (asked == null) {
            for (Prepared prepared : all) {
                Assignment assignment = assigner.assign(prepared.rule());
                if (assignment.reason() != Reason.NOT_RUNNING
                        && !isForced(forced, prepared.rule().experiment().key())) {
                    first = separate(answer, first);
                    add(answer, prepared, assignment, language);
                }
            }
            if (forced != null) {
                separate(answer, first);
                add(answer, forced, language);
            }
        } else {
            for (String key : asked) {
                first = separate(answer, first);
                Prepared prepared = byKey.get(key);
                if (forced != null && isForced(forced, key)) {
                    add(answer, forced, language);
                    continue;
                }
                Assignment assignment = prepared == null ? null : assigner.assign(prepared.rule());
                if (prepared == null || assignment == null || assignment.reason() == Reason.NOT_RUNNING) {
                    addUnknown(answer, key);
                } else {
                    add(answer, prepared, assignment, language);
                }
            }
        }
        return answer.add(UNIT).addText(unit).add(END);
    }

    /** Whether an experiment counts units of a day, which must be derived. */
    boolean countsByDay() {
        return countsByDay;
    }

    /** What a preview link shows, alone. */
    static ByteJoin answer(Forced forced, String language) {
        ByteJoin answer = new ByteJoin().add(BEGIN);
        add(answer, forced, language);
        return answer.add(UNIT).addText(null).add(END);
    }

    private static void add(ByteJoin answer, Prepared prepared, Assignment assignment, String language) {
        switch (assignment) {
            case LeftOut leftOut -> prepared.answers().addLeftOut(answer, leftOut.reason());
            case Assigned assigned -> prepared.answers().addVariant(answer, assigned, language);
        }
    }

    /** Nothing is said of what does not run, but whether it ever did. */
    private void addUnknown(ByteJoin answer, String key) {
        Reason reason = compiled.started().containsKey(key) ? Reason.NOT_RUNNING : Reason.UNKNOWN_EXPERIMENT;
        PreparedExperiment.unknown(key).addLeftOut(answer, reason);
    }

    private static void add(ByteJoin answer, Forced forced, String language) {
        PreparedExperiment.of(forced.experiment())
                .addVariant(answer, new Assigned(forced.variant(), forced.experience(), Reason.FORCED, 1), language);
    }

    private static boolean isForced(@Nullable Forced forced, String key) {
        return forced != null && forced.experiment().key().equals(key);
    }

    private static boolean separate(ByteJoin answer, boolean first) {
        if (!first) {
            answer.add(COMMA);
        }
        return false;
    }
}
