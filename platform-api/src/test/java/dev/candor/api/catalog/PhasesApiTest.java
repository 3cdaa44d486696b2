package dev.candor.api.catalog;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.page;
import static dev.candor.api.journeys.Candor.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.journeys.Candor;
import dev.candor.domain.experiment.Exposures;
import dev.candor.domain.experiment.Phase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The phases of an experiment as they are kept. */
@QuarkusTest
class PhasesApiTest {

    private static final String ORIGIN = "https://phases.example";

    @Inject
    SiteCatalog sites;

    @Inject
    ExperimentCatalog catalog;

    private KeptExperiment kept(String site) {
        return catalog.find(sites.find(site).orElseThrow().id(), "welcome").orElseThrow();
    }

    @Test
    void draftHasNoPhase() {
        Candor.vocabulary("phases-draft", ORIGIN);
        admin().body(Candor.experiment("welcome", 5000, 5000))
                .post("/api/v1/sites/phases-draft/experiments")
                .then()
                .statusCode(201);
        assertThat(kept("phases-draft").phases()).isEmpty();
    }

    @Test
    void startBeginsTheFirstPhase() {
        Candor.shop("phases-first", ORIGIN);
        KeptExperiment kept = kept("phases-first");
        assertThat(kept.startedAt()).isNotNull();
        assertThat(kept.phases()).containsExactly(new Phase(1, kept.startedAt(), List.of(5000, 5000)));
    }

    @Test
    void anotherPhaseBringsItsWeights() {
        Candor.shop("phases-next", ORIGIN);
        KeptExperiment first = kept("phases-next");
        Instant at = Instant.parse("2999-01-01T00:00:00.123456Z");
        catalog.beginPhase(first.id(), first.experiment(), new Phase(2, at, List.of(2000, 8000)));
        KeptExperiment second = kept("phases-next");
        assertThat(second.phases()).containsExactly(first.phases().get(0), new Phase(2, at, List.of(2000, 8000)));
        assertThat(second.experiment().weights()).containsExactly(2000, 8000);
        assertThat(second.seed()).isEqualTo(first.seed());
        assertThat(second.revision()).isGreaterThan(first.revision());
        JsonNode shown = json(
                admin().get("/api/v1/sites/phases-next/experiments/welcome").then());
        assertThat(shown.at("/phases/1/weights/by-interest").asInt()).isEqualTo(8000);
        assertThat(shown.at("/phases/1/startedAt").asText()).isEqualTo(at.toString());
    }

    /** A minute into the second phase: its weights count, and of a sticky experiment the first one's still do. */
    @Test
    void exposureIsCheckedAgainstThePhaseInWhichItHappened() {
        for (boolean sticky : new boolean[] {false, true}) {
            String key = "phases-exposure-" + sticky;
            String siteKey = Candor.vocabulary(key, ORIGIN).get("siteKey").asText();
            Candor.start(
                    key,
                    Candor.experiment("welcome", 9999, 1)
                            .replace("\"trafficShare\"", "\"sticky\": " + sticky + ", \"trafficShare\""));
            KeptExperiment first = kept(key);
            assertThat(rejected(siteKey, "plain")).isEqualTo("[]");
            assertThat(rejected(siteKey, "by-interest")).contains("wrong_variant");
            QuarkusTransaction.requiringNew().run(() -> {
                catalog.beginPhase(
                        first.id(),
                        first.experiment(),
                        new Phase(2, Instant.now().minusSeconds(60), List.of(1, 9999)));
                sites.changed(first.siteId());
            });
            assertThat(rejected(siteKey, "by-interest")).isEqualTo("[]");
            if (sticky) {
                assertThat(rejected(siteKey, "plain")).isEqualTo("[]");
            } else {
                assertThat(rejected(siteKey, "plain")).contains("wrong_variant");
            }
        }
    }

    private static String rejected(String siteKey, String variant) {
        return json(page(ORIGIN)
                        .body(text(
                                "{\"siteKey\": \"%s\", \"events\": [{\"id\": \"%s\", \"type\": \"exposure\", \"unit\": \"anna\","
                                        + " \"experiment\": \"welcome\", \"variant\": \"%s\"}]}",
                                siteKey, Candor.id(), variant))
                        .post("/v1/events")
                        .then()
                        .statusCode(202))
                .get("rejected")
                .toString();
    }

    /** Around the boundary, by as much as two nodes' clocks may differ, the weights of both phases count. */
    @Test
    void bothPhasesCountAroundTheirBoundary() {
        Instant start = Instant.parse("2026-06-01T00:00:00Z");
        Instant next = start.plusSeconds(3_600);
        Candor.shop("phases-boundary", ORIGIN);
        KeptExperiment k = kept("phases-boundary");
        List<Phase> phases = List.of(new Phase(1, start, List.of(5000, 5000)), new Phase(2, next, List.of(2000, 8000)));
        KeptExperiment kept = new KeptExperiment(
                k.id(),
                k.siteId(),
                k.experiment(),
                k.status(),
                k.revision(),
                k.seed(),
                k.layer(),
                k.slice(),
                k.metrics(),
                k.planSha256(),
                phases,
                k.origin(),
                k.createdAt(),
                start,
                null);
        Duration slack = Duration.ofSeconds(5);
        assertThat(kept.phasesAt(start.minusSeconds(5), slack)).containsExactly(phases.get(0));
        assertThat(kept.phasesAt(next.minusMillis(5_001), slack)).containsExactly(phases.get(0));
        assertThat(kept.phasesAt(next.minusMillis(5_000), slack)).isEqualTo(phases);
        assertThat(kept.phasesAt(next.plusMillis(4_999), slack)).isEqualTo(phases);
        assertThat(kept.phasesAt(next.plusMillis(5_000), slack)).containsExactly(phases.get(1));
    }

    @Test
    void stickinessAndExposuresAreKept() {
        Candor.vocabulary("phases-fields", ORIGIN);
        Candor.start(
                "phases-fields",
                Candor.experiment("welcome", 5000, 5000)
                        .replace("\"trafficShare\"", "\"sticky\": true, \"exposures\": \"asked\", \"trafficShare\""));
        assertThat(kept("phases-fields").experiment().sticky()).isTrue();
        assertThat(kept("phases-fields").experiment().exposures()).isEqualTo(Exposures.ASKED);
    }

    @Test
    void withoutThemExposuresAreAutomaticAndNothingSticks() {
        Candor.shop("phases-defaults", ORIGIN);
        assertThat(kept("phases-defaults").experiment().sticky()).isFalse();
        assertThat(kept("phases-defaults").experiment().exposures()).isEqualTo(Exposures.AUTOMATIC);
    }
}
