package dev.candor.api.results;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.eventstore.UnitId;
import dev.candor.api.folding.Shop;
import dev.candor.api.journeys.Candor;
import dev.candor.api.ledger.Ledger;
import dev.candor.api.ledger.Snapshots;
import dev.candor.api.ledger.Snapshots.Snapshot;
import dev.candor.domain.event.Dimension;
import dev.candor.domain.event.Event;
import dev.candor.domain.event.Event.Conversion;
import dev.candor.domain.event.Event.Exposure;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever asks twice and subtracts learns of nobody: by HTTP, on what was folded. */
@QuarkusTest
class DifferencingApiTest {

    @Inject
    Shop shop;

    @Inject
    Ledger ledger;

    @Inject
    Snapshots snapshots;

    private int visitors;

    private static JsonNode results(String site, String query) {
        return json(admin().get("/api/v1/sites/" + site + "/experiments/welcome/results" + query)
                .then()
                .statusCode(200));
    }

    /** So many more in each variant; every third buys for 10. */
    private void come(KeptExperiment experiment, String site, String device, int each) throws InterruptedException {
        Instant at = Instant.now().minusSeconds(5).truncatedTo(ChronoUnit.MILLIS);
        for (int i = 0; i < 2 * each; i++) {
            visitors++;
            List<Event> events = new ArrayList<>();
            events.add(new Exposure(
                    Candor.id(at.toEpochMilli()),
                    at,
                    "welcome",
                    i % 2 == 0 ? "plain" : "by-interest",
                    false,
                    Map.of(Dimension.DEVICE, device)));
            if (i / 2 % 3 == 0) {
                events.add(new Conversion(Candor.id(at.toEpochMilli() + 1), at.plusMillis(1), "purchase", 10_000_000L));
            }
            byte[] unit = ByteBuffer.allocate(32)
                    .putLong((visitors * 7_919L) << 40)
                    .putInt(visitors)
                    .array();
            shop.store(experiment, new UnitId(experiment.siteId(), unit), events);
        }
        int expected = visitors;
        Shop.await(() -> results(site, "").get("visitors").asInt() == expected
                && results(site, "").at("/lag/waitingUnits").asInt() == 0);
    }

    @Test
    void breakdownBeforeAndAfterOneVisitorIsTheSame() throws InterruptedException {
        String site = "differencing-groups";
        KeptExperiment experiment = shop.open(site);
        come(experiment, site, "desktop", 100);
        come(experiment, site, "mobile", 80);
        JsonNode before = results(site, "?breakdown=device").get("breakdown");
        assertThat(before.get("cells")).hasSize(2);
        assertThat(before.get("hidden").asInt()).isZero();
        come(experiment, site, "mobile", 1);
        assertThat(results(site, "?breakdown=device").get("breakdown")).isEqualTo(before);
        come(experiment, site, "mobile", 48);
        assertThat(results(site, "?breakdown=device").get("breakdown"))
                .as("49 of each variant")
                .isEqualTo(before);
        come(experiment, site, "mobile", 1);
        JsonNode after = results(site, "?breakdown=device").get("breakdown");
        assertThat(after.at("/cells/0/value").asText()).isEqualTo("mobile");
        assertThat(after.at("/cells/0/visitors").asInt()).isEqualTo(260);
        assertThat(after.at("/cells/1")).isEqualTo(before.at("/cells/0"));
        assertThat(Instant.parse(after.at("/cells/0/asOf").asText()))
                .isAfter(Instant.parse(after.at("/cells/1/asOf").asText()));
        // A first tablet is not shown, and does not come out either: the others together are two.
        come(experiment, site, "tablet", 1);
        JsonNode tablet = results(site, "?breakdown=device").get("breakdown");
        assertThat(tablet.get("cells")).isEqualTo(after.get("cells"));
    }

    @Test
    void snapshotsThatDifferByAFewAnswerWithTheSame() throws InterruptedException {
        String site = "differencing-times";
        KeptExperiment experiment = shop.open(site);
        Shop.await(() -> results(site, "").get("series").size() > 0);
        come(experiment, site, "desktop", 50);
        Instant first = write(experiment, 1);
        come(experiment, site, "desktop", 49);
        Instant second = write(experiment, 2);
        JsonNode then = results(site, "?asOf=" + second);
        assertThat(Instant.parse(then.get("asOf").asText())).isEqualTo(first);
        assertThat(then.get("visitors").asInt()).isEqualTo(100);
        assertThat(then.get("note").asText()).contains("fewer than 50 visitors");
        assertThat(results(site, "?asOf=" + first).get("note").isNull()).isTrue();
        come(experiment, site, "desktop", 1);
        Instant third = write(experiment, 3);
        JsonNode later = results(site, "?asOf=" + third);
        assertThat(Instant.parse(later.get("asOf").asText())).isEqualTo(third);
        assertThat(later.get("note").isNull()).isTrue();
        assertThat(later.get("series").findValuesAsText("at"))
                .contains(first.toString(), third.toString())
                .doesNotContain(second.toString());
    }

    private Instant write(KeptExperiment experiment, int hour) {
        Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(hour, ChronoUnit.HOURS);
        snapshots.insert(experiment.id(), new Snapshot(at, 1, "running", ledger.statistics(experiment.id(), 1)));
        return at;
    }
}
