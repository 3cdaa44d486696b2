package dev.candor.api.privacy;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.database.Database;
import dev.candor.api.database.Purges;
import dev.candor.api.database.Purges.Purge;
import dev.candor.api.folding.Shop;
import dev.candor.api.journeys.Candor;
import dev.candor.domain.consent.ConsentPolicy;
import dev.candor.domain.consent.Purpose;
import dev.candor.domain.consent.UnitKind;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The badge stands while every check holds, and is gone when one fails. */
@QuarkusTest
class BadgeApiTest {

    private static final String ORIGIN = "https://badge.example";

    @Inject
    Purges purges;

    @Inject
    Database database;

    @Inject
    Clock clock;

    private static String badge(String siteKey, String language) {
        return given().get("/v1/sites/" + siteKey + "/badge.svg?lang=" + language)
                .then()
                .statusCode(200)
                .contentType("image/svg+xml")
                .header("Cache-Control", "public, max-age=60")
                .extract()
                .asString();
    }

    private static JsonNode checks(String siteKey) {
        return json(given().get("/v1/sites/" + siteKey + "/trust").then().statusCode(200))
                .get("badge");
    }

    private static void patch(String site, String body) {
        String tag = admin().get("/api/v1/sites/" + site).then().extract().header("ETag");
        admin().header("If-Match", tag)
                .body(body)
                .patch("/api/v1/sites/" + site)
                .then()
                .statusCode(200);
    }

    private void everythingWasLookedThrough() {
        List.of("events", "receipts", "salts").forEach(kind -> purges.note(kind, 0));
    }

    @Test
    void standsWhileEveryCheckHoldsAndIsGoneWhenOneFails() throws InterruptedException {
        everythingWasLookedThrough();
        String site = "badge-live";
        String siteKey = Candor.vocabulary(site, ORIGIN).get("siteKey").asText();
        // No contact yet: nobody could ask.
        assertThat(badge(siteKey, "en")).isEqualTo(BadgeSvg.NOTHING);
        assertThat(checks(siteKey).at("/checks/controller").asBoolean()).isFalse();
        patch(site, "{\"controller\": {\"name\": \"A shop\", \"contact\": \"privacy@shop.example\"}}");
        Shop.await(() -> checks(siteKey).get("shown").asBoolean());
        assertThat(badge(siteKey, "en"))
                .contains("Only what you tell is used", "lang=\"en\"")
                .doesNotContain("<script");
        assertThat(badge(siteKey, "ja")).contains("教えたことだけを使います", "lang=\"ja\"");

        database.query(handle -> handle.execute(
                "update purge set at = ? where kind = 'receipts'",
                Database.timestamp(clock.instant().minus(TrustChecks.ON_TIME).minusSeconds(60))));
        try {
            Shop.await(() -> badge(siteKey, "en").equals(BadgeSvg.NOTHING));
            assertThat(checks(siteKey).at("/checks/deletion").asBoolean()).isFalse();
            assertThat(checks(siteKey).at("/checks/audit").asBoolean()).isTrue();
        } finally {
            everythingWasLookedThrough();
        }
        Shop.await(() -> badge(siteKey, "en").contains("Only what you tell is used"));
    }

    @Test
    void unknownSiteHasNone() {
        given().get("/v1/sites/pk_nobody/badge.svg").then().statusCode(404);
        given().post("/v1/sites/pk_nobody/badge.svg").then().statusCode(405);
    }

    @Test
    void deletionIsOnTimeForADayAndTwoHours() {
        Instant now = Instant.parse("2026-11-24T12:00:00Z");
        assertThat(TrustChecks.isDeletedOnTime(runs(now.minus(Duration.ofHours(26))), now))
                .isTrue();
        assertThat(TrustChecks.isDeletedOnTime(
                        runs(now.minus(Duration.ofHours(26)).minusMillis(1)), now))
                .isFalse();
        assertThat(TrustChecks.isDeletedOnTime(runs(now).subList(0, 2), now))
                .as("a kind that never ran")
                .isFalse();
    }

    private static List<Purge> runs(Instant at) {
        return List.of(new Purge("events", at, 0), new Purge("receipts", at, 0), new Purge("salts", at, 0));
    }

    @Test
    void consentPolicyMayAskForMoreThanThatOfAFreshSiteAndNotForLess() {
        assertThat(TrustChecks.isConsentAsked(ConsentPolicy.DEFAULT)).isTrue();
        Set<Purpose> all = EnumSet.allOf(Purpose.class);
        assertThat(TrustChecks.isConsentAsked(new ConsentPolicy(Map.of(
                        UnitKind.CONSENTED_VISITOR, all, UnitKind.SIGNED_IN_USER, all, UnitKind.DAILY_VISITOR, all))))
                .isTrue();
        assertThat(TrustChecks.isConsentAsked(new ConsentPolicy(Map.of(
                        UnitKind.CONSENTED_VISITOR,
                        EnumSet.of(Purpose.MEASUREMENT),
                        UnitKind.SIGNED_IN_USER,
                        EnumSet.of(Purpose.MEASUREMENT)))))
                .isFalse();
    }
}
