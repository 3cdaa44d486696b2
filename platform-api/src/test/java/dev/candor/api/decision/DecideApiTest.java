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
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Decisions over HTTP: every reason can be met, and nothing is said that the visitor's arm does not need. */
@QuarkusTest
class DecideApiTest {

    private static final String ORIGIN = "https://decide.example";
    private static final String YES =
            "{\"measurement\": \"granted\", \"remembering\": \"granted\", \"personalization\": \"granted\"}";

    private static String siteKey(JsonNode site) {
        return site.get("siteKey").asText();
    }

    private static ValidatableResponse decide(String siteKey, String fields) {
        return page(ORIGIN)
                .body(text("{\"siteKey\": \"%s\"%s}", siteKey, fields))
                .post("/v1/decide")
                .then();
    }

    private static JsonNode decision(String siteKey, String fields) {
        return json(decide(siteKey, fields).statusCode(200)).at("/decisions/0");
    }

    private static String known(String unit) {
        return text(", \"unit\": \"%s\", \"consent\": %s, \"experiments\": [\"welcome\"]", unit, YES);
    }

    private static String reason(String siteKey, String fields) {
        JsonNode decision = decision(siteKey, fields);
        String reason = decision.get("reason").asText();
        if (!reason.equals("assigned")) {
            assertThat(decision.get("variant").isNull()).isTrue();
            assertThat(decision.get("personalized").asBoolean()).isFalse();
            assertThat(decision.get("changes")).isEmpty();
            assertThat(decision.get("why").isNull()).isTrue();
        }
        return reason;
    }

