package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.Coded;
import dev.candor.domain.assignment.Assigner;
import dev.candor.domain.assignment.Assignment;
import dev.candor.domain.assignment.Assignment.Assigned;
import dev.candor.domain.assignment.Carried;
import dev.candor.domain.assignment.Rule;
import dev.candor.domain.assignment.Ruleset;
import dev.candor.domain.assignment.Visitor;
import dev.candor.domain.audience.Facts;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Consents;
import dev.candor.domain.consent.SignalPolicy;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.experiment.Phase;
import dev.candor.domain.experiment.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The file of whole decisions, as the Java engine reads it: one JSON document a line. A line holds a ruleset, both as
 * people define it and as browsers fetch it, or a case: a visitor and an experiment of that ruleset, and the decision.
 */
final class WholeDecisions {

    static final String RESOURCE = "/decisions/decisions.jsonl.gz";

    private WholeDecisions() {}

    static Ruleset ruleset(JsonNode definition) {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode rule : definition.get("rules")) {
            Fields fields = Fields.of(rule.get("experiment"));
            var experiment = ExperimentJson.read(fields);
            fields.refuse();
            List<Slice> taken = new ArrayList<>();
            rule.get("taken").forEach(slice -> taken.add(slice(slice)));
            List<Phase> phases = new ArrayList<>();
            for (JsonNode phase : rule.get("phases")) {
                List<Integer> weights = new ArrayList<>();
                phase.forEach(weight -> weights.add(weight.intValue()));
                phases.add(new Phase(phases.size() + 1, Instant.ofEpochSecond(phases.size()), weights));
            }
            rules.add(new Rule(
                    experiment,
                    rule.get("seed").textValue(),
                    rule.get("layerSeed").textValue(),
                    slice(rule.get("slice")),
                    taken,
                    phases));
        }
        List<String> hosts = new ArrayList<>();
        definition.get("hosts").forEach(host -> hosts.add(host.textValue()));
        return new Ruleset(
                "pk_vectors",
                definition.get("revision").longValue(),
                SiteJson.readPolicy(Fields.of(definition.get("consentPolicy"))),
                SignalPolicy.DEFAULT,
                definition.at("/holdout/seed").textValue(),
                definition.at("/holdout/share").intValue(),
                rules,
                hosts);
    }

    private static Slice slice(JsonNode ends) {
        return new Slice(ends.get(0).intValue(), ends.get(1).intValue());
    }

    static Visitor visitor(JsonNode node) {
        Map<UnitKind, String> units = new EnumMap<>(UnitKind.class);
        node.get("units")
                .properties()
                .forEach(unit -> units.put(
                        Coded.of(UnitKind.class, unit.getKey()).orElseThrow(),
                        unit.getValue().textValue()));
        List<Carried> carried = new ArrayList<>();
        node.get("carried")
                .properties()
                .forEach(each -> carried.add(new Carried(
                        each.getKey(),
                        each.getValue().get("variant").textValue(),
                        each.getValue().get("phase").intValue())));
        return new Visitor(
                units,
                new Consents(state(node, "measurement"), state(node, "remembering"), state(node, "personalization")),
                new Facts(values(node.get("context")), values(node.get("attributes"))),
                node.get("excluded").booleanValue(),
                node.get("now").longValue(),
                carried);
    }

    private static ConsentState state(JsonNode visitor, String purpose) {
        return Coded.of(ConsentState.class, visitor.at("/consent/" + purpose).textValue())
                .orElseThrow();
    }

    private static Map<String, Object> values(JsonNode node) {
        Map<String, Object> values = new HashMap<>();
        node.properties()
                .forEach(field -> values.put(
                        field.getKey(),
                        field.getValue().isTextual()
                                ? field.getValue().textValue()
                                : field.getValue().isBoolean()
                                        ? (Object) field.getValue().booleanValue()
                                        : field.getValue().doubleValue()));
        return values;
    }

    /** What the Java engine decides, in the words of the file. */
    static JsonNode decision(Ruleset ruleset, String experiment, Visitor visitor) {
        Rule rule = ruleset.rule(experiment).orElseThrow();
        Assignment assignment = Assigner.assign(ruleset, rule, visitor);
        ObjectNode node = Json.object();
        if (assignment instanceof Assigned assigned) {
            node.put("variant", assigned.variant().key()).put("personalized", assigned.personalized());
            node.set("payload", Json.kept(assigned.content().payload()));
        } else {
            node.putNull("variant").put("personalized", false);
            node.set("payload", Json.kept(rule.experiment().baseline().content().payload()));
        }
        return node.put("reason", assignment.reason().code());
    }
}
