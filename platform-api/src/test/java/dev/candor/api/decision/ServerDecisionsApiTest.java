package dev.candor.api.decision;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.page;
import static dev.candor.api.journeys.Candor.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A site that has its decisions made by the server: its pages get no rules, and of decisions their own alone. */
@QuarkusTest
class ServerDecisionsApiTest {

    private static final String ORIGIN = "https://served.example";

    private static JsonNode site(String key) {
        return json(admin().get("/api/v1/sites/" + key).then().statusCode(200));
    }

    private static ValidatableResponse patch(String key, String body) {
        String revision = admin().get("/api/v1/sites/" + key).header("ETag");
        return admin().header("If-Match", revision)
                .body(body)
                .patch("/api/v1/sites/" + key)
                .then();
    }

    private static JsonNode ruleset(String siteKey) {
        return json(page(ORIGIN).get("/v1/sites/" + siteKey + "/ruleset").then().statusCode(200));
    }

    private static JsonNode decision(String siteKey, String unit, String attributes) {
        return json(page(ORIGIN)
                        .body(text("""
                                {"siteKey": "%s", "unit": "%s", "attributes": %s, "consent":
                                 {"measurement": "granted", "remembering": "granted", "personalization": "granted"}}
                                """, siteKey, unit, attributes))
                        .post("/v1/decide")
                        .then()
                        .statusCode(200))
                .at("/decisions/0");
    }

    @Test
    void rulesStayAtTheServerWhereTheSiteWantsIt() {
        String siteKey = Candor.shop("served", ORIGIN).get("siteKey").asText();
        assertThat(site("served").path("decisions").asText()).isEqualTo("browser");
        assertThat(site("served").has("decisionsSince")).isFalse();
        JsonNode before = ruleset(siteKey);
        assertThat(before.path("experiments")).hasSize(1);
        assertThat(before.has("ask") || before.has("decisions")).isFalse();
        assertThat(decision(siteKey, "anna", "{}").has("unit")).isFalse();

        Instant asked = Instant.now();
        patch("served", "{\"decisions\": \"server\"}").statusCode(200);
        JsonNode after = ruleset(siteKey);
        assertThat(after.path("decisions").asText()).isEqualTo("server");
        assertThat(after.path("experiments")).isEmpty();
        assertThat(after.path("ask").toString()).isEqualTo("[{\"unit\":\"consented_visitor\"}]");
        assertThat(after.path("decisionsSince").asLong()).isGreaterThanOrEqualTo(asked.toEpochMilli());
        assertThat(after.path("consent")).isEqualTo(before.path("consent"));
        assertThat(after.path("signals")).isEqualTo(before.path("signals"));
        assertThat(after.path("widgets")).isEqualTo(before.path("widgets"));
        assertThat(after.toString()).doesNotContain("welcome", "hero", "running", "by-interest", "seed");

        Set<String> met = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            JsonNode decision = decision(siteKey, "visitor " + i, "{\"interest\": \"running\"}");
            assertThat(decision.path("unit").asText()).isEqualTo("consented_visitor");
            assertThat(decision.has("visible")).isFalse();
            met.add(decision.path("variant").asText());
            if (decision.path("role").asText().equals("privacy_first")) {
                assertThat(decision.toString()).doesNotContain("running", "default", "by-interest", "interest");
            } else {
                assertThat(decision.at("/payload/hero").asText()).isEqualTo("running");
            }
        }
        assertThat(met).containsExactlyInAnyOrder("plain", "by-interest");
    }

    @Test
    void whenItWasChangedIsKeptAndNobodyElseSays() {
        Candor.shop("served-since", ORIGIN);
        patch("served-since", "{\"decisions\": \"server\", \"decisionsSince\": \"2020-01-01T00:00:00Z\"}")
                .statusCode(200);
        String since = site("served-since").path("decisionsSince").asText();
        assertThat(Instant.parse(since)).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
        patch("served-since", "{\"name\": \"Another\", \"decisionsSince\": \"2020-01-01T00:00:00Z\"}")
                .statusCode(200);
        assertThat(site("served-since").path("decisionsSince").asText()).isEqualTo(since);
        assertThat(site("served-since").path("decisions").asText()).isEqualTo("server");
    }

    @Test
    void wrongPlaceIsRefusedByName() {
        Candor.shop("served-wrong", ORIGIN);
        JsonNode problem =
                json(patch("served-wrong", "{\"decisions\": \"cloud\"}").statusCode(400));
        assertThat(problem.at("/errors/0/field").asText()).isEqualTo("/decisions");
        assertThat(problem.at("/errors/0/message").asText()).contains("browser, server");
    }

    /** What visitors read says where their answers go, and has another version. */
    @Test
    void visitorsAreToldThatTheirAnswersAreSent() {
        String siteKey = Candor.shop("served-words", ORIGIN).get("siteKey").asText();
        JsonNode before = panel(siteKey, "en");
        patch("served-words", "{\"decisions\": \"server\"}").statusCode(200);
        JsonNode after = panel(siteKey, "en");
        assertThat(before.at("/purposes/2/text").asText()).contains("stay in this browser");
        assertThat(after.at("/purposes/2/text").asText())
                .contains("sent to our server", "not kept")
                .doesNotContain("stay in this browser");
        assertThat(after.path("textVersion")).isNotEqualTo(before.path("textVersion"));
        assertThat(panel(siteKey, "ja").at("/purposes/2/text").asText()).contains("サーバーへ送られます");
        for (String paper : new String[] {"notice", "record"}) {
            assertThat(admin().get("/api/v1/sites/served-words/paperwork/" + paper + "?lang=en")
                            .then()
                            .statusCode(200)
                            .extract()
                            .asString())
                    .contains("sent")
                    .doesNotContain("stay in");
        }
    }

    private static JsonNode panel(String siteKey, String language) {
        return json(page(ORIGIN)
                .get("/v1/sites/" + siteKey + "/panel?lang=" + language)
                .then()
                .statusCode(200));
    }
}
