package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Json;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.metric.Metric;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What was promised before the first visitor: the experiment and the definitions of its metrics.
 *
 * @param text   canonical JSON
 * @param sha256 of that text's UTF-8, in hexadecimal
 */
public record SealedPlan(String text, String sha256) {

    /** Seals {@code experiment}; {@code metrics} are in the order of its metrics. */
    public static SealedPlan of(Experiment experiment, List<Metric> metrics) {
        ObjectNode node = Json.object();
        node.set("experiment", ExperimentJson.write(experiment));
        ArrayNode definitions = node.putArray("metrics");
        metrics.forEach(metric -> definitions.add(MetricJson.write(metric)));
        String text = Json.canonical(node);
        return new SealedPlan(text, sha256(text));
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
