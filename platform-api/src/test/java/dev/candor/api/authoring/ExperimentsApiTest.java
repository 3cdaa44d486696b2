package dev.candor.api.authoring;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.experiment;
import static dev.candor.api.journeys.Candor.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writing, starting and ending experiments over HTTP, and what is refused on the way. */
@QuarkusTest
class ExperimentsApiTest {

    private static final String ORIGIN = "https://authoring.example";

    private static String path(String site) {
        return "/api/v1/sites/" + site + "/experiments";
    }

    /** A site with this draft in it; returns the path of the draft. */
    private static String draft(String site) {
        Candor.vocabulary(site, ORIGIN);
        create(site, experiment("welcome", 5000, 5000)).statusCode(201);
        return path(site) + "/welcome";
    }

    private static String running(String site) {
        Candor.shop(site, ORIGIN);
        return path(site) + "/welcome";
    }

    private static ValidatableResponse create(String site, String body) {
        return admin().body(body).post(path(site)).then();
    }

    private static ValidatableResponse step(String path, String step) {
        return admin().post(path + "/" + step).then();
    }

    private static String tag(String path) {
        return admin().get(path).getHeader("ETag");
    }

    private static JsonNode problem(ValidatableResponse response, int status) {
        return json(response.statusCode(status).contentType("application/problem+json"));
    }

    private static List<String> fields(JsonNode problem) {
        List<String> fields = new ArrayList<>();
        problem.get("errors").forEach(error -> fields.add(error.get("field").asText()));
        return fields;
    }

