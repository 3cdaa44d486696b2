package dev.candor.api.decision.ofrep;

import static dev.candor.api.decision.ByteJoin.utf8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.decision.ByteJoin;
import dev.candor.api.decision.ofrep.OfrepError.Code;
import dev.candor.api.problem.Json;
import dev.candor.domain.assignment.Assigner;
import dev.candor.domain.assignment.Assignment;
import dev.candor.domain.assignment.Assignment.Assigned;
import dev.candor.domain.assignment.Assignment.LeftOut;
import dev.candor.domain.assignment.Reason;
import dev.candor.domain.assignment.Rule;
import dev.candor.domain.assignment.Visitor;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.experiment.Content;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Status;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A site's experiments as flags: those that were started and are not archived. One that does not run just now is
 * disabled and gives everybody the control's payload.
 */
final class Flags {

    private static final byte[] BEGIN = utf8("{\"flags\":[");
    private static final byte[] COMMA = utf8(",");
    private static final byte[] END = utf8("]}");

    private final Compiled compiled;
    private final Map<String, Rule> rules = new HashMap<>();
    private final Map<String, Experiment> experiments = new LinkedHashMap<>();
    private final boolean countsByDay;

    Flags(Compiled compiled) {
        this.compiled = compiled;
        compiled.ruleset().rules().forEach(rule -> rules.put(rule.experiment().key(), rule));
        compiled.started().values().stream()
                .filter(kept -> kept.status() != Status.ARCHIVED)
                .sorted(Comparator.comparingInt(KeptExperiment::id))
                .map(KeptExperiment::experiment)
                .forEach(experiment -> experiments.put(experiment.key(), experiment));
        countsByDay = rules.values().stream().anyMatch(rule -> rule.experiment().unit() == UnitKind.DAILY_VISITOR);
    }

    /** Whether a flag needs a unit of the day. */
    boolean countsByDay() {
        return countsByDay;
    }

    /**
     * One flag's value for this visitor.
     *
     * @param named whether the context names a unit
     * @throws OfrepError FLAG_NOT_FOUND or TARGETING_KEY_MISSING
     */
    byte[] evaluate(String key, Visitor visitor, boolean named) {
        Experiment experiment = experiments.get(key);
        if (experiment == null) {
            throw new OfrepError(Code.FLAG_NOT_FOUND, "this site has no experiment of that key that was started");
        }
        Rule rule = rules.get(key);
        Assignment assignment =
                rule != null ? Assigner.assign(compiled.ruleset(), rule, visitor) : new LeftOut(Reason.NOT_RUNNING);
        if (assignment.reason() == Reason.NO_UNIT && !named) {
            throw new OfrepError(Code.TARGETING_KEY_MISSING, "the experiment assigns by the targetingKey: name one");
        }
        return utf8(success(experiment, assignment));
    }

    /** All flags for this visitor; one that fails does not take the others with it. */
    byte[] evaluateAll(Visitor visitor, boolean named) {
        ByteJoin answer = new ByteJoin().add(BEGIN);
        boolean first = true;
        for (String key : List.copyOf(experiments.keySet())) {
            if (!first) {
                answer.add(COMMA);
            }
            first = false;
            try {
                answer.add(evaluate(key, visitor, named));
            } catch (OfrepError e) {
                answer.add(utf8(e.body(key)));
            }
        }
        return answer.add(END).bytes();
    }

    private static String success(Experiment experiment, Assignment assignment) {
        ObjectNode node = Json.object().put("key", experiment.key());
        Content control = experiment.baseline().content();
        ObjectNode metadata = Json.object().put("reason", assignment.reason().code());
        switch (assignment) {
            case LeftOut leftOut -> {
                node.set("value", Json.kept(control.payload()));
                node.put("reason", leftOut.reason() == Reason.NOT_RUNNING ? "DISABLED" : "DEFAULT");
            }
            case Assigned assigned -> {
                node.set("value", Json.kept(assigned.content().payload()));
                node.put("reason", assigned.personalized() ? "TARGETING_MATCH" : "SPLIT");
                node.put("variant", assigned.variant().key());
                metadata.put("role", assigned.variant().role().code());
                metadata.put("personalized", assigned.personalized());
            }
        }
        node.set("metadata", metadata);
        return Json.text(node);
    }
}
