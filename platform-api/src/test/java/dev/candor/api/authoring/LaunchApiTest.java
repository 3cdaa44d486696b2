package dev.candor.api.authoring;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.experiment;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.database.Database;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands before a start: templates, the checklist, and somebody else's approval. */
@QuarkusTest
class LaunchApiTest {

    private static final String ORIGIN = "https://launch.example";
    private static final String APPROVAL = "candor.approval.required";

    @Inject
    Database database;

    @AfterEach
    void nobodyHasToApprove() {
        System.clearProperty(APPROVAL);
    }

    private static String path(String site) {
        return "/api/v1/sites/" + site + "/experiments";
    }

    private static Response create(String site, String body) {
        return admin().body(body).post(path(site));
    }

    private static Map<String, String> checks(String path) {
        Map<String, String> checks = new HashMap<>();
        for (JsonNode item :
                json(admin().get(path + "/checklist").then().statusCode(200)).get("items")) {
            checks.merge(item.get("check").asText(), item.get("status").asText(), (a, b) -> a);
        }
        return checks;
    }

    private static List<String> fields(JsonNode problem) {
        List<String> fields = new ArrayList<>();
        problem.get("errors").forEach(error -> fields.add(error.get("field").asText()));
        return fields;
    }

    @Test
    void everyTemplateSaysInBothLanguagesWhatItIsFor() {
        JsonNode items =
                json(admin().get("/api/v1/templates").then().statusCode(200)).get("items");
        assertThat(items.valueStream().map(item -> item.get("key").asText()))
                .containsExactly(
                        "ab",
                        "split-url",
                        "feature-flag",
                        "personalization",
                        "personalized-explained",
                        "data-dose",
                        "aa");
        for (JsonNode item : items) {
            for (String texts : List.of("names", "purposes")) {
                assertThat(item.at("/" + texts + "/en").asText()).isNotBlank();
                assertThat(item.at("/" + texts + "/ja").asText()).isNotBlank();
            }
        }
    }

    @Test
    void everyTemplateMakesADraftThatStartsWhenAPersonHasFilledIt() {
        Candor.vocabulary("launch-templates", ORIGIN);
        String path = path("launch-templates");
        for (JsonNode template : json(admin().get("/api/v1/templates").then()).get("items")) {
            String key = template.get("key").asText();
            JsonNode draft = json(admin().body(text("{\"key\": \"%s\", \"name\": \"From %s\"}", key, key))
                    .post(path + "?template=" + key)
                    .then()
                    .statusCode(201));
            assertThat(draft.get("status").asText()).isEqualTo("draft");
            assertThat(draft.get("question").asText()).isNotBlank();
            assertThat(checks(path + "/" + key))
                    .as(key)
                    .containsEntry("primary_metric", "fail")
                    .containsEntry("definition", "pass")
                    .containsEntry("creepy", "pass");
            Response filled = admin().header(
                            "If-Match", text("\"%d\"", draft.get("revision").asInt()))
                    .body(filled((ObjectNode) draft).toString())
                    .put(path + "/" + key);
            assertThat(filled.statusCode()).as(filled.asString()).isEqualTo(200);
            Response started = admin().post(path + "/" + key + "/start");
            assertThat(started.statusCode()).as(key + started.asString()).isEqualTo(200);
        }
    }

    /** The draft with the primary metric and the reasons, which only a person knows. */
    private static ObjectNode filled(ObjectNode draft) {
        draft.remove(List.of(
                "status", "revision", "phases", "createdAt", "startedAt", "stoppedAt", "amendments", "findings"));
        ((ObjectNode) draft.get("plan")).remove("sha256");
        ((ArrayNode) draft.get("metrics")).addObject().put("metric", "purchase").put("role", "primary");
        for (JsonNode why : draft.findValues("why")) {
            ((ObjectNode) why).put("en", "You told us that you like running.");
        }
        return draft;
    }

    @Test
    void theBodyStandsInPlaceOfTheTemplates() {
        Candor.vocabulary("launch-own", ORIGIN);
        JsonNode draft = json(admin().body("""
                {"key": "mine", "name": "Mine", "question": "Mine?", "trafficShare": 500}""")
                .post(path("launch-own") + "?template=aa")
                .then()
                .statusCode(201));
        assertThat(draft.get("question").asText()).isEqualTo("Mine?");
        assertThat(draft.get("trafficShare").asInt()).isEqualTo(500);
        assertThat(draft.get("variants")).hasSize(2);
    }

