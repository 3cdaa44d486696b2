package dev.candor.api.decision.ofrep;

import static dev.candor.api.decision.ofrep.FlagShop.ORIGIN;
import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The protocol word by word: statuses, error codes, entity tags, keys, and whose pages may ask. */
@QuarkusTest
class OfrepApiTest {

    private static final String FLAGS = "/ofrep/v1/evaluate/flags";
    private static final String MEASURED = "\"measurement\": \"granted\"";

    private static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    private static String context(String fields) {
        return "{\"context\": {" + fields + "}}";
    }

    private static String someone(String unit) {
        return context(text("\"targetingKey\": \"%s\", %s", unit, MEASURED));
    }

    private static JsonNode flag(String key, String flag, String body) {
        return json(with(key).body(body).post(FLAGS + "/" + flag).then().statusCode(200));
    }

    private static void error(ValidatableResponse response, int status, String code) {
        JsonNode body = json(response.statusCode(status).contentType("application/json"));
        assertThat(body.path("errorCode").asText()).isEqualTo(code);
        assertThat(body.path("errorDetails").asText()).isNotBlank();
    }

    @Test
    void valueIsThePayloadInItsOwnType() {
        String key = FlagShop.open("ofrep-types").get("serverKey").asText();
        Set<String> variants = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            JsonNode on = flag(key, "switch", someone("user " + i));
            String variant = on.get("variant").asText();
            variants.add(variant);
            assertThat(on.get("key").asText()).isEqualTo("switch");
            assertThat(on.get("value").isBoolean()).isTrue();
            assertThat(on.get("value").asBoolean()).isEqualTo(variant.equals("on"));
            assertThat(on.get("reason").asText()).isEqualTo("SPLIT");
            assertThat(on.at("/metadata/reason").asText()).isEqualTo("assigned");
        }
        assertThat(variants).containsExactlyInAnyOrder("off", "on");
        assertThat(flag(key, "words", someone("anna")).get("value").isTextual()).isTrue();
        assertThat(flag(key, "number", someone("anna")).get("value").isIntegralNumber())
                .isTrue();
        assertThat(flag(key, "share", someone("anna")).get("value").isFloatingPointNumber())
                .isTrue();
        assertThat(flag(key, "page", someone("anna")).at("/value/hero").isTextual())
                .isTrue();
    }

    @Test
    void sameUnitGetsWhatDecideGives() {
        JsonNode site = FlagShop.open("ofrep-same");
        String key = site.get("serverKey").asText();
        for (int i = 0; i < 20; i++) {
            String decided = with(key)
                    .body(text(
                            "{\"userId\": \"user %d\", \"consent\": {%s}, \"experiments\": [\"words\"]}", i, MEASURED))
                    .post("/v1/decide")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("decisions[0].variant");
            assertThat(flag(key, "words", someone("user " + i)).get("variant").asText())
                    .isEqualTo(decided);
        }
    }

    @Test
    void whoHasNoVariantGetsTheControlsPayload() {
        String site = "ofrep-left-out";
        String key = FlagShop.open(site).get("serverKey").asText();
        FlagShop.flag(
                site,
                "mobile-only",
                "signed_in_user",
                "\"plain\"",
                "\"bright\"",
                "\"audience\": {\"context\": \"device\", \"op\": \"is\", \"value\": \"mobile\"},");
        JsonNode unasked = flag(key, "words", context("\"targetingKey\": \"anna\""));
        assertThat(unasked.get("value").asText()).isEqualTo("plain");
        assertThat(unasked.get("reason").asText()).isEqualTo("DEFAULT");
        assertThat(unasked.has("variant")).isFalse();
        assertThat(unasked.at("/metadata/reason").asText()).isEqualTo("consent_required");
        assertThat(flag(key, "mobile-only", someone("anna"))
                        .at("/metadata/reason")
                        .asText())
                .isEqualTo("not_in_audience");
        assertThat(flag(key, "mobile-only", context("\"targetingKey\": \"anna\", \"device\": \"mobile\", " + MEASURED))
                        .get("reason")
                        .asText())
                .isEqualTo("SPLIT");
    }

    @Test
    void pausedFlagIsDisabledAndAnArchivedOneIsGone() {
        String key = FlagShop.open("ofrep-paused").get("serverKey").asText();
        String path = "/api/v1/sites/ofrep-paused/experiments/words/";
        admin().post(path + "pause").then().statusCode(200);
        JsonNode paused = flag(key, "words", someone("anna"));
        assertThat(paused.get("reason").asText()).isEqualTo("DISABLED");
        assertThat(paused.get("value").asText()).isEqualTo("plain");
        assertThat(paused.at("/metadata/reason").asText()).isEqualTo("not_running");
        admin().post(path + "stop").then().statusCode(200);
        admin().post(path + "archive").then().statusCode(200);
        error(with(key).body(someone("anna")).post(FLAGS + "/words").then(), 404, "FLAG_NOT_FOUND");
    }

    @Test
    void declaredAttributeMakesATargetingMatch() {
        String site = "ofrep-attributes";
        String key = Candor.vocabulary(site, ORIGIN).get("serverKey").asText();
        Candor.start(site, Candor.experiment("welcome", 1, 9999));
        String known =
                "\"targetingKey\": \"anna\", \"interest\": \"running\", \"remembering\": \"granted\", " + MEASURED;
        JsonNode match = flag(key, "welcome", context(known + ", \"personalization\": \"granted\""));
        assertThat(match.get("reason").asText()).isEqualTo("TARGETING_MATCH");
        assertThat(match.at("/value/hero").asText()).isEqualTo("running");
        assertThat(match.at("/metadata/personalized").asBoolean()).isTrue();
        JsonNode refused = flag(key, "welcome", context(known + ", \"personalization\": \"denied\""));
        assertThat(refused.get("reason").asText()).isEqualTo("SPLIT");
        assertThat(refused.at("/value/hero").asText()).isEqualTo("default");
    }

    @Test
    void everyErrorHasItsCode() {
        String key = FlagShop.open("ofrep-errors").get("serverKey").asText();
        error(with(key).body(someone("anna")).post(FLAGS + "/unheard-of").then(), 404, "FLAG_NOT_FOUND");
        for (String broken :
                new String[] {"", "{", "[]", "{\"context\": {\"a\": 1, \"a\": 2}}", "{\"context\": NaN}"}) {
            error(with(key).body(broken).post(FLAGS + "/words").then(), 400, "PARSE_ERROR");
            error(with(key).body(broken).post(FLAGS).then(), 400, "PARSE_ERROR");
        }
        error(with(key).body(context(MEASURED)).post(FLAGS + "/words").then(), 400, "TARGETING_KEY_MISSING");
        for (String wrong : new String[] {
            "\"targetingKey\": 1",
            "\"targetingKey\": \"\"",
            "\"targetingKey\": \"" + "u".repeat(129) + "\"",
            "\"targetingKey\": \"\\ud800\"",
            "\"targetingKey\": \"anna\", \"measurement\": \"perhaps\"",
            "\"targetingKey\": \"anna\", \"device\": [\"mobile\"]"
        }) {
            error(with(key).body(context(wrong)).post(FLAGS + "/words").then(), 400, "INVALID_CONTEXT");
            error(with(key).body(context(wrong)).post(FLAGS).then(), 400, "INVALID_CONTEXT");
        }
        error(with(key).body("{\"context\": 1}").post(FLAGS + "/words").then(), 400, "INVALID_CONTEXT");
        JsonNode named = json(with(key).body("{").post(FLAGS + "/words").then());
        assertThat(named.get("key").asText()).isEqualTo("words");
    }

    @Test
    void whatMeansNothingHereIsPassedOver() {
        String key = FlagShop.open("ofrep-context").get("serverKey").asText();
        String rich =
                "\"targetingKey\": \"" + "u".repeat(128) + "\", \"Plan Name\": \"gold\", \"nested\": {\"a\": [1]},"
                        + " \"list\": [1, 2], \"none\": null, " + MEASURED;
        assertThat(flag(key, "words", context(rich)).get("reason").asText()).isEqualTo("SPLIT");
    }

    @Test
    void bulkAnswersAllFlagsAndSaysWhenNothingChanged() {
        JsonNode site = FlagShop.open("ofrep-bulk");
        String key = site.get("serverKey").asText();
        Response first = with(key).body(someone("anna")).post(FLAGS);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(Candor.tree(first.asString()).get("flags"))
                .extracting(flag -> flag.get("key").asText())
                .containsExactly("switch", "words", "number", "share", "page");
        String tag = first.getHeader("ETag");
        assertThat(tag).matches("\"[0-9a-f]+\"");
        Response same =
                with(key).header("If-None-Match", tag).body(someone("anna")).post(FLAGS);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.asString()).isEmpty();
        assertThat(same.getHeader("ETag")).isEqualTo(tag);
        admin().post("/api/v1/sites/ofrep-bulk/experiments/words/pause").then().statusCode(200);
        Response changed =
                with(key).header("If-None-Match", tag).body(someone("anna")).post(FLAGS);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.getHeader("ETag")).isNotEqualTo(tag);
    }

    @Test
    void oneFlagsErrorLeavesTheOthersAlone() {
        String site = "ofrep-bulk-errors";
        String siteKey = FlagShop.open(site).get("siteKey").asText();
        FlagShop.flag(site, "daily", "daily_visitor", "false", "true", "");
        JsonNode flags = json(with(siteKey)
                        .header("User-Agent", Candor.BROWSER)
                        .body(context(""))
                        .post(FLAGS)
                        .then()
                        .statusCode(200))
                .get("flags");
        assertThat(flags)
                .filteredOn(flag -> flag.path("errorCode").asText().equals("TARGETING_KEY_MISSING"))
                .hasSize(5);
        assertThat(flags)
                .filteredOn(flag -> flag.path("reason").asText().equals("SPLIT"))
                .extracting(flag -> flag.get("key").asText())
                .containsExactly("daily");
    }

    @Test
    void keyComesInEitherHeader() {
        JsonNode site = FlagShop.open("ofrep-keys");
        for (String name : new String[] {"siteKey", "serverKey"}) {
            String key = site.get(name).asText();
            assertThat(flag(key, "words", someone("anna")).has("value")).isTrue();
            given().header("X-API-Key", key)
                    .contentType("application/json")
                    .body(someone("anna"))
                    .post(FLAGS + "/words")
                    .then()
                    .statusCode(200);
        }
        given().body(someone("anna")).post(FLAGS + "/words").then().statusCode(401);
        given().body(someone("anna")).post(FLAGS).then().statusCode(401);
        for (String unknown : new String[] {"pk_unheard_of", "sk_unheard_of"}) {
            with(unknown).body(someone("anna")).post(FLAGS).then().statusCode(401);
        }
        with(site.get("serverKey").asText()).get(FLAGS).then().statusCode(405);
    }

    @Test
    void robotsAreLeftOutWhereABrowserAsks() {
        JsonNode site = FlagShop.open("ofrep-robots");
        String robot = "Mozilla/5.0 (compatible; Googlebot/2.1)";
        assertThat(json(with(site.get("siteKey").asText())
                                .header("User-Agent", robot)
                                .body(someone("anna"))
                                .post(FLAGS + "/words")
                                .then())
                        .at("/metadata/reason")
                        .asText())
                .isEqualTo("excluded_traffic");
        assertThat(json(with(site.get("serverKey").asText())
                                .header("User-Agent", robot)
                                .body(someone("anna"))
                                .post(FLAGS + "/words")
                                .then())
                        .at("/metadata/reason")
                        .asText())
                .isEqualTo("assigned");
    }

    @Test
    void pagesOfTheSiteMayAskAndReadTheTag() {
        String key = FlagShop.open("ofrep-cors").get("siteKey").asText();
        Response preflight = given().header("Origin", ORIGIN)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type,if-none-match,x-api-key")
                .options(FLAGS);
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.getHeader("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(preflight.getHeader("Access-Control-Allow-Headers").toLowerCase(java.util.Locale.ROOT))
                .contains("authorization", "content-type", "if-none-match", "x-api-key");
        Response answer =
                with(key).header("Origin", ORIGIN).body(someone("anna")).post(FLAGS);
        assertThat(answer.getHeader("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(answer.getHeader("Access-Control-Expose-Headers")).contains("ETag");
        with(key)
                .header("Origin", "https://evil.example")
                .body(someone("anna"))
                .post(FLAGS)
                .then()
                .statusCode(403);
    }
}
