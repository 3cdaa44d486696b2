package dev.candor.ui.demo;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.problem.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * What others published, imported over HTTP, against figures that SciPy computed (pooled z, Newcombe's interval); they stand
 * in the file beside the counts.
 */
@QuarkusTest
class PublishedExperimentsApiTest {

    private static final double CLOSE = 1e-9;

    @ConfigProperty(name = "candor.bootstrap-token")
    String token;

    @Test
    void everyPublishedFigureComesOutToItsDigits() throws IOException {
        manage("/sites", "{\"key\": \"golden\", \"name\": \"Golden\", \"origins\": [\"https://golden.example\"]}");
        Map<String, JsonNode> results = new HashMap<>();
        for (JsonNode body : PublishedExperiments.imports()) {
            manage("/sites/golden/import", Json.text(body));
            String key = body.at("/experiment/key").asText();
            results.put(key, results(key));
        }
        int compared = 0;
        for (JsonNode published : published()) {
            JsonNode result = results.get(published.get("id").asText());
            for (Map.Entry<String, JsonNode> golden : published.get("golden").properties()) {
                compare(golden.getKey(), golden.getValue(), result);
                compared++;
            }
        }
        assertThat(compared).as("figures in the file").isEqualTo(12);
        assertThat(verdict(results, "hillstrom-matched")).isEqualTo("personalization_wins");
        assertThat(verdict(results, "hillstrom-womens")).isEqualTo("inconclusive");
        assertThat(verdict(results, "cookie-cats")).isEqualTo("privacy_first_wins");
        JsonNode selected = results.get("new-haven-phone");
        assertThat(selected.at("/verdict/code").asText()).isEqualTo("invalid");
        assertThat(selected.at("/verdict/sentence").asText()).contains("not causal");
        assertThat(selected.at("/source/randomized").asBoolean(true)).isFalse();
        assertThat(check(results.get("cookie-cats"), "sample_ratio")
                        .get("status")
                        .asText())
                .isEqualTo("warn");
        assertThat(check(results.get("cookie-cats"), "sample_ratio")
                        .get("value")
                        .asDouble())
                .isCloseTo(0.00861, within(1e-5));
    }

    private static void compare(String name, JsonNode golden, JsonNode result) {
        switch (name) {
            case "itt" -> close(golden, result.at("/consent/intentionToTreat/estimate"));
            case "takeUp" -> close(golden, result.at("/consent/takeUp/estimate"));
            case "complierEffect" -> close(golden, result.at("/consent/compliers/estimate"));
            default -> {
                String metric = name.replaceFirst("_.*", "");
                String variant = name.contains("_") ? name.replaceFirst("[^_]*_", "") : "";
                JsonNode comparison = comparison(result, metric, variant);
                close(golden.get("difference"), comparison.at("/absolute/estimate"));
                close(golden.at("/newcombe/0"), comparison.at("/absolute/low"));
                close(golden.at("/newcombe/1"), comparison.at("/absolute/high"));
                close(golden.get("z"), comparison.get("statistic"));
                assertThat(comparison.get("pValue").asDouble()
                                / golden.get("pValue").asDouble())
                        .isCloseTo(1, within(1e-8));
            }
        }
    }

    private static JsonNode comparison(JsonNode result, String metric, String variant) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode candidate : result.get("metrics")) {
            if (candidate.get("metric").asText().equals(metric)) {
                for (JsonNode comparison : candidate.get("comparisons")) {
                    if (variant.isEmpty() || comparison.get("variant").asText().equals(variant)) {
                        found.add(comparison);
                    }
                }
            }
        }
        assertThat(found).as("comparisons of " + metric + " " + variant).hasSize(1);
        return found.get(0);
    }

    private static void close(JsonNode golden, JsonNode actual) {
        assertThat(actual.isNumber()).isTrue();
        assertThat(actual.asDouble()).isCloseTo(golden.asDouble(), within(CLOSE));
    }

    private static JsonNode check(JsonNode result, String name) {
        for (JsonNode check : result.get("health")) {
            if (check.get("check").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("there is no check " + name);
    }

    private static String verdict(Map<String, JsonNode> results, String key) {
        return results.get(key).at("/verdict/code").asText();
    }

    private void manage(String path, String body) {
        given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(body)
                .post("/api/v1" + path)
                .then()
                .statusCode(201);
    }

    private JsonNode results(String key) {
        return Json.kept(given().header("Authorization", "Bearer " + token)
                .get("/api/v1/sites/golden/experiments/" + key + "/results")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private static JsonNode published() throws IOException {
        try (InputStream in =
                PublishedExperimentsApiTest.class.getResourceAsStream("/demo/published-experiments.json")) {
            return Json.received(in.readAllBytes()).get("experiments");
        }
    }
}
