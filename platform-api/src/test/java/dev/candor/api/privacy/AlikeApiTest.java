package dev.candor.api.privacy;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.page;
import static dev.candor.api.journeys.Candor.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.database.Database;
import dev.candor.api.folding.Shop;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What visitors read and what they had erased must be alike in every variant; said beside the results, by HTTP from end to end. */
@QuarkusTest
class AlikeApiTest {

    private static final String ORIGIN = "https://alike.example";

    /** With fewer, chance alone could make the difference. */
    private static final int EACH = 12;

    @Inject
    Database database;

    private final Random random = new Random(23);

    private record Visitor(String secret, String unit, String variant) {}

    /** So many visitors of each variant. */
    private List<Visitor> visitors(String siteKey) {
        List<Visitor> all = new ArrayList<>();
        for (String variant : List.of("plain", "by-interest")) {
            int found = 0;
            while (found < EACH) {
                byte[] bytes = new byte[32];
                random.nextBytes(bytes);
                String secret = HexFormat.of().formatHex(bytes);
                String unit = VisitorSecret.unit(siteKey, secret);
                if (given(siteKey, unit).equals(variant)) {
                    all.add(new Visitor(secret, unit, variant));
                    found++;
                }
            }
        }
        return all;
    }

    private static String given(String siteKey, String unit) {
        return json(page(ORIGIN)
                        .body(text(
                                "{\"siteKey\": \"%s\", \"unit\": \"%s\", \"consent\": {\"measurement\": \"granted\","
                                        + " \"remembering\": \"granted\"}}",
                                siteKey, unit))
                        .post("/v1/decide")
                        .then()
                        .statusCode(200))
                .at("/decisions/0/variant")
                .asText();
    }

    /** Everybody answers to the words of their variant, and meets it. */
    private void come(String siteKey, List<Visitor> visitors, String wordsOfPlain, String wordsOfTheOther) {
        List<String> events = new ArrayList<>();
        for (Visitor visitor : visitors) {
            events.add(text(
                    "{\"id\": \"%s\", \"type\": \"consent\", \"purpose\": \"measurement\", \"state\": \"granted\","
                            + " \"unit\": \"%s\", \"textVersion\": \"%s\"}",
                    Candor.id(), visitor.unit(), visitor.variant().equals("plain") ? wordsOfPlain : wordsOfTheOther));
            events.add(text(
                    "{\"id\": \"%s\", \"type\": \"exposure\", \"experiment\": \"welcome\", \"unit\": \"%s\","
                            + " \"variant\": \"%s\", \"personalized\": false}",
                    Candor.id(), visitor.unit(), visitor.variant()));
        }
        page(ORIGIN)
                .body(text("{\"siteKey\": \"%s\", \"events\": [%s]}", siteKey, String.join(",", events)))
                .post("/v1/events")
                .then()
                .statusCode(202);
    }

    private static JsonNode results(String site) {
        return json(admin().get("/api/v1/sites/" + site + "/experiments/welcome/results")
                .then()
                .statusCode(200));
    }

    private static JsonNode check(JsonNode results, String code) {
        return results.get("health")
                .valueStream()
                .filter(check -> check.get("check").asText().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void otherWordsInOneVariantMakeTheVerdictInvalid() throws InterruptedException {
        String same = "alike-same";
        String other = "alike-other";
        String sameKey = Candor.shop(same, ORIGIN).get("siteKey").asText();
        String otherKey = Candor.shop(other, ORIGIN).get("siteKey").asText();
        come(sameKey, visitors(sameKey), "0000aaaa0000aaaa", "0000aaaa0000aaaa");
        come(otherKey, visitors(otherKey), "0000aaaa0000aaaa", "0000bbbb0000bbbb");
        Shop.await(() -> contributions(same) == 2 * EACH && contributions(other) == 2 * EACH);
        assertThat(check(results(same), "consent_screens").get("status").asText())
                .isEqualTo("pass");
        assertThat(results(same).at("/verdict/code").asText()).isEqualTo("keep_collecting");
        JsonNode found = results(other);
        assertThat(check(found, "consent_screens").get("status").asText()).isEqualTo("fail");
        assertThat(found.at("/verdict/code").asText()).isEqualTo("invalid");
    }

    @Test
    void moreErasuresInOneVariantAreAWarningAndEachRestatesTheResult() throws InterruptedException {
        String site = "alike-erased";
        String siteKey = Candor.shop(site, ORIGIN).get("siteKey").asText();
        List<Visitor> visitors = visitors(siteKey);
        come(siteKey, visitors, "0000aaaa0000aaaa", "0000aaaa0000aaaa");
        Shop.await(() -> contributions(site) == 2 * EACH);
        assertThat(check(results(site), "differential_erasure").get("status").asText())
                .isEqualTo("pass");
        assertThat(results(site).get("version").asInt()).isEqualTo(1);
        assertThat(results(site).get("restatements")).isEmpty();
        erase(siteKey, visitors.get(0));
        JsonNode tilted = results(site);
        assertThat(check(tilted, "differential_erasure").get("status").asText()).isEqualTo("warn");
        assertThat(tilted.get("visitors").asInt()).isEqualTo(2 * EACH - 1);
        assertThat(tilted.get("version").asInt()).isEqualTo(2);
        assertThat(tilted.at("/restatements/0/version").asInt()).isEqualTo(2);
        assertThat(tilted.at("/restatements/0/reason").asText()).isEqualTo("a visitor was erased");
        // One of the other variant too: alike again.
        erase(siteKey, visitors.get(EACH));
        assertThat(check(results(site), "differential_erasure").get("status").asText())
                .isEqualTo("pass");
        assertThat(results(site).get("restatements")).hasSize(2);
    }

    private static void erase(String siteKey, Visitor visitor) {
        page(ORIGIN)
                .header("Authorization", "Visitor " + siteKey + "." + visitor.secret())
                .delete("/v1/visitor")
                .then()
                .statusCode(200);
    }

    /** How many visitors are counted; asked without the results, whose comparison of words is kept for a minute. */
    private long contributions(String site) {
        return database.query(handle -> handle.createQuery(
                        "select count(*) from contribution c join experiment x on x.id = c.experiment_id"
                                + " join site s on s.id = x.site_id where s.key = :site")
                .bind("site", site)
                .mapTo(Long.class)
                .one());
    }
}
