package dev.candor.api.journeys;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.experiment;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.page;
import static dev.candor.api.journeys.Candor.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MainJobApiTest {

    private static final String ORIGIN = "https://shop.example";

    @Test
    void fromTheFirstExperimentToItsResults() throws InterruptedException {
        JsonNode site = Candor.site("main-job", ORIGIN);
        String siteKey = site.get("siteKey").asText();
        assertThat(siteKey).startsWith("pk_");
        assertThat(site.get("serverKey").asText()).startsWith("sk_");
        Candor.metric("main-job", "purchase", "conversion");
        admin().body("{\"kind\": \"sum\", \"event\": \"purchase\"}")
                .put("/api/v1/sites/main-job/metrics/spend")
                .then()
                .statusCode(200);
        Candor.attribute("main-job", "interest");
        admin().body(experiment("welcome", 5000, 5000))
                .post("/api/v1/sites/main-job/experiments")
                .then()
                .statusCode(201);
        JsonNode started = json(admin().post("/api/v1/sites/main-job/experiments/welcome/start")
                .then()
                .statusCode(200));
        assertThat(started.get("status").asText()).isEqualTo("running");
        assertThat(started.at("/plan/sha256").asText()).hasSize(64);

        JsonNode ruleset =
                awaitRuleset(siteKey, rules -> rules.get("experiments").size() == 1);
        assertThat(ruleset.at("/experiments/0/variants/0/below").asLong()).isEqualTo(2147483648L);

        int[] visitors = new int[2];
        int[] buyers = new int[2];
        for (int i = 0; i < 60; i++) {
            String unit = UUID.nameUUIDFromBytes(new byte[] {(byte) i}).toString();
            JsonNode decision = decide(siteKey, unit, i % 3 == 0);
            int arm = decision.get("variant").asText().equals("plain") ? 0 : 1;
            visitors[arm]++;
            boolean buys = i % (arm == 0 ? 6 : 3) == 0;
            buyers[arm] += buys ? 1 : 0;
            send(siteKey, unit, decision, buys);
        }

        JsonNode results = awaitResults(
                "main-job",
                "welcome",
                r -> r.get("visitors").asInt() == 60
                        && r.at("/metrics/0/variants/0/sum").asInt()
                                        + r.at("/metrics/0/variants/1/sum").asInt()
                                == buyers[0] + buyers[1]);
        for (int arm = 0; arm < 2; arm++) {
            JsonNode purchase = results.at("/metrics/0/variants/" + arm);
            assertThat(purchase.get("visitors").asInt()).isEqualTo(visitors[arm]);
            assertThat(purchase.get("sum").asDouble()).isEqualTo(buyers[arm]);
            assertThat(results.at("/metrics/1/variants/" + arm + "/sum").asDouble())
                    .isEqualTo(12.5 * buyers[arm], within(1e-9));
        }
        assertThat(results.at("/metrics/0/comparisons/0/absolute/estimate").asDouble())
                .isEqualTo((double) buyers[1] / visitors[1] - (double) buyers[0] / visitors[0], within(1e-12));
        assertThat(results.at("/verdict/code").asText()).isEqualTo("keep_collecting");
        assertThat(results.at("/health/1/check").asText()).isEqualTo("sample_ratio");
    }

    private static JsonNode decide(String siteKey, String unit, boolean declares) {
        JsonNode answer = json(page(ORIGIN)
                .body(text("""
                        {"siteKey": "%s", "unit": "%s", "attributes": %s, "context": {"device": "mobile"},
                         "consent": {"measurement": "granted", "remembering": "granted", "personalization": "granted"}}
                        """, siteKey, unit, declares ? "{\"interest\": \"running\"}" : "{}"))
                .post("/v1/decide")
                .then()
                .statusCode(200));
        JsonNode decision = answer.at("/decisions/0");
        assertThat(decision.get("reason").asText()).isEqualTo("assigned");
        boolean personalized = declares && decision.get("variant").asText().equals("by-interest");
        assertThat(decision.get("personalized").asBoolean()).isEqualTo(personalized);
        assertThat(decision.get("why").isNull()).isEqualTo(!personalized);
        return decision;
    }

    private static void send(String siteKey, String unit, JsonNode decision, boolean buys) {
        String exposure = text(
                """
                {"id": "%s", "type": "exposure", "unit": "%s", "ageMs": 20, "experiment": "welcome", "variant": "%s",
                 "personalized": %s, "dimensions": {"device": "mobile"}}
                """,
                Candor.id(),
                unit,
                decision.get("variant").asText(),
                decision.get("personalized").asBoolean());
        String purchase = text("""
                , {"id": "%s", "type": "conversion", "unit": "%s", "ageMs": 0, "name": "purchase", "value": 12.5}
                """, Candor.id(), unit);
        String body = text("{\"siteKey\": \"%s\", \"events\": [%s%s]}", siteKey, exposure, buys ? purchase : "");
        JsonNode first = json(page(ORIGIN).body(body).post("/v1/events").then().statusCode(202));
        assertThat(first.get("rejected")).isEmpty();
        assertThat(first.get("accepted").asInt()).isEqualTo(buys ? 2 : 1);
        JsonNode again = json(page(ORIGIN).body(body).post("/v1/events").then().statusCode(202));
        assertThat(again.get("duplicates").asInt()).isEqualTo(buys ? 2 : 1);
    }

    static JsonNode awaitRuleset(String siteKey, Predicate<JsonNode> wanted) throws InterruptedException {
        return await(
                () -> json(page(ORIGIN)
                        .get("/v1/sites/" + siteKey + "/ruleset")
                        .then()
                        .statusCode(200)),
                wanted);
    }

    static JsonNode awaitResults(String site, String key, Predicate<JsonNode> wanted) throws InterruptedException {
        return await(
                () -> json(admin().get("/api/v1/sites/" + site + "/experiments/" + key + "/results")
                        .then()
                        .statusCode(200)),
                wanted);
    }

    private static JsonNode await(java.util.function.Supplier<JsonNode> answer, Predicate<JsonNode> wanted)
            throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        JsonNode last = answer.get();
        while (!wanted.test(last)) {
            assertThat(Instant.now()).as(() -> "waited in vain").isBefore(end);
            Thread.sleep(50);
            last = answer.get();
        }
        return last;
    }

    @Test
    void anUnlistedOriginIsKeptOut() {
        JsonNode site = Candor.site("origins", ORIGIN);
        page("https://shop.example.evil.test")
                .get("/v1/sites/" + site.get("siteKey").asText() + "/ruleset")
                .then()
                .statusCode(403);
    }
}
