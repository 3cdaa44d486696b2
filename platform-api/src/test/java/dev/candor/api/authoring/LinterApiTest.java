package dev.candor.api.authoring;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.experiment;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the linter says at every save, and whom an administrator's reason lets pass. */
@QuarkusTest
class LinterApiTest {

    private static final String ORIGIN = "https://lint.example";
    private static final String PAYLOAD = "/variants/1/experiences/0/payload";
    private static final String WHEN = "/variants/1/experiences/0/when";

    private static Response create(String site, String body) {
        return admin().body(body).post("/api/v1/sites/" + site + "/experiments");
    }

    private static Response override(String site, String code, String field, String reason) {
        return admin().body(text("{\"code\": \"%s\", \"field\": \"%s\", \"reason\": \"%s\"}", code, field, reason))
                .post("/api/v1/sites/" + site + "/experiments/welcome/overrides");
    }

    private static Response start(String site) {
        return admin().post("/api/v1/sites/" + site + "/experiments/welcome/start");
    }

    private static String saying(String copy) {
        return experiment("welcome", 5000, 5000).replace("\"hero\": \"running\"", "\"hero\": \"" + copy + "\"");
    }

    private static List<String> codes(JsonNode answer) {
        return answer.get("findings")
                .valueStream()
                .map(finding -> finding.get("severity").asText() + " "
                        + finding.get("code").asText() + " "
                        + finding.get("field").asText())
                .toList();
    }

    @Test
    void aCreepyDraftIsKeptAndSaysWhatIsWrongAtEverySave() {
        Candor.vocabulary("lint-save", ORIGIN);
        JsonNode fine = json(
                create("lint-save", experiment("welcome", 5000, 5000)).then().statusCode(201));
        assertThat(fine.get("findings")).isEmpty();
        JsonNode creepy = json(
                admin().header("If-Match", text("\"%d\"", fine.get("revision").asInt()))
                        .body(saying("Because you searched for shoes"))
                        .put("/api/v1/sites/lint-save/experiments/welcome")
                        .then()
                        .statusCode(200));
        assertThat(codes(creepy)).containsExactly("error creepy.search_history " + PAYLOAD);
        assertThat(codes(json(admin().get("/api/v1/sites/lint-save/experiments/welcome")
                        .then())))
                .containsExactly("error creepy.search_history " + PAYLOAD);
        start("lint-save").then().statusCode(422);
    }

    @Test
    void anAdministratorsReasonLetsThatFindingPassAndNoOther() {
        Candor.vocabulary("lint-pass", ORIGIN);
        create("lint-pass", saying("Because you searched for shoes near you"))
                .then()
                .statusCode(201);
        override("lint-pass", "creepy.search_history", PAYLOAD, "The copy quotes the visitor's own answer.")
                .then()
                .statusCode(200);
        JsonNode refused = json(start("lint-pass").then().statusCode(422));
        assertThat(refused.get("errors").valueStream().map(e -> e.get("message").asText()))
                .hasSize(1)
                .allMatch(message -> message.startsWith("creepy.location: "));
        override("lint-pass", "creepy.location", PAYLOAD, "It names a shoe called Near You.")
                .then()
                .statusCode(200);
        start("lint-pass").then().statusCode(200);
        JsonNode results = json(admin().get("/api/v1/sites/lint-pass/experiments/welcome/results")
                .then()
                .statusCode(200));
        assertThat(results.get("overrides")
                        .valueStream()
                        .map(o -> o.get("reason").asText()))
                .containsExactly("The copy quotes the visitor's own answer.", "It names a shoe called Near You.");
        assertThat(admin().get("/api/v1/audit").asString())
                .contains("experiment.override", "The copy quotes the visitor's own answer.");
    }

