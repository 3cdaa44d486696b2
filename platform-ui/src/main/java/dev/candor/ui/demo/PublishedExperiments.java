package dev.candor.ui.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Experiments that others published, as bodies of {@code POST /api/v1/sites/{site}/import}. */
final class PublishedExperiments {

    private static final int DECIMALS = 6;
    private static final int WHOLE = 10_000;

    private PublishedExperiments() {}

    /** One body an experiment, in the order of the file. */
    static List<JsonNode> imports() {
        JsonNode plans = resource("published-plans.json");
        List<JsonNode> bodies = new ArrayList<>();
        for (JsonNode published : resource("published-experiments.json").path("experiments")) {
            bodies.add(body(published, plans.path(published.path("id").asText())));
        }
        return bodies;
    }

    private static JsonNode body(JsonNode published, JsonNode plan) {
        ObjectNode body = Json.object()
                .put("source", published.path("source").asText())
                .put("note", published.path("note").asText())
                .put("randomized", plan.path("randomized").asBoolean(true));
        ObjectNode experiment = body.putObject("experiment")
                .put("key", published.path("id").asText())
                .put("name", published.path("name").asText())
                .put("question", published.path("name").asText())
                .put("unit", "signed_in_user");
        ArrayNode variants = experiment.putArray("variants");
        ArrayNode counts = body.putArray("counts");
        Set<String> metrics = new LinkedHashSet<>();
        JsonNode arms = published.path("variants");
        long visitors = 0;
        for (int i = 0; i < arms.size(); i++) {
            JsonNode arm = arms.get(i);
            int weight = WHOLE * (i + 1) / arms.size() - WHOLE * i / arms.size();
            variants.addObject()
                    .put("key", arm.path("variant").asText())
                    .put("role", arm.path("role").asText())
                    .put("weight", weight);
            arm.path("metrics").fieldNames().forEachRemaining(metrics::add);
            visitors += arm.path("visitors").asLong();
        }
        for (JsonNode arm : arms) {
            counts.add(count(arm, metrics));
        }
        ArrayNode uses = experiment.putArray("metrics");
        for (String metric : metrics) {
            uses.addObject()
                    .put("metric", metric)
                    .put("role", metric.equals(plan.path("primary").asText()) ? "primary" : "secondary");
        }
        experiment
                .putObject("plan")
                .put("maximumVisitors", visitors)
                .set("practicalEquivalence", plan.path("practicalEquivalence"));
        return body;
    }

    private static JsonNode count(JsonNode arm, Set<String> metrics) {
        long visitors = arm.path("visitors").asLong();
        ObjectNode count =
                Json.object().put("variant", arm.path("variant").asText()).put("visitors", visitors);
        ObjectNode values = count.putObject("metrics");
        for (String metric : metrics) {
            JsonNode published = arm.path("metrics").path(metric);
            if (published.has("mean")) {
                values.set(metric, sums(visitors, published));
            } else {
                // What an arm was never offered, nobody in it accepted.
                values.putObject(metric)
                        .put("conversions", published.path("conversions").asLong(0));
            }
        }
        return count;
    }

    /** Mean and standard deviation as the sums that they come from: s² = (Σy² - (Σy)²/n) / (n - 1). */
    private static JsonNode sums(long visitors, JsonNode published) {
        BigDecimal n = BigDecimal.valueOf(visitors);
        BigDecimal mean = published.path("mean").decimalValue();
        BigDecimal deviation = published.path("sd").decimalValue();
        BigDecimal squares = deviation
                .multiply(deviation)
                .multiply(n.subtract(BigDecimal.ONE))
                .add(mean.multiply(mean).multiply(n));
        return Json.object()
                .put("sum", mean.multiply(n).setScale(DECIMALS, RoundingMode.HALF_EVEN))
                .put("sumOfSquares", squares.setScale(DECIMALS, RoundingMode.HALF_EVEN));
    }

    private static JsonNode resource(String name) {
        try (InputStream in = PublishedExperiments.class.getResourceAsStream("/demo/" + name)) {
            return Json.received(Objects.requireNonNull(in, name + " is missing from the program")
                    .readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
