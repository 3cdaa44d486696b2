package dev.candor.api.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.candor.api.problem.Json;
import dev.candor.domain.Coded;
import dev.candor.domain.assignment.Assigner;
import dev.candor.domain.assignment.Assignment.Assigned;
import dev.candor.domain.assignment.Explanation;
import dev.candor.domain.assignment.Reason;
import dev.candor.domain.assignment.Rule;
import dev.candor.domain.assignment.Ruleset;
import dev.candor.domain.assignment.Step;
import dev.candor.domain.assignment.Visitor;
import dev.candor.domain.audience.Condition;
import dev.candor.domain.audience.Condition.Compare;
import dev.candor.domain.audience.Operator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Java engine against the file of whole decisions, and the file against what it should hold. */
class DecisionVectorsTest {

    /** What the engine gives by itself: forced needs a preview link, unknown_experiment a key that is no rule's. */
    private static final Set<Reason> REASONS =
            EnumSet.complementOf(EnumSet.of(Reason.FORCED, Reason.UNKNOWN_EXPERIMENT));

    private static final List<JsonNode> RULESETS = new ArrayList<>();
    private static final List<JsonNode> CASES = new ArrayList<>();
    private static final Map<Integer, Ruleset> COMPILED = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        ObjectMapper plain = new ObjectMapper();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(
                        Objects.requireNonNull(DecisionVectorsTest.class.getResourceAsStream(WholeDecisions.RESOURCE))),
                StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node = plain.readTree(line);
                if (node.has("ruleset")) {
                    RULESETS.add(node);
                    COMPILED.put(node.get("ruleset").intValue(), WholeDecisions.ruleset(node.get("definition")));
                } else if (node.has("of")) {
                    CASES.add(node);
                }
            }
        }
    }

    @Test
    void everyDecisionIsTheOneInTheFile() {
        List<String> wrong = new ArrayList<>();
        for (JsonNode each : CASES) {
            JsonNode decision = WholeDecisions.decision(
                    COMPILED.get(each.get("of").intValue()),
                    each.get("experiment").textValue(),
                    WholeDecisions.visitor(each.get("visitor")));
            if (!decision.equals(each.get("decision"))) {
                wrong.add(each + ": " + decision);
            }
        }
        assertThat(CASES).hasSizeGreaterThanOrEqualTo(2_000);
        assertThat(wrong).isEmpty();
    }

    /** The explanation comes by the same steps: it ends as the decision does, at the step that did not pass. */
    @Test
    void everyExplanationEndsAsItsDecision() {
        for (JsonNode each : CASES) {
            Ruleset ruleset = COMPILED.get(each.get("of").intValue());
            Rule rule = ruleset.rule(each.get("experiment").textValue()).orElseThrow();
            Visitor visitor = WholeDecisions.visitor(each.get("visitor"));
            Explanation explanation = Assigner.explain(ruleset, rule, visitor);
            assertThat(explanation.outcome()).isEqualTo(Assigner.assign(ruleset, rule, visitor));
            List<Step> steps = explanation.steps();
            assertThat(steps.subList(0, steps.size() - 1)).allMatch(Step::passed);
            assertThat(steps.get(steps.size() - 1).passed()).isEqualTo(explanation.outcome() instanceof Assigned);
        }
    }

    /** Whether the numbers of the two trees are of one Java type does not matter: they are compared as text. */
    @Test
    void everyRulesetIsCompiledAsInTheFile() {
        for (JsonNode each : RULESETS) {
            String compiled = new String(
                    RulesetJson.bytes(COMPILED.get(each.get("ruleset").intValue())), StandardCharsets.UTF_8);
            assertThat(Json.text(Json.kept(compiled)))
                    .isEqualTo(Json.text(Json.kept(each.get("compiled").toString())));
        }
    }

    @Test
    void everyReasonOccursOften() {
        Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
        for (JsonNode each : CASES) {
            String code = each.at("/decision/reason").textValue();
            counts.merge(Coded.of(Reason.class, code).orElseThrow(), 1, Integer::sum);
        }
        System.out.println("whole decisions: " + CASES.size() + " in " + RULESETS.size() + " rulesets, " + counts);
        assertThat(counts.keySet()).isEqualTo(REASONS);
        counts.forEach((reason, count) -> assertThat(count).as(reason.code()).isGreaterThanOrEqualTo(40));
    }

    /** In the rulesets where one comparison alone is the audience, each operator both holds and does not. */
    @Test
    void everyOperatorHoldsOftenAndOftenDoesNot() {
        Map<Operator, Integer> held = new EnumMap<>(Operator.class);
        Map<Operator, Integer> failed = new EnumMap<>(Operator.class);
        for (JsonNode each : CASES) {
            Condition audience = COMPILED.get(each.get("of").intValue())
                    .rule(each.get("experiment").textValue())
                    .orElseThrow()
                    .experiment()
                    .audience();
            if (audience instanceof Compare compare) {
                String reason = each.at("/decision/reason").textValue();
                if (reason.equals(Reason.ASSIGNED.code())) {
                    held.merge(compare.operator(), 1, Integer::sum);
                } else if (reason.equals(Reason.NOT_IN_AUDIENCE.code())) {
                    failed.merge(compare.operator(), 1, Integer::sum);
                }
            }
        }
        for (Operator operator : Operator.values()) {
            assertThat(held.getOrDefault(operator, 0)).as(operator + " holds").isGreaterThanOrEqualTo(15);
            assertThat(failed.getOrDefault(operator, 0)).as(operator + " fails").isGreaterThanOrEqualTo(15);
        }
    }

    @Test
    void personalizedAndNotOccursOften() {
        long personalized = CASES.stream()
                .filter(each -> each.at("/decision/personalized").booleanValue())
                .count();
        assertThat(personalized).isGreaterThanOrEqualTo(100);
    }
}
