package dev.candor.api.explaining;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.experiment;
import static dev.candor.api.journeys.Candor.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why a unit gets what it gets, over HTTP. */
@QuarkusTest
class ExplainApiTest {

    private static final String ORIGIN = "https://explain.example";
    private static final String YES =
            "\"consent\": {\"measurement\": \"granted\", \"remembering\": \"granted\", \"personalization\": \"granted\"}";

    private static JsonNode explain(String site, String body) {
        return json(admin().body(body)
                .post("/api/v1/sites/" + site + "/experiments/welcome/explain")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store"));
    }

    private static List<String> steps(JsonNode explained) {
        List<String> steps = new ArrayList<>();
        explained.get("steps").forEach(step -> steps.add(step.get("step").asText()));
        return steps;
    }

    private static JsonNode step(JsonNode explained, String code) {
        for (JsonNode step : explained.get("steps")) {
            if (step.get("step").asText().equals(code)) {
                return step;
            }
        }
        throw new AssertionError("no step " + code + " in " + explained);
    }

    @Test
    void everyStepIsToldWithItsNumbers() {
        JsonNode site = Candor.shop("explain-steps", ORIGIN);
        JsonNode explained = explain("explain-steps", "{\"unit\": \"anna\", " + YES + "}");
        assertThat(steps(explained))
                .startsWith("time", "person", "unit", "consent", "holdout", "layer", "traffic", "audience", "variant");
        assertThat(explained.get("supposed").asBoolean()).isFalse();
        assertThat(explained.get("note").isNull()).isTrue();
        JsonNode drawn = step(explained, "variant");
        assertThat(drawn.at("/thresholds/0/below").asLong()).isEqualTo(2_147_483_648L);
        assertThat(drawn.at("/thresholds/0/belowPercent").asDouble()).isEqualTo(50.0);
        assertThat(drawn.get("bucketPercent").asDouble())
                .isEqualTo(100.0 * drawn.get("bucket").asLong() / 4_294_967_296.0);
        boolean plain = drawn.get("bucket").asLong() < 2_147_483_648L;
        assertThat(drawn.get("variant").asText()).isEqualTo(plain ? "plain" : "by-interest");

        JsonNode decided = json(given().header("User-Agent", Candor.BROWSER)
                .header("Origin", ORIGIN)
                .body("{\"siteKey\": \"" + site.get("siteKey").asText() + "\", \"unit\": \"anna\", " + YES + "}")
                .post("/v1/decide")
                .then()
                .statusCode(200));
        assertThat(explained.at("/decision/variant")).isEqualTo(decided.at("/decisions/0/variant"));
        assertThat(explained.get("sentence").asText())
                .contains(decided.at("/decisions/0/variant").asText());
    }

    @Test
    void theStepThatStopsIsTheLast() {
        Candor.shop("explain-stop", ORIGIN);
        JsonNode explained = explain("explain-stop", "{\"unit\": \"anna\"}");
        assertThat(steps(explained)).containsExactly("time", "person", "unit", "consent");
        JsonNode consent = step(explained, "consent");
        assertThat(consent.get("passed").asBoolean()).isFalse();
        assertThat(consent.at("/needed/measurement").asText()).isEqualTo("unknown");
        assertThat(consent.get("text").asText())
                .isEqualTo("The site's policy needs measurement (unknown) and remembering (unknown): not all granted.");
        assertThat(explained.at("/decision/reason").asText()).isEqualTo("consent_required");
        assertThat(explain("explain-stop", "{}").at("/decision/reason").asText())
                .isEqualTo("no_unit");
    }

    @Test
    void declaredAttributeIsUsedAndNotRepeated() {
        Candor.vocabulary("explain-personal", ORIGIN);
        Candor.start("explain-personal", experiment("welcome", 1, 9_999));
        JsonNode explained = explain(
                "explain-personal", "{\"unit\": \"anna\", \"attributes\": {\"interest\": \"running\"}, " + YES + "}");
        assertThat(explained.at("/decision/personalized").asBoolean()).isTrue();
        assertThat(step(explained, "experience").get("experience").asInt()).isZero();
        JsonNode without = explain(
                "explain-personal",
                "{\"unit\": \"anna\", \"attributes\": {\"interest\": \"a secret of mine\"}, " + YES + "}");
        assertThat(step(without, "experience").get("experience").isNull()).isTrue();
        assertThat(without.toString()).doesNotContain("a secret of mine");
    }

    @Test
    void draftTellsWhatWouldHappenAndTheStartKeepsIt() {
        Candor.vocabulary("explain-draft", ORIGIN);
        admin().body(experiment("welcome", 5_000, 5_000)
                        .replace("\"trafficShare\": 10000", "\"layer\": \"home\", \"trafficShare\": 5000"))
                .post("/api/v1/sites/explain-draft/experiments")
                .then()
                .statusCode(201);
        List<JsonNode> before = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            before.add(explain("explain-draft", "{\"unit\": \"u" + i + "\", " + YES + "}"));
        }
        assertThat(before.get(0).get("supposed").asBoolean()).isTrue();
        assertThat(before.get(0).get("note").asText()).startsWith("The experiment is a draft: ");
        assertThat(before)
                .extracting(each -> each.at("/decision/reason").asText())
                .contains("assigned", "not_in_traffic");
        admin().post("/api/v1/sites/explain-draft/experiments/welcome/start")
                .then()
                .statusCode(200);
        for (int i = 0; i < 20; i++) {
            JsonNode after = explain("explain-draft", "{\"unit\": \"u" + i + "\", " + YES + "}");
            assertThat(after.get("decision")).isEqualTo(before.get(i).get("decision"));
            assertThat(after.get("supposed").asBoolean()).isFalse();
        }
    }

