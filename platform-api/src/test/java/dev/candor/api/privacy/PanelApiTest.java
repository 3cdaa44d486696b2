package dev.candor.api.privacy;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.page;
import static dev.candor.api.journeys.Candor.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.consent.ShownTexts;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What visitors read before they answer. */
@QuarkusTest
class PanelApiTest {

    private static final String ORIGIN = "https://panel.example";

    @Inject
    ShownTexts texts;

    @Inject
    SiteCatalog sites;

    private static JsonNode panel(String siteKey, String query) {
        return json(page(ORIGIN)
                .get("/v1/sites/" + siteKey + "/panel" + query)
                .then()
                .statusCode(200));
    }

    private static ValidatableResponse patch(String site, String body) {
        String tag = admin().get("/api/v1/sites/" + site).then().extract().header("ETag");
        return admin().header("If-Match", tag)
                .body(body)
                .patch("/api/v1/sites/" + site)
                .then();
    }

    private static String attribute(String whyWeAsk, String whyYouWouldAgree, String more) {
        return text("""
                {"type": "enum", "values": ["running", "hiking"], %s
                 "texts": {"en": {"label": "What do you like?", "whyWeAsk": "%s", "whyYouWouldAgree": "%s",
                                  "whatYouGet": "A fitting page.", "recipients": "Nobody but this shop."}}}
                """, more, whyWeAsk, whyYouWouldAgree);
    }

    private static ValidatableResponse put(String site, String key, String body) {
        return admin().body(body)
                .put("/api/v1/sites/" + site + "/attributes/" + key)
                .then();
    }

    private static List<String> faults(ValidatableResponse response) {
        return response.statusCode(422).extract().jsonPath().getList("errors.field");
    }

