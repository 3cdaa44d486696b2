package dev.candor.api.results;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.folding.Shop;
import dev.candor.api.journeys.Candor;
import dev.candor.domain.assignment.Assigner;
import dev.candor.domain.assignment.Bucketing;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The trap, through the whole program: whoever is engaged consents more and buys more, and personalization does nothing. Comparing
 * those who agreed with those who refused would show a gain that is not there; the results show none, and say of whom they speak.
 */
@QuarkusTest
class ConsentTrapApiTest {

    private static final String ORIGIN = "https://trap.example";
    private static final String SITE = "consent-trap";
    private static final long SEED = 20_190_917;
    private static final int VISITORS = 4_000;

    @Inject
    SiteCatalog sites;

    @Inject
    ExperimentCatalog experiments;

    private final List<String> events = new ArrayList<>();
    private String siteKey = "";

    @Test
    void consentThatGoesWithBuyingLooksLikeNoEffect() throws InterruptedException {
        siteKey = Candor.shop(SITE, ORIGIN).get("siteKey").asText();
        KeptExperiment kept =
                experiments.find(sites.find(SITE).orElseThrow().id(), "welcome").orElseThrow();
        Random random = new Random(SEED);
        Map<String, Integer> places = new HashMap<>();
        int consented = 0;
        int boughtOfConsenters = 0;
        int boughtOfRefusers = 0;
        for (int i = 0; i < VISITORS; i++) {
            boolean engaged = random.nextBoolean();
            boolean consents = random.nextDouble() < (engaged ? 0.85 : 0.39);
            int everyWhich = engaged ? 5 : 10;
            if (!consents) {
                boughtOfRefusers += random.nextInt(everyWhich) == 0 ? 1 : 0;
                send(
                        "{\"id\": \"%s\", \"type\": \"consent\", \"purpose\": \"measurement\", \"state\": \"denied\"}",
                        Candor.id());
                continue;
            }
            consented++;
            String unit = text("%016x%016x", random.nextLong(), random.nextLong());
            String variant = Assigner.variantAt(
                            kept.experiment(), kept.phases().get(0), Bucketing.bucket(kept.seed(), unit))
                    .key();
            // By the place among those alike, not by chance, which would show an effect in one run of twenty.
            boolean buys = places.merge(engaged + variant, 1, Integer::sum) % everyWhich == 0;
            boughtOfConsenters += buys ? 1 : 0;
            send(
                    "{\"id\": \"%s\", \"type\": \"consent\", \"purpose\": \"measurement\", \"state\": \"granted\", \"unit\": \"%s\"}",
                    Candor.id(), unit);
            send(
                    "{\"id\": \"%s\", \"type\": \"exposure\", \"experiment\": \"welcome\", \"variant\": \"%s\","
                            + " \"personalized\": %s, \"unit\": \"%s\"}",
                    Candor.id(), variant, variant.equals("by-interest"), unit);
            if (buys) {
                send(
                        "{\"id\": \"%s\", \"type\": \"conversion\", \"name\": \"purchase\", \"unit\": \"%s\"}",
                        Candor.id(), unit);
            }
        }
        flush();
        int counted = consented;
        // In steps of fifty, so that no two answers tell what one visitor said.
        int steps = consented - consented % 50 + (VISITORS - consented) - (VISITORS - consented) % 50;
        Shop.await(() -> results("").get("visitors").asInt() == counted
                && results("").at("/lag/waitingUnits").asLong() == 0
                && results("").at("/coverage/answered").asInt() == steps);

        double wrong = (double) boughtOfConsenters / consented - (double) boughtOfRefusers / (VISITORS - consented);
        assertThat(wrong).as("what the trap would show, seed %s", SEED).isGreaterThan(0.02);
        JsonNode results = results("");
        JsonNode effect = results.at("/metrics/0/comparisons/0/absolute");
        assertThat(effect.get("low").asDouble()).as("seed %s", SEED).isNegative();
        assertThat(effect.get("high").asDouble()).as("seed %s", SEED).isPositive();
        double share = (consented - consented % 50 + 25.0) / (steps + 50);
        assertThat(results.at("/coverage/measuredShare").asDouble()).isEqualTo(share);
        assertThat(results.at("/coverage/sentence").asText())
                .contains(text("speaks for %.0f %% of your visitors", share * 100));
        assertThat(results.get("verdict").get("code").asText()).isEqualTo("keep_collecting");
        nothingIsConcludedFromAGuardThatNobodyCanCount();
    }

    /** Whoever takes back is not followed: a signal without a unit, of a metric that guards the plan, belongs to no variant. */
    private void nothingIsConcludedFromAGuardThatNobodyCanCount() throws InterruptedException {
        assertThat(results("").at("/metrics/2/comparisons/0/absolute").isNull()).isFalse();
        send("{\"id\": \"%s\", \"type\": \"trust\", \"name\": \"feedback_negative\"}", Candor.id());
        flush();
        Shop.await(() -> !results("").at("/verdict/code").asText().equals("keep_collecting"));
        JsonNode results = results("");
        assertThat(results.at("/metrics/2/metric").asText()).isEqualTo("feedback_negative");
        assertThat(results.at("/metrics/2/comparisons/0/absolute").isNull()).isTrue();
        assertThat(results.get("verdict").get("code").asText()).isEqualTo("invalid");
        assertThat(results.get("health").toString()).contains("unattributed_signals\",\"status\":\"fail");
    }

    @Test
    void nothingComparesThoseWhoAgreedWithThoseWhoRefused() {
        Candor.shop(SITE + "-by", ORIGIN);
        String path = "/api/v1/sites/" + SITE + "-by/experiments/welcome/results?breakdown=";
        admin().get(path + "consent").then().statusCode(400);
        admin().get(path + "device").then().statusCode(200);
    }

    private static JsonNode results(String query) {
        return json(admin().get("/api/v1/sites/" + SITE + "/experiments/welcome/results" + query)
                .then()
                .statusCode(200));
    }

    private void send(String template, Object... values) {
        events.add(text(template, values));
        if (events.size() == 100) {
            flush();
        }
    }

    private void flush() {
        JsonNode answer = json(Candor.page(ORIGIN)
                .body("{\"siteKey\": \"" + siteKey + "\", \"events\": [" + String.join(",", events) + "]}")
                .post("/v1/events")
                .then()
                .statusCode(202));
        assertThat(answer.get("accepted").asInt()).as(answer.toString()).isEqualTo(events.size());
        events.clear();
    }
}
