package dev.candor.api.authoring;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.experiment;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.page;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Split-URL experiments: where their variants may lead, and how that reaches a browser. */
@QuarkusTest
class RedirectsApiTest {

    private static final String ORIGIN = "https://redirects.example";

    private static String splitting(String change, String... more) {
        return experiment("welcome", 1, 9_999)
                .replace(
                        "\"payload\": {\"hero\": \"default\"}",
                        "\"payload\": {}, \"changes\": [" + change + String.join("", more) + "]");
    }

    private static String redirect(String address) {
        return "{\"do\": \"redirect\", \"value\": \"" + address + "\"}";
    }

    private static JsonNode refused(String site, String body, int status) {
        return json(admin().body(body)
                .post("/api/v1/sites/" + site + "/experiments")
                .then()
                .statusCode(status)
                .contentType("application/problem+json"));
    }

    private static List<String> fields(JsonNode problem) {
        List<String> fields = new ArrayList<>();
        problem.get("errors").forEach(error -> fields.add(error.get("field").asText()));
        return fields;
    }

    @Test
    void redirectLeadsToAHostOfTheSite() {
        Candor.vocabulary("redirects-host", ORIGIN);
        for (String elsewhere : List.of(
                "https://evil.example/",
                "https://redirects.example.evil.example/",
                "http://REDIRECTS.example/",
                "https://10.0.0.1/")) {
            JsonNode problem = refused("redirects-host", splitting(redirect(elsewhere)), 422);
            assertThat(fields(problem)).containsExactly("/variants/1/changes/0/value");
            assertThat(problem.at("/errors/0/message").asText()).contains("redirects.example");
        }
    }

    @Test
    void redirectIsAWholeAddressOfTheWeb() {
        Candor.vocabulary("redirects-address", ORIGIN);
        for (String wrong : List.of(
                "/new",
                "//redirects.example/",
                "ftp://redirects.example/",
                "javascript:alert(1)",
                "https://anna@redirects.example/",
                "https://redirects.example:x/",
                "https:redirects.example",
                "https://redirects.example\\\\@evil.example/",
                longest() + "x")) {
            assertThat(fields(refused("redirects-address", splitting(redirect(wrong)), 400)))
                    .as(wrong)
                    .containsExactly("/variants/1/changes/0/value");
        }
    }

    private static String longest() {
        return ORIGIN + "/" + "x".repeat(2_000 - ORIGIN.length() - 1);
    }

    @Test
    void redirectHasAtMostTwoThousandCharacters() {
        Candor.vocabulary("redirects-long", ORIGIN);
        admin().body(splitting(redirect(longest())))
                .post("/api/v1/sites/redirects-long/experiments")
                .then()
                .statusCode(201);
    }

    @Test
    void redirectStandsAlone() {
        Candor.vocabulary("redirects-alone", ORIGIN);
        String there = redirect(ORIGIN + "/new");
        String hide = ", {\"selector\": \"h1\", \"do\": \"hide\"}";
        assertThat(fields(refused("redirects-alone", splitting(there, hide), 400)))
                .containsExactly("/variants/1/changes");
        assertThat(fields(refused("redirects-alone", splitting(there, ", " + there), 400)))
                .containsExactly("/variants/1/changes");
        assertThat(fields(refused("redirects-alone", splitting(there.replace("{", "{\"selector\": \"h1\", ")), 400)))
                .containsExactly("/variants/1/changes/0/selector");
    }

    @Test
    void browsersLearnWhereToAndWhichHostsAreTheSites() {
        JsonNode site = Candor.vocabulary("redirects-ruleset", ORIGIN);
        Candor.start("redirects-ruleset", splitting(redirect(ORIGIN + "/new?layout=b")));
        JsonNode ruleset = json(page(ORIGIN)
                .get("/v1/sites/" + site.get("siteKey").asText() + "/ruleset")
                .then()
                .statusCode(200));
        assertThat(ruleset.get("hosts").toString()).isEqualTo("[\"redirects.example\"]");
        assertThat(ruleset.at("/experiments/0/variants/1/changes").toString())
                .isEqualTo("[{\"do\":\"redirect\",\"value\":\"" + ORIGIN + "/new?layout=b\"}]");
    }

    @Test
    void hostsAreNotToldWhereNobodyIsLed() {
        JsonNode site = Candor.shop("redirects-none", ORIGIN);
        assertThat(json(page(ORIGIN)
                                .get("/v1/sites/" + site.get("siteKey").asText() + "/ruleset")
                                .then())
                        .has("hosts"))
                .isFalse();
    }

    /** An enum is compared with its values, as soon as it is saved. */
    @Test
    void operatorsFitTheTypesOfTheSitesAttributes() {
        Candor.vocabulary("redirects-types", ORIGIN);
        String swimming =
                experiment("welcome", 5_000, 5_000).replace("\"value\": \"running\"}", "\"value\": \"swimming\"}");
        assertThat(fields(refused("redirects-types", swimming, 422)))
                .containsExactly("/variants/1/experiences/0/when/value");
    }
}
