package dev.candor.api.authoring;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.experiment;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.journeys.Candor;
import dev.candor.domain.experiment.LifecycleStep;
import dev.candor.domain.experiment.Status;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** From draft to archive: every step from every status, at the planned times, and in phases. */
@QuarkusTest
class LifecycleApiTest {

    private static final String ORIGIN = "https://lifecycle.example";

    @Inject
    Lifecycle lifecycle;

    @Inject
    SiteCatalog sites;

    @Inject
    ExperimentCatalog catalog;

    private static String path(String site, String key) {
        return "/api/v1/sites/" + site + "/experiments/" + key;
    }

    private static void create(String site, String key, String more) {
        admin().body(experiment(key, 5000, 5000).replace("\"trafficShare\"", more + "\"trafficShare\""))
                .post("/api/v1/sites/" + site + "/experiments")
                .then()
                .statusCode(201);
    }

    private static JsonNode get(String path) {
        return json(admin().get(path).then().statusCode(200));
    }

    private static String status(String path) {
        return get(path).get("status").asText();
    }

    /** An experiment that stands at {@code status}; all but drafts without a layer have one of their own. */
    private static String at(Status status, String site, String key) {
        create(site, key, status == Status.SCHEDULED ? "\"startsAt\": \"2999-01-01T00:00:00Z\", " : "");
        String path = path(site, key);
        List<String> steps = switch (status) {
            case DRAFT -> List.of();
            case SCHEDULED, RUNNING -> List.of("start");
            case PAUSED -> List.of("start", "pause");
            case STOPPED -> List.of("start", "stop");
            case ARCHIVED -> List.of("archive");
        };
        steps.forEach(step -> admin().post(path + "/" + step).then().statusCode(200));
        assertThat(status(path)).isEqualTo(status.code());
        return path;
    }

    private static Response take(LifecycleStep step, String path, String key) {
        String tag = admin().get(path).getHeader("ETag");
        return switch (step) {
            case EDIT ->
                admin().header("If-Match", tag)
                        .body(experiment(key, 4000, 6000))
                        .put(path);
            case DELETE -> admin().header("If-Match", tag).delete(path);
            case RAMP ->
                admin().header("If-Match", tag).body("{\"trafficShare\": 4000}").patch(path + "/traffic");
            case NEW_PHASE ->
                admin().header("If-Match", tag)
                        .body("{\"weights\": {\"plain\": 2000, \"by-interest\": 8000}}")
                        .post(path + "/phases");
            default -> admin().post(path + "/" + step.code());
        };
    }

    @Test
    void everyStepFromEveryStatus() {
        Candor.vocabulary("life-matrix", ORIGIN);
        for (Status status : Status.values()) {
            for (LifecycleStep step : LifecycleStep.values()) {
                String key = (status.code() + "-" + step.code()).toLowerCase(java.util.Locale.ROOT);
                String path = at(status, "life-matrix", key);
                Response answer = take(step, path, key);
                if (step.isPossibleIn(status)) {
                    assertThat(answer.statusCode()).as("%s %s", status, step).isBetween(200, 204);
                } else {
                    assertThat(answer.statusCode()).as("%s %s", status, step).isEqualTo(409);
                    assertThat(Candor.tree(answer.asString()).get("detail").asText())
                            .isEqualTo(step.refusal(status))
                            .contains("is " + status.code())
                            .contains("possible now: ");
                    assertThat(status(path)).isEqualTo(status.code());
                }
            }
        }
    }

    @Test
    void weightsChangeOnlyByANewPhase() {
        Candor.shop("life-phase", ORIGIN);
        String path = path("life-phase", "welcome");
        assertThat(take(LifecycleStep.EDIT, path, "welcome").statusCode()).isEqualTo(409);
        JsonNode second =
                json(take(LifecycleStep.NEW_PHASE, path, "welcome").then().statusCode(200));
        assertThat(second.at("/variants/0/weight").asInt()).isEqualTo(2000);
        assertThat(second.at("/phases/1/number").asInt()).isEqualTo(2);
        assertThat(second.at("/phases/1/weights/by-interest").asInt()).isEqualTo(8000);
        JsonNode amendment = second.at("/amendments/0");
        assertThat(amendment.get("what").asText()).isEqualTo("phase");
        assertThat(amendment.at("/detail/from/plain").asInt()).isEqualTo(5000);
        assertThat(amendment.at("/detail/to/plain").asInt()).isEqualTo(2000);
        assertThat(actions("life-phase/welcome")).first().isEqualTo("experiment.phase");
    }

    @Test
    void aNewPhaseHearsEveryFaultAtOnce() {
        Candor.shop("life-phase-faults", ORIGIN);
        String path = path("life-phase-faults", "welcome");
        String tag = admin().get(path).getHeader("ETag");
        assertThat(fields(phase(path, tag, "{\"plain\": 5000, \"third\": 4999}")))
                .containsExactlyInAnyOrder("/weights/third", "/weights/by-interest", "/weights");
        assertThat(fields(phase(path, tag, "{\"plain\": 0, \"by-interest\": 10001}")))
                .containsExactlyInAnyOrder("/weights/plain", "/weights/by-interest");
        assertThat(fields(phase(path, tag, "{\"a/b~c\": \"x\"}"))).contains("/weights/a~1b~0c");
        assertThat(phase(path, "\"999\"", "{\"plain\": 2000, \"by-interest\": 8000}")
                        .statusCode())
                .isEqualTo(412);
        admin().body("{\"weights\": {}}").post(path + "/phases").then().statusCode(428);
        admin().header("If-Match", tag).body("{}").post(path + "/phases").then().statusCode(400);
        assertThat(get(path).get("phases")).hasSize(1);
    }