    @Test
    void stoppedAndFutureExperimentsAreSupposedToRun() {
        Candor.vocabulary("explain-later", ORIGIN);
        Candor.start(
                "explain-later",
                experiment("welcome", 5_000, 5_000)
                        .replace("\"trafficShare\"", "\"startsAt\": \"2999-01-01T00:00:00Z\", \"trafficShare\""));
        JsonNode later = explain("explain-later", "{\"unit\": \"anna\", " + YES + "}");
        assertThat(later.get("supposed").asBoolean()).isTrue();
        assertThat(later.get("at").asText()).isEqualTo("2999-01-01T00:00:00Z");
        assertThat(later.at("/decision/reason").asText()).isEqualTo("assigned");
        admin().post("/api/v1/sites/explain-later/experiments/welcome/stop")
                .then()
                .statusCode(200);
        JsonNode stopped = explain("explain-later", "{\"unit\": \"anna\", " + YES + "}");
        assertThat(stopped.get("status").asText()).isEqualTo("stopped");
        assertThat(stopped.at("/decision/reason").asText()).isEqualTo("assigned");
    }

    @Test
    void aLayerThatIsFullIsNamed() {
        Candor.vocabulary("explain-full", ORIGIN);
        String whole =
                experiment("first", 5_000, 5_000).replace("\"trafficShare\"", "\"layer\": \"home\", \"trafficShare\"");
        Candor.start("explain-full", whole);
        admin().body(whole.replace("\"first\"", "\"welcome\""))
                .post("/api/v1/sites/explain-full/experiments")
                .then()
                .statusCode(201);
        JsonNode explained = explain("explain-full", "{\"unit\": \"anna\", " + YES + "}");
        assertThat(explained.at("/decision/reason").asText()).isEqualTo("excluded_by_layer");
        assertThat(explained.get("note").asText()).contains("no room");
    }

