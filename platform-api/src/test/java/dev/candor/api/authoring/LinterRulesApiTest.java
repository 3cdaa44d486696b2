package dev.candor.api.authoring;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule of the linter by HTTP: what breaks it is told at the save and stops the start, what is close by passes both. */
@QuarkusTest
class LinterRulesApiTest {

    private static final String PAYLOAD = "\"payload\": {\"hero\": \"running\"}";
    private static final String WHEN = "{\"attribute\": \"interest\", \"op\": \"is\", \"value\": \"running\"}";

    /**
     * @param replaced what of the experiment is replaced
     * @param breaking by what breaks the rule, and by what is close by and does not
     */
    private record Rule(String code, String replaced, String breaking, String passing) {}

    private static Rule copy(String code, String breaking, String passing) {
        return new Rule(
                code, "\"hero\": \"running\"", "\"hero\": \"" + breaking + "\"", "\"hero\": \"" + passing + "\"");
    }

    private static Rule content(String code, String breaking, String passing) {
        return new Rule(code, PAYLOAD, breaking, passing);
    }

    private static String link(String attribute, String value) {
        return text(
                "\"changes\": [{\"selector\": \"a\", \"do\": \"attr\", \"attribute\": \"%s\", \"value\": \"%s\"}]",
                attribute, value);
    }

    private static String change(String selector) {
        return text("\"changes\": [{\"selector\": \"%s\", \"do\": \"text\", \"value\": \"For runners\"}]", selector);
    }

    private static String all(String... attributes) {
        return "{\"all\": ["
                + String.join(
                        ",",
                        java.util.Arrays.stream(attributes)
                                .map(key ->
                                        text("{\"attribute\": \"%s\", \"op\": \"is\", \"value\": \"running\"}", key))
                                .toList())
                + "]}";
    }

    private static final List<Rule> RULES = List.of(
            content(
                    "creepy.aggressive",
                    "\"payload\": {\"popup\": \"Hello\", \"delaySeconds\": 9.9}",
                    "\"payload\": {\"popup\": \"Hello\", \"delaySeconds\": 10}"),
            content(
                    "creepy.aggressive",
                    "\"payload\": {\"trigger\": \"exit-intent\"}",
                    "\"payload\": {\"trigger\": \"click\"}"),
            content("creepy.title", change("title"), change("h1")),
            content("creepy.address", link("href", "/a?interest=running"), link("href", "/a?from=welcome")),
            content(
                    "creepy.outbound",
                    "\"payload\": {\"sendSms\": \"Hello\"}",
                    "\"payload\": {\"button\": \"Push the pedals\"}"),
            copy("creepy.personal_text", "Call {{phone}}", "Call us"),
            copy("creepy.location", "Shops near you", "Shops in every town"),
            copy("creepy.search_history", "Because you searched for shoes", "Search our shoes"),
            copy("creepy.browsing_history", "You recently viewed these", "View the collection"),
            copy("creepy.social", "Your friends bought this", "Bring a friend"),
            copy("creepy.third_party", "As seen on other sites you visit", "As seen in our magazine"),
            copy("creepy.sensitive", "For your pregnancy", "For your next race"),
            copy("creepy.inferred", "We think you would love these", "You told us you like running"),
            copy("needs_approval.price", "20% off for runners", "Our prized shoes"),
            copy("needs_approval.eligibility", "Your loan is ready", "Your shoes are ready"),
            new Rule(
                    "creepy.exact",
                    WHEN,
                    "{\"attribute\": \"age\", \"op\": \"is\", \"value\": 34}",
                    "{\"attribute\": \"age\", \"op\": \"ge\", \"value\": 30}"),
            new Rule(
                    "creepy.profile",
                    WHEN,
                    all("interest", "level", "colour", "surface"),
                    all("interest", "level", "colour")),
            new Rule("creepy.location", WHEN, all("home_city"), all("country")));

    @Test
    void eachIsToldAtTheSaveAndStopsTheStartAndItsNeighbourPasses() {
        String site = "lint-rules";
        Candor.vocabulary(site, "https://lint-rules.example");
        for (String key : List.of("level", "colour", "surface", "home_city", "country")) {
            Candor.attribute(site, key);
        }
        admin().body("""
                {"type": "number", "texts": {"en": {"label": "How old are you?", "whyWeAsk": "To fit the shoe.",
                 "whyYouWouldAgree": "It lasts longer.", "whatYouGet": "A fitting shoe.", "recipients": "Nobody."}}}
                """)
                .put("/api/v1/sites/" + site + "/attributes/age")
                .then()
                .statusCode(200);
        for (int i = 0; i < RULES.size(); i++) {
            Rule rule = RULES.get(i);
            String key = "rule-" + i;
            String right = Candor.experiment(key, 5000, 5000);
            assertThat(right).contains(rule.replaced());

            JsonNode kept = json(create(site, right.replace(rule.replaced(), rule.breaking()))
                    .then()
                    .statusCode(201));
            assertThat(codes(kept)).as("%s", rule).contains(rule.code());
            JsonNode refused = json(step(site, key).then().statusCode(422));
            assertThat(refused.get("errors")
                            .valueStream()
                            .map(e -> e.get("message").asText()))
                    .as("%s", rule)
                    .anyMatch(message -> message.startsWith(rule.code() + ": ") && message.length() > 30);

            JsonNode passing = json(admin().header(
                            "If-Match", text("\"%d\"", kept.get("revision").asInt()))
                    .body(right.replace(rule.replaced(), rule.passing()))
                    .put("/api/v1/sites/" + site + "/experiments/" + key)
                    .then()
                    .statusCode(200));
            assertThat(codes(passing)).as("%s", rule).isEmpty();
            step(site, key).then().statusCode(200);
        }
    }

    private static List<String> codes(JsonNode experiment) {
        return experiment
                .get("findings")
                .valueStream()
                .filter(finding -> finding.get("severity").asText().equals("error"))
                .map(finding -> finding.get("code").asText())
                .toList();
    }

    private static Response create(String site, String body) {
        return admin().body(body).post("/api/v1/sites/" + site + "/experiments");
    }

    private static Response step(String site, String key) {
        return admin().post("/api/v1/sites/" + site + "/experiments/" + key + "/start");
    }
}
