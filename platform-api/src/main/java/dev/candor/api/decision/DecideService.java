package dev.candor.api.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.catalog.ContentJson;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.problem.Json;
import dev.candor.domain.assignment.Assigner;
import dev.candor.domain.assignment.Assignment;
import dev.candor.domain.assignment.Assignment.Assigned;
import dev.candor.domain.assignment.Assignment.LeftOut;
import dev.candor.domain.assignment.Reason;
import dev.candor.domain.assignment.Rule;
import dev.candor.domain.assignment.Visitor;
import dev.candor.domain.experiment.Content;
import dev.candor.domain.experiment.Experience;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decisions made by the server, in memory: no database is on the way. */
final class DecideService {

    private DecideService() {}

    /**
     * The decisions for one visitor.
     *
     * @param asked    keys of experiments; null for all that run
     * @param language of the visitor's texts, for example {@code ja}
     */
    static ArrayNode decide(Compiled compiled, Visitor visitor, @Nullable List<String> asked, String language) {
        ArrayNode decisions = Json.object().putArray("decisions");
        if (asked == null) {
            for (Rule rule : compiled.ruleset().rules()) {
                decisions.add(decision(rule, Assigner.assign(compiled.ruleset(), rule, visitor), language));
            }
            return decisions;
        }
        for (String key : asked) {
            Optional<Rule> rule = compiled.ruleset().rule(key);
            decisions.add(
                    rule.isPresent()
                            ? decision(rule.get(), Assigner.assign(compiled.ruleset(), rule.get(), visitor), language)
                            : none(
                                    key,
                                    compiled.started().containsKey(key)
                                            ? Reason.NOT_RUNNING
                                            : Reason.UNKNOWN_EXPERIMENT,
                                    Content.NONE));
        }
        return decisions;
    }

    private static JsonNode decision(Rule rule, Assignment assignment, String language) {
        String key = rule.experiment().key();
        return switch (assignment) {
            // Who is left out meets the page as it is, with the payload that its code expects.
            case LeftOut leftOut ->
                none(
                        key,
                        leftOut.reason(),
                        new Content(rule.experiment().baseline().content().payload(), List.of()));
            case Assigned assigned -> {
                ObjectNode node = Json.object()
                        .put("experiment", key)
                        .put("variant", assigned.variant().key())
                        .put("role", assigned.variant().role().code())
                        .put("reason", assigned.reason().code())
                        .put("personalized", assigned.personalized());
                if (rule.experiment().sticky()) {
                    node.put("phase", assigned.phase());
                }
                ContentJson.write(node, assigned.content());
                node.set("why", assigned.experience().map(e -> why(e, language)).orElse(null));
                yield node;
            }
        };
    }

    private static JsonNode none(String key, Reason reason, Content content) {
        ObjectNode node = Json.object()
                .put("experiment", key)
                .putNull("variant")
                .putNull("role")
                .put("reason", reason.code())
                .put("personalized", false);
        ContentJson.write(node, content);
        return node.putNull("why");
    }

    private static JsonNode why(Experience experience, String language) {
        Map<String, String> texts = experience.why();
        String text = texts.getOrDefault(
                language,
                texts.getOrDefault("en", texts.values().stream().findFirst().orElse("")));
        ObjectNode node = Json.object().put("text", text);
        node.set("attributes", Json.tree(experience.attributes()));
        return node.put("change", "candor.panel()");
    }
}