    @Test
    void whatIsWrongIsNamedAllAtOnce() {
        Candor.shop("explain-wrong", ORIGIN);
        JsonNode problem = json(admin().body(
                        "{\"unit\": \"\", \"preview\": 1, \"context\": {\"shoeSize\": 1}, \"consent\": {\"measurement\": 1},"
                                + " \"sticky\": [{\"experiment\": \"welcome\", \"variant\": \"plain\", \"phase\": 0}]}")
                .post("/api/v1/sites/explain-wrong/experiments/welcome/explain")
                .then()
                .statusCode(400)
                .contentType("application/problem+json"));
        List<String> fields = new ArrayList<>();
        problem.get("errors").forEach(error -> fields.add(error.get("field").asText()));
        assertThat(fields)
                .containsExactlyInAnyOrder(
                        "/unit", "/preview", "/context/shoeSize", "/consent/measurement", "/sticky/0/phase");
        for (String path : List.of("explain-wrong/experiments/other", "explain-nowhere/experiments/welcome")) {
            for (String call : List.of("explain", "simulate")) {
                admin().body("{}")
                        .post("/api/v1/sites/" + path + "/" + call)
                        .then()
                        .statusCode(404);
            }
        }
        given().body("{}")
                .post("/api/v1/sites/explain-wrong/experiments/welcome/explain")
                .then()
                .statusCode(401);
    }

    private static JsonNode simulate(String site, String body) {
        return json(admin().body(body)
                .post("/api/v1/sites/" + site + "/experiments/welcome/simulate")
                .then()
                .statusCode(200));
    }

    @Test
    void crowdGetsTheSharesThatWerePlanned() {
        Candor.vocabulary("simulate-draft", ORIGIN);
        admin().body(experiment("welcome", 2_000, 8_000).replace("\"trafficShare\": 10000", "\"trafficShare\": 2500"))
                .post("/api/v1/sites/simulate-draft/experiments")
                .then()
                .statusCode(201);
        JsonNode simulated = simulate("simulate-draft", "{}");
        assertThat(simulated.get("units").asInt()).isEqualTo(100_000);
        assertThat(simulated.get("asPlanned").asBoolean()).isTrue();
        assertThat(simulated.at("/reasons/0/planned").asDouble()).isEqualTo(0.25);
        assertThat(simulated.at("/reasons/0/share").asDouble()).isBetween(0.244, 0.256);
        assertThat(simulated.at("/variants/1/share").asDouble()).isBetween(0.79, 0.81);
        assertThat(simulated.get("statement").asText())
                .startsWith("Of 100,000 synthetic visitors ")
                .contains("what was planned");
        int sum = 0;
        for (JsonNode reason : simulated.get("reasons")) {
            sum += reason.get("count").asInt();
        }
        assertThat(sum).isEqualTo(100_000);
        assertThat(simulate("simulate-draft", "{}").get("variants")).isEqualTo(simulated.get("variants"));
        assertThat(simulate("simulate-draft", "{\"seed\": 2}").get("reasons")).isNotEqualTo(simulated.get("reasons"));
    }

    @Test
    void crowdIsOfOneThousandToAMillion() {
        Candor.shop("simulate-bounds", ORIGIN);
        for (int units : new int[] {1_000, 1_000_000}) {
            assertThat(simulate("simulate-bounds", "{\"units\": " + units + "}")
                            .get("units")
                            .asInt())
                    .isEqualTo(units);
        }
        for (int units : new int[] {999, 1_000_001}) {
            admin().body("{\"units\": " + units + "}")
                    .post("/api/v1/sites/simulate-bounds/experiments/welcome/simulate")
                    .then()
                    .statusCode(400);
        }
        admin().post("/api/v1/sites/simulate-bounds/experiments/welcome/simulate")
                .then()
                .statusCode(200);
    }

    @Test
    void crowdWithoutConsentTakesNoPart() {
        Candor.shop("simulate-consent", ORIGIN);
        JsonNode simulated = simulate("simulate-consent", "{\"consent\": {\"measurement\": \"denied\"}}");
        assertThat(simulated.at("/reasons/0/reason").asText()).isEqualTo("consent_required");
        assertThat(simulated.at("/reasons/0/count").asInt()).isEqualTo(100_000);
        assertThat(simulated.at("/variants/0/share").isNull()).isTrue();
        assertThat(simulated.get("statement").asText()).contains("nobody takes part");
    }
}
