package dev.candor.api.results;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.access.Accounts;
import dev.candor.api.access.Secrets;
import dev.candor.api.folding.Shop;
import dev.candor.api.journeys.Candor;
import dev.candor.domain.actor.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Results with noise, and the budget that they are paid from, by HTTP. */
@QuarkusTest
class NoisedResultsApiTest {

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    private static String experiment(String site) {
        return "/api/v1/sites/" + site + "/experiments/welcome/";
    }

    private static ValidatableResponse ask(String site, String body) {
        return admin().body(body).post(experiment(site) + "noised-results").then();
    }

    private static JsonNode budget(String site) {
        return json(admin().get(experiment(site) + "privacy-budget").then().statusCode(200));
    }

    @Test
    void sameRequestIsAnsweredTheSameAndCostsNothing() {
        shop.open("noise-cache");
        String first = ask("noise-cache", "{}").statusCode(200).extract().asString();
        String again = ask("noise-cache", "{\"epsilon\": 0.10}")
                .statusCode(200)
                .extract()
                .asString();
        assertThat(again).isEqualTo(first);
        assertThat(budget("noise-cache").get("spent").decimalValue()).isEqualByComparingTo("0.1");
        String renewed = ask("noise-cache", "{\"renew\": true}")
                .statusCode(200)
                .extract()
                .asString();
        assertThat(renewed).isNotEqualTo(first);
        assertThat(ask("noise-cache", "{}").statusCode(200).extract().asString())
                .as("the last one")
                .isEqualTo(renewed);
        JsonNode budget = budget("noise-cache");
        assertThat(budget.get("spent").decimalValue()).isEqualByComparingTo("0.2");
        assertThat(budget.get("left").decimalValue()).isEqualByComparingTo("0.8");
        assertThat(budget.get("releases")).hasSize(2);
        assertThat(budget.at("/releases/1/actor").asText()).isNotBlank();
        assertThat(json(admin().get("/api/v1/audit?limit=5").then()).toString())
                .contains("experiment.export.noised", "\"spent\":\"0.2\"");
    }

    @Test
    void budgetIsSpentToTheLastDigitAndNotBeyond() {
        shop.open("noise-budget");
        ask("noise-budget", "{\"epsilon\": 0.6}").statusCode(200);
        JsonNode refused = json(ask("noise-budget", "{\"epsilon\": 0.4001}").statusCode(429));
        assertThat(refused.get("type").asText()).isEqualTo("/problems/budget-spent");
        assertThat(refused.get("detail").asText()).contains("0.4 is left, and this takes 0.4001");
        ask("noise-budget", "{\"epsilon\": 0.4}").statusCode(200);
        ask("noise-budget", "{\"epsilon\": 0.01}").statusCode(429);
        ask("noise-budget", "{\"epsilon\": 0.4}").statusCode(200);
        assertThat(budget("noise-budget").get("left").decimalValue()).isEqualByComparingTo("0");
        String limit = experiment("noise-budget") + "privacy-budget";
        admin().body("{\"limit\": 0.9999, \"reason\": \"less\"}")
                .put(limit)
                .then()
                .statusCode(400);
        admin().body("{\"limit\": 1.1}").put(limit).then().statusCode(400);
        admin().body("{\"limit\": 1.1, \"reason\": \"a partner needs it\"}")
                .put(limit)
                .then()
                .statusCode(200);
        ask("noise-budget", "{\"epsilon\": 0.1}").statusCode(200);
        ask("noise-budget", "{\"epsilon\": 0.01}").statusCode(429);
    }

    @Test
    void limitsOfTheRequest() {
        shop.open("noise-limits");
        for (String wrong : List.of("0.0099", "10.0001", "0.12345", "\"much\"")) {
            JsonNode problem =
                    json(ask("noise-limits", "{\"epsilon\": " + wrong + "}").statusCode(400));
            assertThat(problem.at("/errors/0/field").asText()).isEqualTo("/epsilon");
        }
        ask("noise-limits", "{\"epsilon\": 0.01}").statusCode(200);
        ask("noise-limits", "{\"epsilon\": 10}").statusCode(429);
        ask("noise-limits", "{\"phase\": 2}").statusCode(404);
        ask("noise-limits", "{\"phase\": 1}").statusCode(200);
        ask("noise-limits", "{\"epsylon\": 1}").statusCode(400);
        ask("noise-nowhere", "{}").statusCode(404);
        Candor.vocabulary("noise-draft", "https://noise.example");
        admin().body(Candor.experiment("welcome", 5000, 5000))
                .post("/api/v1/sites/noise-draft/experiments")
                .then()
                .statusCode(201);
        ask("noise-draft", "{}").statusCode(409);
    }

    @Test
    void whatNothingBoundsIsLeftOutAndIntervalsCountTheNoiseIn() {
        shop.open("noise-shape");
        JsonNode answer = json(ask("noise-shape", "{\"epsilon\": 1}").statusCode(200));
        assertThat(answer.get("note").asText()).contains("count the noise in");
        // Visitors 1, two shares, two capped sums of two numbers each: one over seven.
        assertThat(answer.get("epsilonPerNumber").asDouble()).isEqualTo(1.0 / 7);
        assertThat(answer.at("/metrics/0/withheld").isNull()).isTrue();
        assertThat(answer.at("/metrics/0/variants")).hasSize(2);
        assertThat(answer.at("/metrics/2/cap").asInt()).isEqualTo(20);
        assertThat(answer.at("/metrics/2/noiseVariance/sum").asDouble())
                .isGreaterThan(300 * answer.at("/metrics/0/noiseVariance/sum").asDouble());
        for (int withheld : List.of(3, 4, 6, 7, 8)) {
            assertThat(answer.at("/metrics/" + withheld + "/withheld").asText())
                    .as(answer.at("/metrics/" + withheld + "/metric").asText())
                    .isNotBlank();
            assertThat(answer.at("/metrics/" + withheld + "/variants").isMissingNode())
                    .isTrue();
        }
        JsonNode comparison = answer.at("/metrics/0/comparisons/0");
        assertThat(comparison.get("absolute").isNull())
                .isEqualTo(comparison.get("whyNot").isTextual());
    }

    @Test
    void analystsReleaseAndOnlyAdministratorsSetTheLimit() {
        shop.open("noise-roles");
        for (Role role : Role.values()) {
            String token = Secrets.token();
            accounts.insertToken("noise-" + role.code() + Secrets.seed().substring(0, 8), token, role);
            int release = given().header("Authorization", "Bearer " + token)
                    .contentType("application/json")
                    .body("{}")
                    .post(experiment("noise-roles") + "noised-results")
                    .statusCode();
            int limit = given().header("Authorization", "Bearer " + token)
                    .contentType("application/json")
                    .body("{\"limit\": 2, \"reason\": \"test\"}")
                    .put(experiment("noise-roles") + "privacy-budget")
                    .statusCode();
            assertThat(release).as(role.code()).isEqualTo(role.covers(Role.ANALYST) ? 200 : 403);
            assertThat(limit).as(role.code()).isEqualTo(role == Role.ADMIN ? 200 : 403);
        }
    }
}