    @Test
    void onlyAnAdministratorOverridesOnlyWhatWasFoundAndOnlyWithAReason() {
        Candor.vocabulary("lint-who", ORIGIN);
        create("lint-who", saying("Because you searched for shoes")).then().statusCode(201);
        String editor = json(admin().body("{\"name\": \"lint_editor\", \"role\": \"editor\"}")
                        .post("/api/v1/tokens")
                        .then()
                        .statusCode(201))
                .get("token")
                .asText();
        given().header("Authorization", "Bearer " + editor)
                .contentType("application/json")
                .body(text("{\"code\": \"creepy.search_history\", \"field\": \"%s\", \"reason\": \"Mine.\"}", PAYLOAD))
                .post("/api/v1/sites/lint-who/experiments/welcome/overrides")
                .then()
                .statusCode(403);
        override("lint-who", "creepy.search_history", PAYLOAD, "").then().statusCode(400);
        override("lint-who", "creepy.social", PAYLOAD, "Not there.").then().statusCode(422);
        start("lint-who").then().statusCode(422);
    }

    @Test
    void whatIsSensitiveIsNeitherKeptNorOverridden() {
        Candor.vocabulary("lint-sensitive", ORIGIN);
        for (String word : List.of("pregnant", "health_condition", "religion")) {
            String body = experiment("welcome", 5000, 5000)
                    .replace("\"attribute\": \"interest\"", "\"attribute\": \"" + word + "\"");
            JsonNode refused = json(create("lint-sensitive", body).then().statusCode(422));
            assertThat(refused.at("/errors/0/field").asText()).isEqualTo(WHEN);
            assertThat(refused.at("/errors/0/message").asText()).contains("never used");
        }
        String value = experiment("welcome", 5000, 5000).replace("\"value\": \"running\"", "\"value\": \"妊娠\"");
        create("lint-sensitive", value).then().statusCode(422);
        admin().get("/api/v1/sites/lint-sensitive/experiments/welcome").then().statusCode(404);
    }

    @Test
    void targetsThatFollowVisitorsAreRefusedByTheirCode() {
        Candor.vocabulary("lint-targets", ORIGIN);
        for (String field :
                List.of("query.gclid", "query.fbclid", "query.msclkid", "query.q", "referrerQuery", "searchTerms")) {
            assertThat(audience(field)).as(field).contains("creepy.search_history");
        }
        for (String field : List.of("geo.city", "geolocation", "gps", "postcode")) {
            assertThat(audience(field)).as(field).contains("creepy.location");
        }
        String fine = experiment("fine", 5000, 5000)
                .replace(
                        "\"trafficShare\"",
                        "\"audience\": {\"context\": \"query.utm_source\", \"op\": \"is\", \"value\": \"letter\"}, \"trafficShare\"");
        create("lint-targets", fine).then().statusCode(201);
    }

    private static String audience(String field) {
        String body = experiment("welcome", 5000, 5000)
                .replace(
                        "\"trafficShare\"",
                        "\"audience\": {\"context\": \"" + field
                                + "\", \"op\": \"is\", \"value\": \"x\"}, \"trafficShare\"");
        return create("lint-targets", body).then().statusCode(422).extract().asString();
    }

    @Test
    void whatWasObservedTakesAnAdministratorsReason() {
        Candor.vocabulary("lint-observed", ORIGIN);
        admin().body("""
                {"type": "enum", "values": ["running", "hiking"], "provenance": "observed_here", "retentionDays": 30,
                 "texts": {"en": {"label": "Interest", "whyWeAsk": "To greet you with what you like.",
                 "whyYouWouldAgree": "You see fewer things that you do not need.", "whatYouGet": "A fitting page.",
                 "recipients": "Nobody but this shop."}}}
                """)
                .put("/api/v1/sites/lint-observed/attributes/interest")
                .then()
                .statusCode(200);
        JsonNode draft = json(create("lint-observed", experiment("welcome", 5000, 5000))
                .then()
                .statusCode(201));
        assertThat(codes(draft)).containsExactly("error provenance_forbidden " + WHEN);
        start("lint-observed").then().statusCode(422);
        override("lint-observed", "provenance_forbidden", WHEN, "A shelf that the visitor opened on this page.")
                .then()
                .statusCode(200);
        start("lint-observed").then().statusCode(200);
    }

    @Test
    void aPriceTakesAPersonsApproval() {
        Candor.vocabulary("lint-price", ORIGIN);
        create("lint-price", saying("20% off for runners")).then().statusCode(201);
        start("lint-price").then().statusCode(422);
        override("lint-price", "needs_approval.price", PAYLOAD, "Everybody may have this offer in the shop.")
                .then()
                .statusCode(200);
        start("lint-price").then().statusCode(200);
    }
}