    private static List<String> reasonsOfThirtyUnits(String siteKey) {
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            reasons.add(reason(siteKey, known("visitor " + i)));
        }
        return reasons;
    }

    private static void problem(ValidatableResponse response, int status) {
        response.statusCode(status).contentType("application/problem+json");
    }

    @Test
    void knownVisitorIsAssigned() {
        String siteKey = siteKey(Candor.shop("decide-assigned", ORIGIN));
        assertThat(reason(siteKey, known("anna"))).isEqualTo("assigned");
        assertThat(decision(siteKey, known("anna"))).isEqualTo(decision(siteKey, known("anna")));
    }

    @Test
    void visitorWithoutAUnitHasNone() {
        String siteKey = siteKey(Candor.shop("decide-no-unit", ORIGIN));
        assertThat(reason(siteKey, ", \"consent\": " + YES)).isEqualTo("no_unit");
        assertThat(reason(siteKey, ", \"unit\": null, \"userId\": \"anna\", \"consent\": " + YES))
                .isEqualTo("no_unit");
    }

    @Test
    void visitorWhoHasNotAnsweredIsLeftOut() {
        String siteKey = siteKey(Candor.shop("decide-consent", ORIGIN));
        assertThat(reason(siteKey, ", \"unit\": \"anna\"")).isEqualTo("consent_required");
        assertThat(
                        reason(
                                siteKey,
                                ", \"unit\": \"anna\", \"consent\": {\"measurement\": \"granted\", \"remembering\": \"denied\"}"))
                .isEqualTo("consent_required");
    }

    @Test
    void pausedExperimentIsNotRunningAndAnUnheardOfOneIsUnknown() {
        String siteKey = siteKey(Candor.shop("decide-paused", ORIGIN));
        admin().post("/api/v1/sites/decide-paused/experiments/welcome/pause")
                .then()
                .statusCode(200);
        assertThat(reason(siteKey, known("anna"))).isEqualTo("not_running");
        assertThat(reason(siteKey, ", \"experiments\": [\"unheard-of\"]")).isEqualTo("unknown_experiment");
    }

    @Test
    void draftIsUnknownToThePublic() {
        String siteKey = siteKey(Candor.vocabulary("decide-draft", ORIGIN));
        admin().body(Candor.experiment("welcome", 5000, 5000))
                .post("/api/v1/sites/decide-draft/experiments")
                .then()
                .statusCode(201);
        assertThat(reason(siteKey, known("anna"))).isEqualTo("unknown_experiment");
    }

    @Test
    void audienceIsAskedFirst() {
        String siteKey = siteKey(Candor.vocabulary("decide-audience", ORIGIN));
        Candor.start(
                "decide-audience",
                Candor.experiment("welcome", 5000, 5000)
                        .replace(
                                "\"trafficShare\"",
                                "\"audience\": {\"context\": \"device\", \"op\": \"is\", \"value\": \"mobile\"},"
                                        + " \"trafficShare\""));
        assertThat(reason(siteKey, known("anna"))).isEqualTo("not_in_audience");
        assertThat(reason(siteKey, known("anna") + ", \"context\": {\"device\": \"desktop\"}"))
                .isEqualTo("not_in_audience");
        assertThat(reason(siteKey, known("anna") + ", \"context\": {\"device\": \"mobile\"}"))
                .isEqualTo("assigned");
    }

    @Test
    void halfOfTheTrafficIsHalfOfTheUnits() {
        String siteKey = siteKey(Candor.vocabulary("decide-traffic", ORIGIN));
        Candor.start("decide-traffic", Candor.experiment("welcome", 5000, 5000).replace("10000", "5000"));
        assertThat(reasonsOfThirtyUnits(siteKey)).contains("assigned", "not_in_traffic");
    }

    @Test
    void experimentsOfOneLayerShareNobody() {
        String siteKey = siteKey(Candor.vocabulary("decide-layer", ORIGIN));
        for (String key : List.of("welcome", "other")) {
            Candor.start(
                    "decide-layer",
                    Candor.experiment(key, 5000, 5000)
                            .replace("\"trafficShare\": 10000", "\"layer\": \"home\", \"trafficShare\": 5000"));
        }
        assertThat(reasonsOfThirtyUnits(siteKey)).containsOnly("assigned", "excluded_by_layer");
        for (int i = 0; i < 30; i++) {
            String fields = text(", \"unit\": \"visitor %d\", \"consent\": %s", i, YES);
            JsonNode decisions = json(decide(siteKey, fields).statusCode(200)).get("decisions");
            assertThat(decisions)
                    .extracting(d -> d.get("reason").asText())
                    .containsExactlyInAnyOrder("assigned", "excluded_by_layer");
        }
    }

    @Test
    void holdoutIsLeftAlone() {
        JsonNode site = Candor.shop("decide-holdout", ORIGIN);
        String tag = admin().get("/api/v1/sites/decide-holdout").getHeader("ETag");
        admin().header("If-Match", tag)
                .body("{\"holdoutShare\": 5000}")
                .patch("/api/v1/sites/decide-holdout")
                .then()
                .statusCode(200);
        assertThat(reasonsOfThirtyUnits(siteKey(site)))
                .containsOnly("assigned", "held_out")
                .contains("held_out");
    }

    @Test
    void robotIsExcluded() {
        String siteKey = siteKey(Candor.shop("decide-robot", ORIGIN));
        JsonNode answer = json(given().header("User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1)")
                .contentType("application/json")
                .body(text("{\"siteKey\": \"%s\"%s}", siteKey, known("anna")))
                .post("/v1/decide")
                .then()
                .statusCode(200));
        assertThat(answer.at("/decisions/0/reason").asText()).isEqualTo("excluded_traffic");
    }

    @Test
    void privacyFirstDecisionCarriesNothingOfTheOtherArm() {
        String siteKey = siteKey(Candor.vocabulary("decide-arms", ORIGIN));
        Candor.start("decide-arms", Candor.experiment("welcome", 9999, 1));
        String answer = decide(siteKey, known("anna") + ", \"attributes\": {\"interest\": \"running\"}")
                .statusCode(200)
                .extract()
                .asString();
        assertThat(Candor.tree(answer).at("/decisions/0/variant").asText()).isEqualTo("plain");
        assertThat(answer).doesNotContain("interest").doesNotContain("running").doesNotContain("default");
    }

    @Test
    void personalizedDecisionSaysWhyAndWhereToChangeIt() {
        String siteKey = siteKey(Candor.vocabulary("decide-why", ORIGIN));
        Candor.start("decide-why", Candor.experiment("welcome", 1, 9999));
        JsonNode decision = decision(siteKey, known("anna") + ", \"attributes\": {\"interest\": \"running\"}");
        assertThat(decision.get("personalized").asBoolean()).isTrue();
        assertThat(decision.at("/payload/hero").asText()).isEqualTo("running");
        assertThat(decision.at("/why/text").asText()).isEqualTo("You told us you like running.");
        assertThat(decision.at("/why/attributes/0").asText()).isEqualTo("interest");
        JsonNode refused = decision(
                siteKey,
                ", \"unit\": \"anna\", \"attributes\": {\"interest\": \"running\"}, \"consent\":"
                        + " {\"measurement\": \"granted\", \"remembering\": \"granted\"}");
        assertThat(refused.get("variant").asText()).isEqualTo("by-interest");
        assertThat(refused.get("personalized").asBoolean()).isFalse();
        assertThat(refused.at("/payload/hero").asText()).isEqualTo("default");
        assertThat(refused.get("why").isNull()).isTrue();
    }

    @Test
    void answerIsNotCached() {
        String siteKey = siteKey(Candor.shop("decide-cache", ORIGIN));
        assertThat(decide(siteKey, known("anna")).extract().header("Cache-Control"))
                .isEqualTo("no-store");
    }

    @Test
    void siteMustBeKnownAndTheOriginListed() {
        String siteKey = siteKey(Candor.shop("decide-doors", ORIGIN));
        problem(decide("pk_unheard_of", ""), 404);
        problem(page(ORIGIN).body("{}").post("/v1/decide").then(), 400);
        problem(page(ORIGIN).get("/v1/sites/pk_unheard_of/ruleset").then(), 404);
        problem(
                page("https://evil.example")
                        .body(text("{\"siteKey\": \"%s\"}", siteKey))
                        .post("/v1/decide")
                        .then(),
                403);
    }

    @Test
    void everyFaultOfARequestIsNamed() {
        String siteKey = siteKey(Candor.shop("decide-faults", ORIGIN));
        ValidatableResponse response = decide(
                siteKey,
                ", \"unit\": \"\", \"consent\": {\"ads\": \"granted\"}, \"context\": {\"history\": 1},"
                        + " \"attributes\": {\"a b\": 1, \"size\": [1]}, \"extra\": 1");
        problem(response, 400);
        assertThat(json(response).get("errors"))
                .extracting(error -> error.get("field").asText())
                .containsExactlyInAnyOrder(
                        "/unit", "/consent/ads", "/context/history", "/attributes/a b", "/attributes/size", "/extra");
    }

    @Test
    void unitHasAtMostAHundredAndTwentyEightBytes() {
        String siteKey = siteKey(Candor.shop("decide-unit", ORIGIN));
        decide(siteKey, known("u".repeat(128))).statusCode(200);
        problem(decide(siteKey, known("u".repeat(129))), 400);
        decide(siteKey, known("é".repeat(64))).statusCode(200);
        problem(decide(siteKey, known("é".repeat(65))), 400);
    }

    @Test
    void rulesetIsSentAgainOnlyWhenItChanged() {
        String siteKey = siteKey(Candor.shop("decide-ruleset", ORIGIN));
        String path = "/v1/sites/" + siteKey + "/ruleset";
        Response first = page(ORIGIN).get(path);
        String tag = first.getHeader("ETag");
        assertThat(tag).matches("\"[^\"]+\"");
        Response again = page(ORIGIN).header("If-None-Match", tag).get(path);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.asString()).isEmpty();
        assertThat(again.getHeader("ETag")).isEqualTo(tag);
        admin().post("/api/v1/sites/decide-ruleset/experiments/welcome/pause")
                .then()
                .statusCode(200);
        Response changed = page(ORIGIN).header("If-None-Match", tag).get(path);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.getHeader("ETag")).isNotEqualTo(tag);
    }

    @Test
    void rulesetHoldsRunningExperimentsAndNoDraft() {
        String siteKey = siteKey(Candor.shop("decide-public", ORIGIN));
        admin().body(Candor.experiment("secret-plan", 5000, 5000))
                .post("/api/v1/sites/decide-public/experiments")
                .then()
                .statusCode(201);
        String ruleset = page(ORIGIN).get("/v1/sites/" + siteKey + "/ruleset").asString();
        assertThat(ruleset).contains("welcome").doesNotContain("secret-plan").doesNotContain("hypothesis");
    }

    @Test
    void onlyTheSitesPagesMayReadTheAnswers() {
        String siteKey = siteKey(Candor.shop("decide-cors", ORIGIN));
        Response listed = page(ORIGIN).get("/v1/sites/" + siteKey + "/ruleset");
        assertThat(listed.getHeader("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(listed.getHeader("Access-Control-Allow-Credentials")).isNull();
        assertThat(listed.getHeader("Vary")).contains("Origin");
        Response foreign = page("https://evil.example").get("/v1/sites/" + siteKey + "/ruleset");
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.getHeader("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void preflightIsAnsweredForThePublicDoorsAlone() {
        Candor.shop("decide-preflight", ORIGIN);
        Response preflight = page(ORIGIN)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .options("/v1/events");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.getHeader("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(preflight.getHeader("Access-Control-Allow-Methods")).contains("POST");
        assertThat(preflight.getHeader("Access-Control-Allow-Headers")).contains("Content-Type");
        Response management =
                page(ORIGIN).header("Access-Control-Request-Method", "POST").options("/api/v1/sites");
        assertThat(management.getHeader("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void backEndDecidesWithItsSecretKey() {
        JsonNode site = Candor.shop("decide-back-end", ORIGIN);
        String secret = site.get("serverKey").asText();
        assertThat(fromBackEnd(secret, "{" + known("anna").substring(2) + "}")
                        .statusCode(200)
                        .extract()
                        .<String>path("decisions[0].reason"))
                .isEqualTo("assigned");
        problem(fromBackEnd("sk_unheard_of", "{}"), 401);
        String other = siteKey(Candor.site("decide-back-end-2", ORIGIN));
        problem(fromBackEnd(secret, text("{\"siteKey\": \"%s\"}", other)), 401);
    }

    @Test
    void oldSecretKeyIsWorthNothing() {
        String old = Candor.site("decide-rotate", ORIGIN).get("serverKey").asText();
        JsonNode rotated =
                json(admin().post("/api/v1/sites/decide-rotate/keys").then().statusCode(200));
        problem(fromBackEnd(old, "{}"), 401);
        fromBackEnd(rotated.get("serverKey").asText(), "{}").statusCode(200);
    }

    private static ValidatableResponse fromBackEnd(String secret, String body) {
        return given().header("Authorization", "Bearer " + secret)
                .header("User-Agent", "java/21")
                .contentType("application/json")
                .body(body)
                .post("/v1/decide")
                .then();
    }
}