    @Test
    void aTemplateWantsKeyAndNameAndMustBeKnown() {
        Candor.vocabulary("launch-wrong", ORIGIN);
        assertThat(fields(json(admin().body("{\"colour\": 1}")
                        .post(path("launch-wrong") + "?template=aa")
                        .then()
                        .statusCode(400))))
                .containsExactlyInAnyOrder("/key", "/name", "/colour");
        assertThat(fields(json(admin().body("{\"key\": \"a\", \"name\": \"A\"}")
                        .post(path("launch-wrong") + "?template=magic")
                        .then()
                        .statusCode(400))))
                .containsExactly("template");
    }

    @Test
    void aTemplateSpeaksTheSitesLanguage() {
        admin().body(text("""
                {"key": "launch-ja", "name": "Shop", "origins": ["%s"], "timeZone": "Asia/Tokyo", "locale": "ja"}
                """, ORIGIN)).post("/api/v1/sites").then().statusCode(201);
        JsonNode draft = json(admin().body("{\"key\": \"aa\", \"name\": \"AA\"}")
                .post(path("launch-ja") + "?template=aa")
                .then()
                .statusCode(201));
        assertThat(draft.get("question").asText()).startsWith("計測は");
    }

    @Test
    void theChecklistAndTheRefusalSayTheSame() {
        Candor.site("launch-check", ORIGIN);
        create("launch-check", experiment("welcome", 5000, 5000)).then().statusCode(201);
        String path = path("launch-check") + "/welcome";
        JsonNode checklist = json(admin().get(path + "/checklist").then().statusCode(200));
        assertThat(checklist.get("mayStart").asBoolean()).isFalse();
        List<String> failing = new ArrayList<>();
        for (JsonNode item : checklist.get("items")) {
            if (item.get("status").asText().equals("fail")) {
                failing.add(
                        item.get("field").asText() + " " + item.get("message").asText());
            }
        }
        List<String> reasons = new ArrayList<>();
        json(admin().post(path + "/start").then().statusCode(422))
                .get("errors")
                .forEach(error -> reasons.add(
                        error.get("field").asText() + " " + error.get("message").asText()));
        assertThat(reasons).isNotEmpty().containsExactlyElementsOf(failing);
    }

    @Test
    void onlyADraftHasAChecklist() {
        Candor.shop("launch-running", ORIGIN);
        admin().get(path("launch-running") + "/welcome/checklist").then().statusCode(409);
        admin().get(path("launch-running") + "/nothing/checklist").then().statusCode(404);
    }

    @Test
    void expectedTrafficDecidesWhetherThePlanCanBeReached() {
        Candor.vocabulary("launch-size", ORIGIN);
        String plan = "\"maximumVisitors\": 60000, \"expectedDailyVisitors\": %d";
        for (int daily : new int[] {333, 334}) {
            String key = "daily-" + daily;
            create("launch-size", experiment(key, 5000, 5000).replace("\"maximumVisitors\": 60000", text(plan, daily)))
                    .then()
                    .statusCode(201);
            // The site keeps events for 180 days: 60,000 visitors are 333.3 a day.
            assertThat(checks(path("launch-size") + "/" + key))
                    .containsEntry("planned_size", daily == 333 ? "fail" : "warn");
        }
    }

