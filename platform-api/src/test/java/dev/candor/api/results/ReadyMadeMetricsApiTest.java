package dev.candor.api.results;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The trust metrics that are there without being defined: what the list says of them, and what a start refuses. */
@QuarkusTest
class ReadyMadeMetricsApiTest {

    private static final String ORIGIN = "https://ready.example";

    private static Map<String, JsonNode> metrics(String site) {
        Map<String, JsonNode> metrics = new TreeMap<>();
        json(admin().get("/api/v1/sites/" + site + "/metrics").then().statusCode(200))
                .get("items")
                .forEach(metric -> metrics.put(metric.get("key").asText(), metric));
        return metrics;
    }

    private static String experiment(String metric) {
        return Candor.experiment("welcome", 5000, 5000)
                .replace(
                        "{\"metric\": \"feedback_negative\", \"role\": \"trust\", \"margin\": {\"absolute\": 0.005}}",
                        metric);
    }

    private static void refusesToStart(String site, String code, String field) {
        admin().post("/api/v1/sites/" + site + "/experiments/welcome/start")
                .then()
                .statusCode(422)
                .body("errors.field", org.hamcrest.Matchers.hasItem(field));
        JsonNode items = json(admin().get("/api/v1/sites/" + site + "/experiments/welcome/checklist")
                        .then()
                        .statusCode(200))
                .get("items");
        assertThat(items.valueStream()
                        .filter(item -> item.get("status").asText().equals("fail"))
                        .map(item -> item.get("code").asText()))
                .containsExactly(code);
    }

    @Test
    void listSaysWhatEachMeans() {
        Candor.vocabulary("ready-list", ORIGIN);
        JsonNode withdrawn = metrics("ready-list").get("consent_withdrawn");
        assertThat(withdrawn.get("builtIn").asBoolean()).isTrue();
        assertThat(withdrawn.get("harm").asText()).isEqualTo("up");
        assertThat(withdrawn.get("denominator").asText()).isEqualTo("exposures");
        assertThat(withdrawn.at("/defaultMargin/absolute").asDouble()).isEqualTo(0.005);
        assertThat(withdrawn.get("zeroWithoutPersonalization").asBoolean()).isTrue();
        assertThat(withdrawn.get("countedWithoutUnit").asBoolean()).isTrue();
        JsonNode why = metrics("ready-list").get("why_opened");
        assertThat(why.get("mayGuard").asBoolean()).isFalse();
        assertThat(why.get("defaultMargin").isNull()).isTrue();
        JsonNode returned = metrics("ready-list").get("return_visit");
        assertThat(returned.get("harm").asText()).isEqualTo("down");
        assertThat(returned.get("needsMemory").asBoolean()).isTrue();
        assertThat(returned.get("retentionDays").toString()).isEqualTo("[1,8]");
        assertThat(metrics("ready-list").get("purchase").get("builtIn").asBoolean())
                .isFalse();
        // A site's own metric of the same key stands in its place.
        Candor.metric("ready-list", "bounce", "count");
        assertThat(metrics("ready-list").get("bounce").get("builtIn").asBoolean())
                .isFalse();
    }

    @Test
    void askingWhyGuardsNothing() {
        Candor.vocabulary("ready-why", ORIGIN);
        admin().body(experiment("{\"metric\": \"why_opened\", \"role\": \"trust\", \"margin\": {\"absolute\": 0.01}}"))
                .post("/api/v1/sites/ready-why/experiments")
                .then()
                .statusCode(201);
        refusesToStart("ready-why", "metric_ambiguous", "/metrics/2/role");
    }

    @Test
    void whoComesBackIsNotMeasurableForDailyVisitors() {
        Candor.vocabulary("ready-daily", ORIGIN);
        admin().body(experiment("{\"metric\": \"return_visit\", \"role\": \"trust\"}")
                        .replace("consented_visitor", "daily_visitor"))
                .post("/api/v1/sites/ready-daily/experiments")
                .then()
                .statusCode(201);
        refusesToStart("ready-daily", "not_measurable", "/metrics/2/metric");
    }

    @Test
    void whileWhoComesBackIsMeasuredEverybodyIsKeptInMind() {
        Candor.vocabulary("ready-return", ORIGIN);
        Candor.start("ready-return", experiment("{\"metric\": \"return_visit\", \"role\": \"trust\"}"));
        String forgetful = "{\"consentPolicy\": {\"consented_visitor\": [\"measurement\"]}}";
        String tag = admin().get("/api/v1/sites/ready-return").then().extract().header("ETag");
        admin().header("If-Match", tag)
                .body(forgetful)
                .patch("/api/v1/sites/ready-return")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("/consentPolicy"))
                .body("errors[0].message", containsString("welcome"));
        admin().post("/api/v1/sites/ready-return/experiments/welcome/stop")
                .then()
                .statusCode(200);
        tag = admin().get("/api/v1/sites/ready-return").then().extract().header("ETag");
        admin().header("If-Match", tag)
                .body(forgetful)
                .patch("/api/v1/sites/ready-return")
                .then()
                .statusCode(200);
    }
}
