package dev.candor.api.decision.preview;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.page;
import static dev.candor.api.journeys.Candor.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.catalog.PreviewSeal;
import dev.candor.api.catalog.Rulesets;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a preview link shows, and that nothing else does. */
@QuarkusTest
class PreviewDecisionApiTest {

    private static final String ORIGIN = "https://previewed.example";

    @Inject
    SiteCatalog sites;

    @Inject
    Rulesets rulesets;

    @Inject
    Clock clock;

    private static String site(String key) {
        String siteKey = Candor.vocabulary(key, ORIGIN).get("siteKey").asText();
        admin().body(Candor.experiment("welcome", 5000, 5000))
                .post("/api/v1/sites/" + key + "/experiments")
                .then()
                .statusCode(201);
        return siteKey;
    }

    private static void start(String site) {
        admin().post("/api/v1/sites/" + site + "/experiments/welcome/start")
                .then()
                .statusCode(200);
    }

    private static String token(String site, String variant, String more) {
        return json(admin().body(text("{\"variant\": \"%s\", \"url\": \"%s/\"%s}", variant, ORIGIN, more))
                        .post("/api/v1/sites/" + site + "/experiments/welcome/previews")
                        .then()
                        .statusCode(201))
                .get("token")
                .asText();
    }

    private static ValidatableResponse preview(String siteKey, String token) {
        return page(ORIGIN)
                .queryParam("token", token)
                .get("/v1/sites/" + siteKey + "/preview")
                .then();
    }

    private static JsonNode decide(String siteKey, String fields) {
        return json(page(ORIGIN)
                        .body(text("{\"siteKey\": \"%s\", \"unit\": \"anna\"%s}", siteKey, fields))
                        .post("/v1/decide")
                        .then()
                        .statusCode(200))
                .get("decisions");
    }

    private static void problem(ValidatableResponse answer, int status) {
        answer.statusCode(status).contentType("application/problem+json");
    }

    @Test
    void draftIsShownToWhoHasTheLinkAndToNobodyElse() {
        String siteKey = site("previewed-draft");
        String token = token("previewed-draft", "by-interest", ", \"experience\": 0");
        JsonNode decision = json(preview(siteKey, token).statusCode(200)).at("/decisions/0");
        assertThat(decision.get("reason").asText()).isEqualTo("forced");
        assertThat(decision.get("variant").asText()).isEqualTo("by-interest");
        assertThat(decision.at("/payload/hero").asText()).isEqualTo("running");
        assertThat(decision.at("/why/text").asText()).isEqualTo("You told us you like running.");
        assertThat(decide(siteKey, text(", \"preview\": \"%s\"", token)).get(0)).isEqualTo(decision);
        assertThat(decide(siteKey, text(", \"preview\": \"%s\", \"experiments\": [\"welcome\"]", token))
                        .get(0))
                .isEqualTo(decision);
        assertThat(decide(siteKey, "")).isEmpty();
        assertThat(decide(siteKey, text(", \"preview\": \"%s\", \"experiments\": [\"other\"]", token)))
                .extracting(d -> d.get("reason").asText())
                .containsExactly("unknown_experiment");
    }

    @Test
    void forcedDecisionStandsInThePlaceOfTheOthers() {
        String siteKey = site("previewed-running");
        start("previewed-running");
        String token = token("previewed-running", "plain", "");
        assertThat(decide(siteKey, ""))
                .extracting(d -> d.get("reason").asText())
                .containsExactly("consent_required");
        assertThat(decide(siteKey, text(", \"preview\": \"%s\"", token)))
                .extracting(d -> d.get("reason").asText())
                .containsExactly("forced");
    }

    @Test
    void forcedPrivacyFirstCarriesNothingOfTheOtherArm() {
        String siteKey = site("previewed-arms");
        String token = token("previewed-arms", "plain", "");
        String answer = preview(siteKey, token).statusCode(200).extract().asString();
        assertThat(answer).contains("plain").doesNotContain("interest", "running", "default");
    }

    @Test
    void nobodyCanForceWithoutASignature() {
        String siteKey = site("previewed-unsigned");
        start("previewed-unsigned");
        String token = token("previewed-unsigned", "plain", "");
        String other = site("previewed-other");
        String stretched = token.replaceFirst("^1\\.(\\d+)\\.\\d+", "1.$1.99999999999");
        String swapped = token.replace("plain", "by-interest");
        String unsigned = token.substring(0, token.lastIndexOf('.'));
        for (String forged : new String[] {stretched, swapped, unsigned, "plain", "by-interest", token + "x"}) {
            assertThat(decide(siteKey, text(", \"preview\": \"%s\"", forged)))
                    .extracting(d -> d.get("reason").asText())
                    .containsExactly("consent_required");
            problem(preview(siteKey, forged), 403);
        }
        assertThat(decide(other, text(", \"preview\": \"%s\"", token))).isEmpty();
        problem(preview(other, token), 403);
        problem(page(ORIGIN).get("/v1/sites/" + siteKey + "/preview").then(), 400);
        problem(preview("pk_unheard_of", token), 404);
    }

    @Test
    void linkEndsWithItsTime() {
        String siteKey = site("previewed-expired");
        int id = rulesets.of(siteKey).orElseThrow().site().id();
        PreviewSeal seal = PreviewSeal.of(sites.find("previewed-expired").orElseThrow());
        Instant now = clock.instant();
        String over = new PreviewToken(id, "welcome", "plain", null, now.minusSeconds(1)).text(seal);
        String valid = new PreviewToken(id, "welcome", "plain", null, now.plus(Duration.ofHours(1))).text(seal);
        problem(preview(siteKey, over), 410);
        assertThat(decide(siteKey, text(", \"preview\": \"%s\"", over))).isEmpty();
        preview(siteKey, valid).statusCode(200);
        String gone = new PreviewToken(id, "welcome", "removed", null, now.plus(Duration.ofHours(1))).text(seal);
        problem(preview(siteKey, gone), 410);
    }

    @Test
    void viewerMayNotMakeOne() {
        site("previewed-roles");
        String viewer = json(admin().body(Map.of("name", "previewed_viewer", "role", "viewer"))
                        .post("/api/v1/tokens")
                        .then()
                        .statusCode(201))
                .get("token")
                .asText();
        io.restassured.RestAssured.given()
                .header("Authorization", "Bearer " + viewer)
                .body("{}")
                .post("/api/v1/sites/previewed-roles/experiments/welcome/previews")
                .then()
                .statusCode(403);
    }
}