    private static Response phase(String path, String tag, String weights) {
        return admin().header("If-Match", tag)
                .body("{\"weights\": " + weights + "}")
                .post(path + "/phases");
    }

    private static List<String> fields(Response response) {
        assertThat(response.statusCode()).isEqualTo(400);
        List<String> fields = new ArrayList<>();
        Candor.tree(response.asString())
                .get("errors")
                .forEach(error -> fields.add(error.get("field").asText()));
        return fields;
    }

    @Test
    void rampStaysWithinTheRoomOfTheLayer() {
        Candor.vocabulary("life-room", ORIGIN);
        for (String key : List.of("one", "two")) {
            create("life-room", key, "\"layer\": \"home\", ");
            String path = path("life-room", key);
            JsonNode draft = get(path);
            String body = experiment(key, 5000, 5000)
                    .replace("\"trafficShare\": 10000", "\"layer\": \"home\", \"trafficShare\": 4000");
            admin().header("If-Match", text("\"%d\"", draft.get("revision").asInt()))
                    .body(body)
                    .put(path)
                    .then()
                    .statusCode(200);
            admin().post(path + "/start").then().statusCode(200);
        }
        String one = path("life-room", "one");
        assertThat(ramp(one, 4001).statusCode()).isEqualTo(409);
        assertThat(Candor.tree(ramp(one, 10000).asString()).get("detail").asText())
                .contains("at most 4000");
        String two = path("life-room", "two");
        assertThat(ramp(two, 6001).statusCode()).isEqualTo(409);
        assertThat(ramp(two, 6000).statusCode()).isEqualTo(200);
        assertThat(get(two).get("amendments")).hasSize(1);
        assertThat(get(one).get("amendments")).isEmpty();
    }

    private static Response ramp(String path, int share) {
        return admin().header("If-Match", admin().get(path).getHeader("ETag"))
                .body(text("{\"trafficShare\": %d}", share))
                .patch(path + "/traffic");
    }

    @Test
    void endInThePastIsRefused() {
        Candor.vocabulary("life-past", ORIGIN);
        create("life-past", "late", "\"endsAt\": \"2020-01-01T00:00:00Z\", ");
        JsonNode problem =
                json(admin().post(path("life-past", "late") + "/start").then().statusCode(422));
        assertThat(problem.at("/errors/0/field").asText()).isEqualTo("/endsAt");
    }

    /** Planned moments are kept as planned, whenever the job looks. */
    @Test
    void theCalendarBeginsAndEndsAtThePlannedMoment() throws Exception {
        Candor.vocabulary("life-time", ORIGIN);
        Instant startsAt = Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.MILLIS);
        Instant endsAt = startsAt.plusMillis(700);
        create(
                "life-time",
                "timed",
                text("\"startsAt\": \"%s\", \"endsAt\": \"%s\", ", startsAt, endsAt)
                        .replace("\"maximumVisitors\": 60000", "\"maximumVisitors\": 1"));
        String path = path("life-time", "timed");
        JsonNode scheduled = json(admin().post(path + "/start").then().statusCode(200));
        assertThat(scheduled.get("status").asText()).isEqualTo("scheduled");
        assertThat(Instant.parse(scheduled.get("startedAt").asText())).isEqualTo(startsAt);
        assertThat(Instant.parse(scheduled.at("/phases/0/startedAt").asText())).isEqualTo(startsAt);
        Instant deadline = Instant.now().plusSeconds(30);
        while (!status(path).equals("stopped")) {
            assertThat(Instant.now()).as("the calendar looks every second").isBefore(deadline);
            Thread.sleep(50);
        }
        assertThat(Instant.parse(get(path).get("stoppedAt").asText())).isEqualTo(endsAt);
    }

    /** Several nodes look at once: one of them takes the step, and nobody complains. */
    @Test
    void calendarsDoNotFight() throws Exception {
        Candor.vocabulary("life-fight", ORIGIN);
        create("life-fight", "timed", "\"startsAt\": \"2999-01-01T00:00:00Z\", ");
        String path = path("life-fight", "timed");
        admin().post(path + "/start").then().statusCode(200);
        int id = catalog.find(sites.find("life-fight").orElseThrow().id(), "timed")
                .orElseThrow()
                .id();
        Instant then = Instant.parse("2999-01-01T00:00:00Z");
        assertThat(lifecycle.keepTime(id, then.minusNanos(1_000))).isFalse();
        int done = 0;
        try (ExecutorService nodes = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> looks = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                looks.add(() -> lifecycle.keepTime(id, then));
            }
            for (Future<Boolean> look : nodes.invokeAll(looks)) {
                done += look.get() ? 1 : 0;
            }
        }
        assertThat(done).isEqualTo(1);
        assertThat(status(path)).isEqualTo("running");
        assertThat(actions("life-fight/timed")).containsOnlyOnce("experiment.begun");
    }

    private static List<String> actions(String subject) {
        List<String> actions = new ArrayList<>();
        for (JsonNode entry : json(admin().get("/api/v1/audit").then()).get("items")) {
            if (entry.get("subject").asText().equals(subject)) {
                actions.add(entry.get("action").asText());
            }
        }
        return actions;
    }
}
