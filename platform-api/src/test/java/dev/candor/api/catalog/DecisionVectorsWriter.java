package dev.candor.api.catalog;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Json;
import dev.candor.domain.assignment.Ruleset;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Writes the file of whole decisions by the Java engine; the JavaScript engine checks it in a browser
 * ({@code EngineVectorsTest}), and {@link DecisionVectorsTest} checks that Java stays with it. Run on purpose only, when
 * the decisions are meant to change:
 *
 * <pre>mvn -pl platform-stats,platform-api test -Dtest=DecisionVectorsWriter -Dcandor.decisions.write=FILE</pre>
 */
@EnabledIfSystemProperty(named = "candor.decisions.write", matches = ".+")
class DecisionVectorsWriter {

    private static final long SEED = 20261123;
    private static final int RULESETS = 110;
    private static final int CASES_EACH = 40;

    /** Every character that is not ASCII is escaped, half pairs too, so that the file is plain text. */
    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Test
    void write() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(line(Json.object()
                .put("about", "whole decisions, written by the Java engine")
                .put("seed", SEED)));
        Random random = new Random(SEED);
        for (int i = 0; i < RULESETS; i++) {
            RandomRuleset made = new RandomRuleset(random, i);
            Ruleset ruleset = WholeDecisions.ruleset(made.definition());
            ObjectNode line = Json.object().put("ruleset", i);
            line.set("definition", made.definition());
            line.set("compiled", Json.kept(new String(RulesetJson.bytes(ruleset), StandardCharsets.UTF_8)));
            lines.add(line(line));
            RandomVisitor visitors = new RandomVisitor(random, made.simple());
            for (int c = 0; c < CASES_EACH; c++) {
                String experiment = made.keys().get(random.nextInt(made.keys().size()));
                ObjectNode visitor = visitors.next(ruleset.rule(experiment).orElseThrow());
                ObjectNode one = Json.object().put("of", i).put("experiment", experiment);
                one.set("visitor", visitor);
                // Read again, as the checks will: what counts is what stands in the file.
                JsonNode read = ASCII.readTree(line(visitor));
                one.set("decision", WholeDecisions.decision(ruleset, experiment, WholeDecisions.visitor(read)));
                lines.add(line(one));
            }
        }
        try (OutputStream out = Files.newOutputStream(Path.of(System.getProperty("candor.decisions.write")));
                GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String line(JsonNode node) throws IOException {
        return ASCII.writeValueAsString(node);
    }
}