    @Test
    void freshSiteSpeaksInBuiltInWordsAndNothingIsOnByItself() {
        String siteKey = Candor.vocabulary("panel-fresh", ORIGIN).get("siteKey").asText();
        JsonNode english = panel(siteKey, "");
        assertThat(english.get("language").asText()).isEqualTo("en");
        assertThat(english.at("/controller/name").asText()).isEqualTo("A shop");
        assertThat(english.at("/controller/contact").isNull()).isTrue();
        assertThat(english.get("purposes").findValuesAsText("purpose"))
                .containsExactly("measurement", "remembering", "personalization");
        assertThat(english.at("/purposes/0/text").asText()).contains("180 days");
        assertThat(english.at("/ask/days").asInt()).isEqualTo(180);
        assertThat(english.at("/feedback/share").asInt()).isZero();
        assertThat(english.at("/feedback/epsilon").isNull()).isTrue();
        JsonNode attribute = english.at("/attributes/0");
        assertThat(attribute.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactly("key", "type", "values", "retentionDays", "texts", "version");
        assertThat(attribute.at("/texts/recipients").asText()).isEqualTo("Nobody but this shop.");

        JsonNode japanese = panel(siteKey, "?lang=ja-JP");
        assertThat(japanese.get("language").asText()).isEqualTo("ja");
        assertThat(japanese.at("/purposes/0/text").asText()).contains("180 日後");
        assertThat(japanese.at("/attributes/0/texts/label").asText()).isEqualTo("What do you run on?");
        assertThat(japanese.get("textVersion")).isNotEqualTo(english.get("textVersion"));
        assertThat(panel(siteKey, "?lang=fr").get("language").asText()).isEqualTo("en");
        assertThat(panel(siteKey, "?lang=%00%22%3Cscript").get("language").asText())
                .isEqualTo("en");
    }

    @Test
    void siteOfAnotherLanguageFallsBackToIt() {
        String siteKey = json(admin().body(text("""
                {"key": "panel-ja", "name": "店", "origins": ["%s"], "locale": "ja",
                 "texts": {"de": {"measurement": {"title": "Zählen", "text": "Wir zählen mit."}}}}
                """, ORIGIN))
                        .post("/api/v1/sites")
                        .then()
                        .statusCode(201))
                .get("siteKey")
                .asText();
        assertThat(panel(siteKey, "?lang=fr").get("language").asText()).isEqualTo("ja");
        assertThat(panel(siteKey, "?lang=en").get("language").asText()).isEqualTo("en");
        JsonNode german = panel(siteKey, "?lang=de");
        assertThat(german.at("/purposes/0/title").asText()).isEqualTo("Zählen");
        assertThat(german.at("/purposes/1/title").asText()).isEqualTo("このブラウザを覚える");
        // An attribute without the site's language could not be shown to everybody.
        assertThat(faults(put("panel-ja", "interest", attribute("One.", "Another.", ""))))
                .containsExactly("/texts");
    }

    @Test
    void sitesOwnWordsWinAndEachChangeIsAnotherVersionThatCanBeShownAgain() {
        String site = "panel-own";
        String siteKey = Candor.vocabulary(site, ORIGIN).get("siteKey").asText();
        Set<String> versions = new HashSet<>();
        versions.add(panel(siteKey, "").get("textVersion").asText());
        for (String change : List.of(
                "{\"texts\": {\"en\": {\"personalization\": {\"title\": \"Your taste\", \"text\": \"We ask you.\"}}}}",
                "{\"texts\": {\"en\": {\"personalization\": {\"title\": \"Your taste\", \"text\": \"We ask.\"}}}}",
                "{\"controller\": {\"name\": \"Shop Ltd\", \"contact\": \"privacy@shop.example\"}}",
                "{\"retentionDays\": 90}")) {
            patch(site, change).statusCode(200);
            assertThat(versions.add(panel(siteKey, "").get("textVersion").asText()))
                    .as(change)
                    .isTrue();
        }
        JsonNode now = panel(siteKey, "");
        assertThat(now.at("/purposes/2/title").asText()).isEqualTo("Your taste");
        assertThat(now.at("/controller/contact").asText()).isEqualTo("privacy@shop.example");
        int id = sites.find(site).orElseThrow().id();
        for (String version : versions) {
            assertThat(texts.find(id, version)).isPresent();
        }
        patch(site, "{\"texts\": {}, \"controller\": {}, \"retentionDays\": 180}")
                .statusCode(200);
        assertThat(versions).contains(panel(siteKey, "").get("textVersion").asText());
    }

    @Test
    void attributesVersionChangesWithWhatIsShownOfItAndOnlyThen() {
        String site = "panel-attribute";
        String siteKey = Candor.vocabulary(site, ORIGIN).get("siteKey").asText();
        String whole = panel(siteKey, "").get("textVersion").asText();
        Set<String> versions = new HashSet<>();
        for (String body : List.of(
                attribute("To greet you.", "You see less.", ""),
                attribute("To greet you well.", "You see less.", ""),
                attribute("To greet you well.", "You see less.", "\"retentionDays\": 30,"),
                attribute("To greet you well.", "You see less.", "\"retentionDays\": 30,")
                        .replace("Nobody but this shop.", "This shop and its host."))) {
            put(site, "interest", body).statusCode(200);
            assertThat(versions.add(
                            panel(siteKey, "").at("/attributes/0/version").asText()))
                    .isTrue();
            put(site, "interest", body).statusCode(200);
            assertThat(versions)
                    .contains(panel(siteKey, "").at("/attributes/0/version").asText());
        }
        assertThat(panel(siteKey, "").get("textVersion").asText()).isEqualTo(whole);
    }

    @Test
    void textsAreNeitherBlankNorTheSameReasonTwice() {
        String site = "panel-texts";
        Candor.site(site, ORIGIN);
        assertThat(faults(put(site, "interest", attribute("To greet you.", "  to GREET\\u00a0you. ", ""))))
                .containsExactly("/texts/en/whyYouWouldAgree");
        assertThat(faults(put(site, "interest", attribute(" ", "You see less.", ""))))
                .containsExactly("/texts/en/whyWeAsk");
        assertThat(faults(put(site, "interest", attribute("A", "B", "").replace("A fitting page.", "\\t"))))
                .containsExactly("/texts/en/whatYouGet");
        assertThat(faults(put(site, "interest", "{\"type\": \"string\", \"texts\": {}}")))
                .containsExactly("/texts");
        assertThat(faults(put(site, "interest", attribute("A", "B", "\"purposes\": [\"measurement\"],"))))
                .containsExactly("/purposes");
        put(site, "interest", attribute("A", "B", "\"purposes\": [\"personalization\"],"))
                .statusCode(200);
        for (int days : new int[] {0, 396}) {
            assertThat(faults(put(site, "interest", attribute("A", "B", "\"retentionDays\": " + days + ","))))
                    .containsExactly("/retentionDays");
        }
        for (int days : new int[] {1, 395}) {
            put(site, "interest", attribute("A", "B", "\"retentionDays\": " + days + ","))
                    .statusCode(200);
        }
    }

    @Test
    void settingsKeepTheirLimitsAndNeedTheRevision() {
        String site = "panel-settings";
        Candor.site(site, ORIGIN);
        admin().body("{\"feedback\": {\"share\": 1}}")
                .patch("/api/v1/sites/" + site)
                .then()
                .statusCode(428);
        for (String good : List.of(
                "{\"feedback\": {\"share\": 0, \"epsilon\": 0.1}}",
                "{\"feedback\": {\"share\": 10000, \"epsilon\": 10}}",
                "{\"ask\": {\"days\": 1, \"notOn\": [\"/\", \"/checkout\"]}}",
                "{\"ask\": {\"days\": 395}}",
                "{\"receiptRetentionDays\": 1}",
                "{\"receiptRetentionDays\": 3650}",
                "{\"texts\": {\"en\": {}}}")) {
            patch(site, good).statusCode(200);
        }
        for (String bad : List.of(
                "{\"feedback\": {\"share\": 10001}}",
                "{\"feedback\": {\"share\": -1}}",
                "{\"feedback\": {\"epsilon\": 0.09}}",
                "{\"feedback\": {\"epsilon\": 10.1}}",
                "{\"ask\": {\"days\": 0}}",
                "{\"ask\": {\"days\": 396}}",
                "{\"ask\": {\"notOn\": [\"checkout\"]}}",
                "{\"ask\": {\"notOn\": [\"/checkout?step=1\"]}}",
                "{\"ask\": {\"notOn\": [" + String.join(",", Collections.nCopies(51, "\"/a\"")) + "]}}",
                "{\"receiptRetentionDays\": 0}",
                "{\"receiptRetentionDays\": 3651}",
                "{\"texts\": {\"english\": {}}}",
                "{\"texts\": {\"en\": {\"measurement\": {\"title\": \" \", \"text\": \"x\"}}}}",
                "{\"texts\": {\"en\": {\"advertising\": {\"title\": \"x\", \"text\": \"x\"}}}}",
                "{\"controller\": {\"name\": \"\"}}",
                "{\"controller\": {\"name\": \"x\", \"vat\": \"y\"}}")) {
            patch(site, bad).statusCode(400);
        }
        JsonNode kept = json(admin().get("/api/v1/sites/" + site).then().statusCode(200));
        assertThat(kept.at("/feedback/share").asInt()).isEqualTo(10_000);
        assertThat(kept.at("/ask/days").asInt()).isEqualTo(395);
    }

    @Test
    void browsersAndCachesAreAnsweredAsTheyAsk() {
        String siteKey = Candor.site("panel-cache", ORIGIN).get("siteKey").asText();
        String address = "/v1/sites/" + siteKey + "/panel";
        Response first = page(ORIGIN).get(address);
        assertThat(first.header("Cache-Control")).isEqualTo("public, max-age=60");
        assertThat(first.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(first.header("ETag")).matches("\"[0-9a-f]{32}\"");
        Response again =
                page(ORIGIN).header("If-None-Match", first.header("ETag")).get(address);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(page(ORIGIN)
                        .header("If-None-Match", first.header("ETag"))
                        .get(address + "?lang=ja")
                        .statusCode())
                .isEqualTo(200);
        patch("panel-cache", "{\"retentionDays\": 30}").statusCode(200);
        assertThat(page(ORIGIN)
                        .header("If-None-Match", first.header("ETag"))
                        .get(address)
                        .statusCode())
                .isEqualTo(200);
        page("https://elsewhere.example").get(address).then().statusCode(403);
        page(ORIGIN)
                .get("/v1/sites/pk_00000000000000000000000000000000/panel")
                .then()
                .statusCode(404);
        page(ORIGIN).post(address).then().statusCode(405);
        Response head = page(ORIGIN).head(address);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isNotEqualTo("0");
    }
}
