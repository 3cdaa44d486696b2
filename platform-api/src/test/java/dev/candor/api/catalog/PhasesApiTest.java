package dev.candor.api.catalog;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.journeys.Candor;
import dev.candor.domain.experiment.Exposures;
import dev.candor.domain.experiment.Phase;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
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
