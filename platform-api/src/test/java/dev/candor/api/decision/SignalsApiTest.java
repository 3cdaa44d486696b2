package dev.candor.api.decision;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.page;
import static dev.candor.api.journeys.Candor.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What browsers say in headers, at both doors that decide; and the policy by which it counts. */
@QuarkusTest
class SignalsApiTest {

    private static final String ORIGIN = "https://signals.example";
    private static final String YES =
            "\"measurement\": \"granted\", \"remembering\": \"granted\", \"personalization\": \"granted\"";

    private static RequestSpecification with(RequestSpecification request, String header, List<String> values) {
        for (String value : values) {
            request = request.header(header, value);
        }
        return request;
    }

    /** One who is in the personalized variant, declared what it looks at, and allows it. */
    private static JsonNode decide(JsonNode site, String unit, String header, List<String> values) {
        return json(with(page(ORIGIN), header, values)
                        .body(text(
                                "{\"siteKey\": \"%s\", \"unit\": \"%s\", \"attributes\": {\"interest\": \"running\"}, \"consent\": {%s}}",
                                site.get("siteKey").asText(), unit, YES))
                        .post("/v1/decide")
                        .then()
                        .statusCode(200))
                .at("/decisions/0");
    }

    private static String personalizedUnit(JsonNode site) {
        for (int i = 0; i < 100; i++) {
            if (decide(site, "visitor " + i, "Accept", List.of())
                    .path("personalized")
                    .asBoolean()) {
                return "visitor " + i;
            }
        }
        throw new IllegalStateException("of a hundred units none is in the personalized variant");
    }

    private static void policy(String site, String policy) {
        String path = "/api/v1/sites/" + site;
        String tag = admin().get(path).then().extract().header("ETag");
        admin().header("If-Match", tag)
                .body("{\"signalPolicy\": " + policy + "}")
                .patch(path)
                .then()
                .statusCode(200);
    }

    @Test
    void globalPrivacyControlCountsOnlyAsOne() {
        JsonNode site = Candor.shop("signals-gpc", ORIGIN);
        String unit = personalizedUnit(site);
        for (List<String> on : List.of(List.of("1"), List.of("0", "1"), List.of("1", "1"), List.of("1", "x"))) {
            JsonNode decision = decide(site, unit, "Sec-GPC", on);
            assertThat(decision.get("personalized").asBoolean()).as("%s", on).isFalse();
            assertThat(decision.get("variant").asText())
                    .as("stays in its variant")
                    .isEqualTo("by-interest");
        }
        for (List<String> off : List.of(
                List.<String>of(),
                List.of("0"),
                List.of("true"),
                List.of("1, 1"),
                List.of(" 1x"),
                List.of("1.0"),
                List.of("01"),
                List.of(""),
                List.of("0", "0"))) {
            assertThat(decide(site, unit, "Sec-GPC", off).get("personalized").asBoolean())
                    .as("%s", off)
                    .isTrue();
        }
        policy("signals-gpc", "{\"gpc\": \"legal\"}");
        assertThat(decide(site, unit, "Sec-GPC", List.of("1"))
                        .get("personalized")
                        .asBoolean())
                .as("by its legal meaning it does not touch what Candor does")
                .isTrue();
    }

    @Test
    void globalPrivacyControlCountsAtTheFlagsDoor() {
        JsonNode site = Candor.shop("signals-ofrep", ORIGIN);
        String unit = personalizedUnit(site);
        List<String> reasons = new ArrayList<>();
        for (String value : List.of("0", "1")) {
            reasons.add(json(given().header(
                                    "Authorization",
                                    "Bearer " + site.get("serverKey").asText())
                            .contentType("application/json")
                            .header("Sec-GPC", value)
                            .body(text(
                                    "{\"context\": {\"targetingKey\": \"%s\", \"interest\": \"running\", %s}}",
                                    unit, YES))
                            .post("/ofrep/v1/evaluate/flags/welcome")
                            .then()
                            .statusCode(200))
                    .get("reason")
                    .asText());
        }
        assertThat(reasons).containsExactly("TARGETING_MATCH", "SPLIT");
    }

    @Test
    void doNotTrackAndTheDefaultCountWhereNobodyAnswered() {
        JsonNode site = Candor.vocabulary("signals-default", ORIGIN);
        Candor.start(
                "signals-default",
                Candor.experiment("welcome", 5000, 5000).replace("consented_visitor", "signed_in_user"));
        String unanswered = text(
                "{\"siteKey\": \"%s\", \"userId\": \"anna\"}",
                site.get("siteKey").asText());
        String partly = unanswered.replace("}", ", \"consent\": {\"remembering\": \"denied\"}}");
        String answered = unanswered.replace("}", ", \"consent\": {\"measurement\": \"granted\"}}");
        assertThat(reason(unanswered, "0")).isEqualTo("consent_required");
        policy("signals-default", "{\"default\": \"optOut\"}");
        assertThat(reason(unanswered, "0")).isEqualTo("assigned");
        assertThat(reason(unanswered, "1")).as("DNT is not heeded").isEqualTo("assigned");
        assertThat(reason(partly, "0")).as("unset is not granted").isEqualTo("consent_required");
        policy("signals-default", "{\"default\": \"optOut\", \"dnt\": true}");
        assertThat(reason(unanswered, "0")).isEqualTo("assigned");
        assertThat(reason(unanswered, "1")).isEqualTo("consent_required");
        assertThat(reason(answered, "1")).as("an answer outranks DNT").isEqualTo("assigned");
    }

    private static String reason(String body, String doNotTrack) {
        return json(page(ORIGIN)
                        .header("DNT", doNotTrack)
                        .body(body)
                        .post("/v1/decide")
                        .then()
                        .statusCode(200))
                .at("/decisions/0/reason")
                .asText();
    }

    @Test
    void policyIsKeptCheckedAndHandedToBrowsers() {
        JsonNode site = Candor.site("signals-policy", ORIGIN);
        assertThat(site.get("signalPolicy"))
                .isEqualTo(Candor.tree("{\"gpc\": \"strict\", \"dnt\": false, \"default\": \"optIn\"}"));
        String path = "/api/v1/sites/signals-policy";
        String tag = admin().get(path).then().extract().header("ETag");
        JsonNode problem = json(admin().header("If-Match", tag)
                .body("{\"signalPolicy\": {\"gpc\": \"loose\", \"dnt\": 1, \"default\": \"optout\"}}")
                .patch(path)
                .then()
                .statusCode(400));
        assertThat(problem.get("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("/signalPolicy/gpc", "/signalPolicy/dnt", "/signalPolicy/default");
        String policy = "{\"gpc\": \"legal\", \"dnt\": true, \"default\": \"optOut\"}";
        policy("signals-policy", policy);
        assertThat(json(admin().get(path).then()).get("signalPolicy")).isEqualTo(Candor.tree(policy));
        JsonNode ruleset = json(page(ORIGIN)
                .get("/v1/sites/" + site.get("siteKey").asText() + "/ruleset")
                .then()
                .statusCode(200));
        assertThat(ruleset.get("signals")).isEqualTo(Candor.tree(policy));
    }
}
