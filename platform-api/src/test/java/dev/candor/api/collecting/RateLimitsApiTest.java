package dev.candor.api.collecting;

import static dev.candor.api.journeys.Candor.page;
import static dev.candor.api.journeys.Candor.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who sends too much is told when to come back. */
@QuarkusTest
@TestProfile(RateLimitsApiTest.Few.class)
class RateLimitsApiTest {

    private static final String ORIGIN = "https://limits.example";
    /** A burst of ten seconds: 30 events from a network, 60 for a site. */
    private static final int NETWORK_BURST = 30;

    private static final int SITE_BURST = 60;

    /** Three events a second, so that a slow machine does not fill them up faster than it asks. */
    public static final class Few implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "candor.events.per-second-and-network",
                    "3",
                    "candor.events.per-second-and-site",
                    "6",
                    "candor.visitor.per-minute-and-network",
                    "2");
        }
    }

    private static String events(String siteKey, int count) {
        String event = text("{\"id\": \"%s\", \"type\": \"trust\", \"name\": \"why_opened\"}", Candor.id());
        return text(
                "{\"siteKey\": \"%s\", \"events\": [%s]}",
                siteKey, String.join(",", Collections.nCopies(count, event)));
    }

    private static ValidatableResponse browser(String siteKey, int events) {
        return page(ORIGIN).body(events(siteKey, events)).post("/v1/events").then();
    }

    private static ValidatableResponse backEnd(JsonNode site, int events) {
        return given().header("Authorization", "Bearer " + site.get("serverKey").asText())
                .contentType("application/json")
                .body(events(site.get("siteKey").asText(), events))
                .post("/v1/events")
                .then();
    }

    @Test
    void visitorsMayNotAskForTheirDataWithoutEnd() {
        String header = "Visitor "
                + Candor.site("limits-visitor", ORIGIN).get("siteKey").asText() + "." + "a".repeat(64);
        for (int i = 0; i < 2; i++) {
            page(ORIGIN)
                    .header("Authorization", header)
                    .get("/v1/visitor")
                    .then()
                    .statusCode(200);
        }
        ValidatableResponse third = page(ORIGIN)
                .header("Authorization", header)
                .delete("/v1/visitor")
                .then();
        third.statusCode(429);
        assertThat(Integer.parseInt(third.extract().header("Retry-After"))).isBetween(1, 30);
    }

    @Test
    void browsersAreLimitedByTheirNetworkAndBackEndsByTheirSiteAlone() {
        JsonNode site = Candor.site("limits", ORIGIN);
        String siteKey = site.get("siteKey").asText();
        browser(siteKey, NETWORK_BURST - 5).statusCode(202);
        ValidatableResponse tooMuch = browser(siteKey, 2 * NETWORK_BURST).statusCode(429);
        tooMuch.contentType("application/problem+json");
        assertThat(tooMuch.extract().jsonPath().getString("type")).isEqualTo("/problems/too-many-requests");
        assertThat(Integer.parseInt(tooMuch.extract().header("Retry-After"))).isPositive();
        JsonNode other = Candor.site("limits-back-end", ORIGIN);
        backEnd(other, SITE_BURST - 5).statusCode(202);
        backEnd(other, SITE_BURST).statusCode(429);
    }
}