    @Test
    void creationSaysWhereTheDraftIsAndAtWhichRevision() {
        Candor.vocabulary("authoring-create", ORIGIN);
        Response created = admin().body(experiment("welcome", 5000, 5000)).post(path("authoring-create"));
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.getHeader("Location")).endsWith(path("authoring-create") + "/welcome");
        assertThat(created.getHeader("ETag")).isEqualTo(tag(path("authoring-create") + "/welcome"));
        assertThat(Candor.tree(created.asString()).get("status").asText()).isEqualTo("draft");
    }

    @Test
    void keyIsTakenOnce() {
        draft("authoring-twice");
        problem(create("authoring-twice", experiment("welcome", 5000, 5000)), 409);
    }

    @Test
    void editNeedsTheRevisionThatItWasMadeFrom() {
        String path = draft("authoring-if-match");
        String body = experiment("welcome", 4000, 6000);
        problem(admin().body(body).put(path).then(), 428);
        problem(admin().delete(path).then(), 428);
        for (String stale : List.of("\"999999\"", "\"nonsense\"", "W/\"1\"", "\"\"")) {
            problem(admin().header("If-Match", stale).body(body).put(path).then(), 412);
            problem(admin().header("If-Match", stale).delete(path).then(), 412);
        }
        String tag = tag(path);
        JsonNode replaced =
                json(admin().header("If-Match", tag).body(body).put(path).then().statusCode(200));
        assertThat(replaced.at("/variants/0/weight").asInt()).isEqualTo(4000);
        problem(admin().header("If-Match", tag).body(body).put(path).then(), 412);
    }

    @Test
    void keyOfTheBodyIsTheKeyOfTheAddress() {
        String path = draft("authoring-key");
        problem(
                admin().header("If-Match", tag(path))
                        .body(experiment("another", 5000, 5000))
                        .put(path)
                        .then(),
                400);
    }

    @Test
    void onlyADraftIsReplacedOrDeleted() {
        String path = running("authoring-sealed");
        problem(
                admin().header("If-Match", tag(path))
                        .body(experiment("welcome", 5000, 5000))
                        .put(path)
                        .then(),
                409);
        problem(admin().header("If-Match", tag(path)).delete(path).then(), 409);
    }

    @Test
    void draftIsDeleted() {
        String path = draft("authoring-delete");
        admin().header("If-Match", tag(path)).delete(path).then().statusCode(204);
        problem(admin().get(path).then(), 404);
        create("authoring-delete", experiment("welcome", 5000, 5000)).statusCode(201);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        String path = path("authoring-unheard-of");
        problem(admin().get(path).then(), 404);
        problem(create("authoring-unheard-of", experiment("welcome", 5000, 5000)), 404);
        Candor.site("authoring-empty", ORIGIN);
        problem(admin().get(path("authoring-empty") + "/welcome").then(), 404);
        problem(step(path("authoring-empty") + "/welcome", "start"), 404);
        problem(step(path("authoring-empty") + "/welcome", "explode"), 404);
    }

    @Test
    void unknownFieldsAreNamedAllAtOnce() {
        Candor.vocabulary("authoring-unknown", ORIGIN);
        String body = experiment("welcome", 5000, 5000)
                .replace("\"hypothesis\"", "\"hypotesis\"")
                .replaceFirst("\"weight\"", "\"colour\": 1, \"weight\"");
        assertThat(fields(problem(create("authoring-unknown", body), 400)))
                .containsExactlyInAnyOrder("/hypotesis", "/variants/0/colour");
    }

    @Test
    void whatIsNotJsonIsSaidToBeSo() {
        Candor.vocabulary("authoring-json", ORIGIN);
        for (String body : List.of("{", "[]", "{} {}", "{\"key\": 1, \"key\": 2}")) {
            problem(create("authoring-json", body), 400);
        }
        problem(admin().post(path("authoring-json")).then(), 400);
    }

    @Test
    void weightsAddUpToTenThousand() {
        Candor.vocabulary("authoring-weights", ORIGIN);
        for (int rest : new int[] {4999, 5001}) {
            JsonNode problem = problem(create("authoring-weights", experiment("welcome", 5000, rest)), 422);
            assertThat(problem.at("/errors/0/message").asText())
                    .isEqualTo("weights add up to " + (5000 + rest) + ", not 10000");
        }
        create("authoring-weights", experiment("welcome", 5000, 5000)).statusCode(201);
    }

    @Test
    void draftThatMayNotStartHearsEveryReason() {
        Candor.site("authoring-start", ORIGIN);
        String bare = experiment("welcome", 5000, 5000)
                .replace("Does greeting by interest sell more?", "")
                .replace("\"trust\", \"margin\": {\"absolute\": 0.005}", "\"guardrail\"")
                .replace(", \"practicalEquivalence\": {\"relative\": 0.01}, \"maximumVisitors\": 60000", "")
                .replace("\"why\": {\"en\"", "\"why\": {\"de\"");
        create("authoring-start", bare).statusCode(201);
        JsonNode problem = problem(step(path("authoring-start") + "/welcome", "start"), 422);
        assertThat(fields(problem))
                .containsExactlyInAnyOrder(
                        "/question",
                        "/metrics/0/metric",
                        "/metrics/1/metric",
                        "/metrics/2/margin",
                        "/plan/practicalEquivalence",
                        "/plan/maximumVisitors",
                        "/variants/1/experiences/0/why/en",
                        "/variants/1/experiences/0/when");
        assertThat(json(admin().get(path("authoring-start") + "/welcome").then())
                        .get("status")
                        .asText())
                .isEqualTo("draft");
    }

    @Test
    void fullLayerHasNoRoomForAnother() {
        Candor.vocabulary("authoring-layer", ORIGIN);
        String whole =
                experiment("welcome", 5000, 5000).replace("\"trafficShare\"", "\"layer\": \"home\", \"trafficShare\"");
        Candor.start("authoring-layer", whole);
        create("authoring-layer", whole.replace("welcome", "other")).statusCode(201);
        assertThat(fields(problem(step(path("authoring-layer") + "/other", "start"), 422)))
                .containsExactly("/trafficShare");
        step(path("authoring-layer") + "/welcome", "stop").statusCode(200);
        step(path("authoring-layer") + "/other", "start").statusCode(200);
    }

    @Test
    void startSealsThePlan() {
        String path = draft("authoring-seal");
        assertThat(json(admin().get(path).then()).at("/plan/sha256").isNull()).isTrue();
        JsonNode started = json(step(path, "start").statusCode(200));
        assertThat(started.at("/plan/sha256").asText()).matches("[0-9a-f]{64}");
        JsonNode paused = json(step(path, "pause").statusCode(200));
        assertThat(paused.at("/plan/sha256")).isEqualTo(started.at("/plan/sha256"));
    }

    @Test
    void lifeHasOneOrder() {
        String path = draft("authoring-steps");
        impossible(path, "pause", "resume", "stop");
        assertThat(status(step(path, "start"))).isEqualTo("running");
        impossible(path, "start", "resume", "archive");
        assertThat(status(step(path, "pause"))).isEqualTo("paused");
        impossible(path, "start", "pause", "archive");
        assertThat(status(step(path, "resume"))).isEqualTo("running");
        assertThat(status(step(path, "stop"))).isEqualTo("stopped");
        impossible(path, "start", "pause", "resume", "stop");
        assertThat(status(step(path, "archive"))).isEqualTo("archived");
        impossible(path, "start", "pause", "resume", "stop", "archive");
    }

    private static void impossible(String path, String... steps) {
        for (String step : steps) {
            assertThat(problem(step(path, step), 409).get("detail").asText()).contains("it must be");
        }
    }

    private static String status(ValidatableResponse response) {
        return json(response.statusCode(200)).get("status").asText();
    }

    @Test
    void startInTheFutureWaits() {
        Candor.vocabulary("authoring-later", ORIGIN);
        Candor.start(
                "authoring-later",
                experiment("welcome", 5000, 5000)
                        .replace("\"trafficShare\"", "\"startsAt\": \"2999-01-01T00:00:00Z\", \"trafficShare\""));
        assertThat(json(admin().get(path("authoring-later") + "/welcome").then())
                        .get("status")
                        .asText())
                .isEqualTo("scheduled");
    }

    @Test
    void rampIsRecordedAsAnAmendment() {
        String path = running("authoring-ramp");
        problem(
                admin().body("{\"trafficShare\": 5000}")
                        .patch(path + "/traffic")
                        .then(),
                428);
        JsonNode ramped = json(admin().header("If-Match", tag(path))
                .body("{\"trafficShare\": 5000}")
                .patch(path + "/traffic")
                .then()
                .statusCode(200));
        assertThat(ramped.get("trafficShare").asInt()).isEqualTo(5000);
        JsonNode amendment = ramped.at("/amendments/0");
        assertThat(amendment.get("what").asText()).isEqualTo("trafficShare");
        assertThat(amendment.get("actor").asText()).isEqualTo("token:bootstrap");
        assertThat(amendment.at("/detail/from").asInt()).isEqualTo(10000);
        assertThat(amendment.at("/detail/to").asInt()).isEqualTo(5000);
    }

    @Test
    void rampTakesOneToTenThousand() {
        String path = running("authoring-ramp-ends");
        for (String share : List.of("0", "10001", "-1", "0.5", "null")) {
            problem(
                    admin().header("If-Match", tag(path))
                            .body("{\"trafficShare\": " + share + "}")
                            .patch(path + "/traffic")
                            .then(),
                    400);
        }
        for (String share : List.of("1", "10000")) {
            admin().header("If-Match", tag(path))
                    .body("{\"trafficShare\": " + share + "}")
                    .patch(path + "/traffic")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void draftIsNotRamped() {
        String path = draft("authoring-ramp-draft");
        problem(
                admin().header("If-Match", tag(path))
                        .body("{\"trafficShare\": 5000}")
                        .patch(path + "/traffic")
                        .then(),
                409);
    }

    @Test
    void listIsReadPageByPage() {
        Candor.vocabulary("authoring-list", ORIGIN);
        for (int i = 0; i < 5; i++) {
            create("authoring-list", experiment("number-" + i, 5000, 5000)).statusCode(201);
        }
        List<String> keys = new ArrayList<>();
        String cursor = "";
        List<Integer> sizes = new ArrayList<>();
        do {
            JsonNode page = json(admin().get(path("authoring-list") + "?limit=2" + cursor)
                    .then()
                    .statusCode(200));
            page.get("items").forEach(item -> keys.add(item.get("key").asText()));
            sizes.add(page.get("items").size());
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").asText();
        } while (!cursor.isEmpty());
        assertThat(keys).containsExactly("number-0", "number-1", "number-2", "number-3", "number-4");
        assertThat(sizes).containsExactly(2, 2, 1);
    }

    @Test
    void pageHasOneToTwoHundredItems() {
        Candor.site("authoring-limit", ORIGIN);
        for (String good : List.of("1", "200")) {
            admin().get(path("authoring-limit") + "?limit=" + good).then().statusCode(200);
        }
        for (String bad : List.of("0", "201", "-1", "many")) {
            problem(admin().get(path("authoring-limit") + "?limit=" + bad).then(), 400);
        }
        problem(admin().get(path("authoring-limit") + "?cursor=x").then(), 400);
    }

    @Test
    void everyChangeIsInTheAuditAndTheAuditIsWhole() {
        String path = draft("authoring-audit");
        step(path, "start").statusCode(200);
        step(path, "stop").statusCode(200);
        List<String> actions = new ArrayList<>();
        for (JsonNode entry :
                json(admin().get("/api/v1/audit").then().statusCode(200)).get("items")) {
            if (entry.get("subject").asText().equals("authoring-audit/welcome")) {
                actions.add(entry.get("action").asText());
                assertThat(entry.get("actor").asText()).isEqualTo("token:bootstrap");
            }
        }
        assertThat(actions).containsExactly("experiment.stopped", "experiment.start", "experiment.create");
        JsonNode verified = json(admin().get("/api/v1/audit/verify").then().statusCode(200));
        assertThat(verified.get("intact").asBoolean()).isTrue();
        assertThat(verified.get("firstBroken").isNull()).isTrue();
    }

    @Test
    void onlyStatedAttributesAreRegistered() {
        Candor.site("authoring-attributes", ORIGIN);
        for (String provenance : List.of("inferred", "third_party")) {
            problem(attribute("interest", provenance), 422);
        }
        attribute("interest", "stated").statusCode(200);
    }

    private static ValidatableResponse attribute(String key, String provenance) {
        return admin().body("{\"type\": \"string\", \"provenance\": \"" + provenance + "\", \"texts\": {\"en\": {"
                        + "\"label\": \"a\", \"whyWeAsk\": \"b\", \"whyYouWouldAgree\": \"c\", \"whatYouGet\": \"d\","
                        + " \"recipients\": \"e\"}}}")
                .put("/api/v1/sites/authoring-attributes/attributes/" + key)
                .then();
    }

    @Test
    void payloadHasAnEnd() {
        Candor.vocabulary("authoring-payload", ORIGIN);
        String longest = "x".repeat(16_384 - "{\"hero\":\"\"}".length());
        create("authoring-payload", experiment("welcome", 5000, 5000).replace("\"plain\"}", "\"" + longest + "\"}"))
                .statusCode(201);
        assertThat(fields(problem(
                        create(
                                "authoring-payload",
                                experiment("other", 5000, 5000).replace("\"plain\"}", "\"" + longest + "x\"}")),
                        400)))
                .containsExactly("/variants/0/payload");
    }

    @Test
    void markupIsKeptAsFarAsItIsHarmless() {
        Candor.vocabulary("authoring-markup", ORIGIN);
        create("authoring-markup", withMarkup("welcome", "html", "Hi <em onclick='x()'>you</em><script>x()</script>"))
                .statusCode(201)
                .body("variants[0].changes[0].value", is("Hi <em>you</em>"));
        create("authoring-markup", withMarkup("emptied", "html", "")).statusCode(201);
        for (String nothing : List.of("<script>x()</script>", " ")) {
            assertThat(fields(problem(create("authoring-markup", withMarkup("other", "insertAfter", nothing)), 400)))
                    .containsExactly("/variants/0/changes/0/value");
        }
    }

    private static String withMarkup(String key, String kind, String html) {
        return experiment(key, 5000, 5000)
                .replace(
                        "\"plain\"}",
                        "\"plain\"}, \"changes\": [{\"selector\": \"h1\", \"do\": \"" + kind + "\", \"value\": \""
                                + html + "\"}]");
    }

    @Test
    void charactersThatAreNotTextAreRefusedEverywhere() {
        Candor.vocabulary("authoring-text", ORIGIN);
        for (String wrong : List.of("\\u0000", "\\ud800")) {
            problem(create("authoring-text", experiment("welcome", 5000, 5000).replace("by interest", wrong)), 400);
            problem(
                    create(
                            "authoring-text",
                            experiment("welcome", 5000, 5000)
                                    .replace("\"is\", \"value\": \"running", "\"is\", \"value\": \"" + wrong)),
                    400);
        }
        problem(create("authoring-text", experiment("welcome", 5000, 5000).replace("\"plain\"}", "\"\\ud800\"}")), 400);
    }
}