    @Test
    void measuredTrafficAndMetricsAreUsedWhereNothingIsSaid() {
        Candor.shop("launch-measured", ORIGIN);
        String older = "welcome";
        create("launch-measured", experiment("next", 5000, 5000)).then().statusCode(201);
        String next = path("launch-measured") + "/next";
        assertThat(message(next)).contains("nobody knows how many visitors come a day");
        // As if the first experiment had counted 4 % of 20,000 visitors in ten days.
        database.query(handle -> {
            handle.execute(
                    "update experiment set started_at = now() - interval '10 days'"
                            + " where key = ? and site_id = (select id from site where key = 'launch-measured')",
                    older);
            handle.execute(
                    "insert into variant_total (experiment_id, variant, visitors, quarantined)"
                            + " select id, 'plain', 20000, 0 from experiment where key = ?"
                            + " and site_id = (select id from site where key = 'launch-measured')",
                    older);
            return handle.execute(
                    "insert into sufficient_statistics (experiment_id, variant, metric, units, sum_y, sum_yy,"
                            + " sum_d, sum_dd, sum_yd, sum_x, sum_xx, sum_xy)"
                            + " select id, 'plain', 'purchase', 20000, 800000000, 800000000000000, 0, 0, 0, 0, 0, 0"
                            + " from experiment where key = ?"
                            + " and site_id = (select id from site where key = 'launch-measured')",
                    older);
        });
        // 2,000 a day reach 60,000; but 1 % of 4 % would take millions: n = (1.96 + 0.84)² 2 · 0.0384 / 0.0004² a
        // variant.
        assertThat(message(next)).startsWith("60,000 visitors are few").contains("about 7,5");
    }

    private static String message(String path) {
        for (JsonNode item : json(admin().get(path + "/checklist").then()).get("items")) {
            if (item.get("check").asText().equals("planned_size")) {
                return item.get("message").asText();
            }
        }
        throw new AssertionError("no such check");
    }

    private static RequestSpecification editor(String name) {
        String token = json(admin().body(text("{\"name\": \"%s\", \"role\": \"editor\"}", name))
                        .post("/api/v1/tokens")
                        .then()
                        .statusCode(201))
                .get("token")
                .asText();
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    @Test
    void withApprovalSomebodyElseStarts() {
        Candor.vocabulary("launch-approval", ORIGIN);
        RequestSpecification author = editor("approval_author");
        RequestSpecification other = editor("approval_other");
        author.body(experiment("welcome", 5000, 5000))
                .post(path("launch-approval"))
                .then()
                .statusCode(201);
        String path = path("launch-approval") + "/welcome";
        assertThat(checks(path)).containsEntry("approval", "pass");
        System.setProperty(APPROVAL, "true");
        assertThat(checks(path)).containsEntry("approval", "warn");
        JsonNode refused = json(author.post(path + "/start").then().statusCode(403));
        assertThat(refused.get("type").asText()).isEqualTo("/problems/approval-required");
        assertThat(refused.get("detail").asText())
                .isEqualTo("token:approval_author edited this draft last,"
                        + " so another editor must look at it and start it");
        other.post(path + "/start").then().statusCode(200);
    }

    @Test
    void whoEditedLastIsTheAuthor() {
        Candor.vocabulary("launch-last", ORIGIN);
        RequestSpecification first = editor("last_first");
        first.body(experiment("welcome", 5000, 5000))
                .post(path("launch-last"))
                .then()
                .statusCode(201);
        String path = path("launch-last") + "/welcome";
        admin().header("If-Match", admin().get(path).getHeader("ETag"))
                .body(experiment("welcome", 4000, 6000))
                .put(path)
                .then()
                .statusCode(200);
        System.setProperty(APPROVAL, "true");
        admin().post(path + "/start").then().statusCode(403);
        first.post(path + "/start").then().statusCode(200);
    }

    @Test
    void withoutApprovalTheAuthorStarts() {
        Candor.shop("launch-alone", ORIGIN);
        assertThat(json(admin().get(path("launch-alone") + "/welcome").then())
                        .get("status")
                        .asText())
                .isEqualTo("running");
    }

    @Test
    void sensitiveAttributesAreNotRegistered() {
        Candor.site("launch-sensitive", ORIGIN);
        String body = """
                {"type": "enum", "values": ["running", "%s"], "texts": {"en": {"label": "a", "whyWeAsk": "b",
                 "whyYouWouldAgree": "c", "whatYouGet": "d", "recipients": "e"}}}""";
        String attributes = "/api/v1/sites/launch-sensitive/attributes/";
        admin().body(text(body, "hiking")).put(attributes + "religion").then().statusCode(422);
        admin().body(text(body, "妊娠")).put(attributes + "interest").then().statusCode(422);
        admin().body(text(body, "hiking")).put(attributes + "interest").then().statusCode(200);
    }
}
