package dev.candor.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The browser's engine against the reference answers that the Java engine is held to as well. It is the build's second
 * output, engine.mjs, of the same sources as the snippet: the page needs no test hook.
 */
class EngineVectorsTest {

    private static final Path VECTORS = Path.of("../platform-api/src/test/resources/vectors");
    private static final Path DECISIONS = Path.of("../platform-api/src/test/resources/decisions/decisions.jsonl.gz");

    private static Chromium chromium;
    private static FakeSite site;
    private static Page page;

    @BeforeAll
    static void open() {
        chromium = Chromium.launch();
        site = new FakeSite(chromium.browser(), null);
        page = site.open();
        page.evaluate("async () => { globalThis.engine = await import('" + FakeSite.CANDOR + "/engine.mjs') }");
    }

    @AfterAll
    static void close() {
        site.close();
        chromium.close();
    }

    @Test
    void bucketsEveryUnitLikeTheReference() throws IOException {
        assertThat(wrong("hashes", "each => engine.bucket(each.seed, each.unit) === each.hash"))
                .isEmpty();
    }

    @Test
    void splitsEveryUnitLikeTheReference() throws IOException {
        assertThat(wrong("splits", """
                each => {
                  const decision = engine.decide({}, experiment(each.seed, each.weights), visitor(each.unit));
                  return decision.variant === (each.variant === null ? null : String(each.variant));
                }""")).isEmpty();
    }

    @Test
    void cutsAtTheReferencesThresholds() throws IOException {
        assertThat(wrong("cuts", """
                each => {
                  const found = thresholds(each.weights).findIndex(below => each.hash < below);
                  return (found < 0 ? null : found) === each.variant;
                }""")).isEmpty();
    }

    /** The file was written by the Java engine: see DecisionVectorsWriter. */
    @Test
    void decidesEveryCaseAsTheJavaEngineDid() throws IOException {
        String lines;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(DECISIONS))) {
            lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
        JsonNode checked = FakeSite.json((String) page.evaluate("""
                lines => {
                  const rulesets = new Map();
                  const wrong = [];
                  let cases = 0;
                  for (const line of lines.trim().split("\\n").map(each => JSON.parse(each))) {
                    if (line.compiled) rulesets.set(line.ruleset, line.compiled);
                    if (!line.decision) continue;
                    cases++;
                    const ruleset = rulesets.get(line.of);
                    const experiment = ruleset.experiments.find(each => each.key === line.experiment);
                    const { variant, reason, personalized, payload } = engine.decide(ruleset, experiment, line.visitor);
                    const same = variant === line.decision.variant && reason === line.decision.reason &&
                        personalized === line.decision.personalized &&
                        JSON.stringify(payload) === JSON.stringify(line.decision.payload);
                    if (!same) wrong.push({ line, variant, reason, personalized, payload });
                  }
                  return JSON.stringify({ cases, wrong: wrong.slice(0, 5), failed: wrong.length });
                }""", lines));
        System.out.printf(
                "whole decisions in the browser: %d cases, %d failed%n",
                checked.get("cases").asInt(), checked.get("failed").asInt());
        assertThat(checked.get("cases").asInt()).isGreaterThanOrEqualTo(2_000);
        assertThat(checked.get("wrong")).isEmpty();
    }

    @Test
    void readsALoneSurrogateAsTheReplacementCharacter() {
        assertThat(page.evaluate("engine.bucket('s', 'a\\ud800b') === engine.bucket('s', 'a\\ufffdb')"))
                .isEqualTo(true);
    }

    @Test
    void comparesWithWhatIsMissingAsFalse() {
        for (String op : List.of("is", "isNot", "startsWith", "contains", "lt", "le", "gt", "ge")) {
            assertThat(holds("{\"attribute\":\"x\",\"op\":\"" + op + "\",\"value\":1}"))
                    .as(op)
                    .isEqualTo(false);
        }
        assertThat(holds("{\"attribute\":\"x\",\"op\":\"in\",\"values\":[1]}")).isEqualTo(false);
        assertThat(holds("{\"attribute\":\"x\",\"op\":\"notIn\",\"values\":[1]}"))
                .isEqualTo(false);
        assertThat(holds("{\"attribute\":\"x\",\"op\":\"exists\"}")).isEqualTo(false);
        assertThat(holds("{\"attribute\":\"x\",\"op\":\"exists\",\"value\":false}"))
                .isEqualTo(true);
        assertThat(holds("{\"attribute\":\"toString\",\"op\":\"exists\"}")).isEqualTo(false);
        assertThat(holds("{\"not\":{\"attribute\":\"x\",\"op\":\"is\",\"value\":1}}"))
                .isEqualTo(true);
    }

    @Test
    void comparesStrictlyWithinOneType() {
        assertThat(holds("{\"attribute\":\"interest\",\"op\":\"is\",\"value\":\"running\"}"))
                .isEqualTo(true);
        assertThat(holds("{\"attribute\":\"interest\",\"op\":\"startsWith\",\"value\":\"Run\"}"))
                .isEqualTo(false);
        assertThat(holds("{\"context\":\"hourOfDay\",\"op\":\"is\",\"value\":\"9\"}"))
                .isEqualTo(false);
        assertThat(holds("{\"context\":\"hourOfDay\",\"op\":\"ge\",\"value\":9}"))
                .isEqualTo(true);
        assertThat(holds("{\"context\":\"hourOfDay\",\"op\":\"lt\",\"value\":\"10\"}"))
                .isEqualTo(false);
        assertThat(holds("{\"all\":[{\"context\":\"device\",\"op\":\"in\",\"values\":[\"mobile\"]},"
                        + "{\"any\":[{\"attribute\":\"interest\",\"op\":\"contains\",\"value\":\"run\"}]}]}"))
                .isEqualTo(true);
    }

    private static Object holds(String condition) {
        return page.evaluate("engine.holds(" + condition
                + ", {context: {device: 'mobile', hourOfDay: 9}, attributes: {interest: 'running'}})");
    }

    /** The vectors of one kind for which the check, run in the browser, is not true. */
    private static List<?> wrong(String kind, String check) throws IOException {
        JsonNode vectors = FakeSite.json(Files.readString(VECTORS.resolve("bucketing.json")))
                .path(kind);
        assertThat(vectors.size()).isPositive();
        return (List<?>) page.evaluate("""
                text => {
                  const thresholds = weights => weights.map((_, i) =>
                    Math.floor(weights.slice(0, i + 1).reduce((a, b) => a + b) * 4294967296 / 10000));
                  const experiment = (seed, weights) => ({
                    key: 'e', unit: 'consented_visitor', seed, layer: {seed: 'l', from: 0, to: 4294967296, taken: []}, audience: null,
                    variants: thresholds(weights).map((below, i) => ({key: String(i), role: 'control', below, payload: {}, changes: []})) });
                  const visitor = unit => ({units: {consented_visitor: unit}, consent: {}, context: {}, attributes: {}});
                  return JSON.parse(text).filter(each => !(CHECK)(each));
                }""".replace("CHECK", check), vectors.toString());
    }
}
