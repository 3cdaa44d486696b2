package dev.candor.api.decision.preview;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Making preview links: for whom, for what, for how long and to where. */
@QuarkusTest
class PreviewsApiTest {

    private static final String ORIGIN = "https://preview.example";

    private static ValidatableResponse mint(String site, String body) {
        return admin().body(body)
                .post("/api/v1/sites/" + site + "/experiments/welcome/previews")
                .then();
    }

    private static String draft(String site) {
        String siteKey = Candor.vocabulary(site, ORIGIN).get("siteKey").asText();
        admin().body(Candor.experiment("welcome", 5000, 5000))
                .post("/api/v1/sites/" + site + "/experiments")
                .then()
                .statusCode(201);
        return siteKey;
    }

    private static String wanting(String fields) {
        return text("{\"variant\": \"by-interest\", \"url\": \"%s/shop?a=b#top\"%s}", ORIGIN, fields);
    }

    @Test
    void linkLeadsToThePageAndIsNotedInTheAuditLog() {
        draft("preview-mint");
        JsonNode link = json(mint("preview-mint", wanting(", \"experience\": 0, \"hours\": 2"))
                .statusCode(201));
        String token = link.get("token").asText();
        assertThat(link.get("url").asText())
                .isEqualTo(ORIGIN + "/shop?a=b&" + Previews.PARAMETER + "=" + token + "#top");
        JsonNode entry = json(admin().get("/api/v1/audit?limit=200").then().statusCode(200));
        assertThat(entry.toString()).contains("experiment.preview").doesNotContain(token);
    }

    @Test
    void everyFaultIsNamed() {
        draft("preview-faults");
        JsonNode problem = json(mint(
                        "preview-faults",
                        "{\"variant\": \"unheard-of\", \"experience\": -1, \"hours\": 169, \"url\": \"\", \"x\": 1}")
                .statusCode(400));
        assertThat(problem.get("errors"))
                .extracting(error -> error.get("field").asText())
                .containsExactlyInAnyOrder("/experience", "/hours", "/url", "/x");
        assertThat(json(mint("preview-faults", "{\"variant\": \"unheard-of\", \"url\": \"https://evil.example/\"}")
                                .statusCode(400))
                        .get("errors"))
                .extracting(error -> error.get("field").asText())
                .containsExactlyInAnyOrder("/variant", "/url");
    }

    @Test
    void hoursAreFromOneToAWeek() {
        draft("preview-hours");
        mint("preview-hours", wanting(", \"hours\": 0")).statusCode(400);
        mint("preview-hours", wanting(", \"hours\": 1")).statusCode(201);
        mint("preview-hours", wanting(", \"hours\": 168")).statusCode(201);
        mint("preview-hours", wanting(", \"hours\": 169")).statusCode(400);
    }

    @Test
    void experienceIsOneOfTheVariants() {
        draft("preview-experience");
        mint("preview-experience", wanting(", \"experience\": 0")).statusCode(201);
        mint("preview-experience", wanting(", \"experience\": 1")).statusCode(400);
        mint("preview-experience", text("{\"variant\": \"plain\", \"experience\": 0, \"url\": \"%s/\"}", ORIGIN))
                .statusCode(400);
    }

    @Test
    void linkLeadsNowhereElse() {
        draft("preview-url");
        for (String url : new String[] {
            "https://preview.example.evil.example/",
            "https://preview.example@evil.example/",
            "http://preview.example/",
            "https://preview.example:8443/",
            "javascript:alert(1)",
            "/shop",
            "https://preview.example\\@evil.example"
        }) {
            admin().body(Map.of("variant", "plain", "url", url))
                    .post("/api/v1/sites/preview-url/experiments/welcome/previews")
                    .then()
                    .statusCode(400);
        }
    }
}
