package dev.candor.api.folding;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.database.Database;
import dev.candor.api.eventstore.DirtyMarks;
import dev.candor.api.eventstore.UnitId;
import dev.candor.api.journeys.Candor;
import dev.candor.api.ledger.Erasure;
import dev.candor.api.ledger.Jobs;
import dev.candor.domain.event.Dimension;
import dev.candor.domain.event.Event;
import dev.candor.domain.event.Event.Conversion;
import dev.candor.domain.event.Event.Exposure;
import dev.candor.domain.experiment.Phase;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.multiplicity.BenjaminiHochberg;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What is derived from events, checked, repaired, written down and shown; over HTTP and on the real store. */
@QuarkusTest
class LedgerApiTest {

    @Inject
    Shop shop;

    @Inject
    Folder folder;

    @Inject
    Database database;

    @Inject
    Erasure erasure;

    @Inject
    Records records;

    @Inject
    DirtyMarks marks;

    private static UnitId unit(KeptExperiment experiment, int number) {
        return new UnitId(
                experiment.siteId(),
                ByteBuffer.allocate(32)
                        .putLong(new Random(number).nextLong())
                        .putLong(number)
                        .array());
    }

    /** So many visitors in turn in both variants, each with a purchase of its number; every third on a phone. */
    private List<UnitId> visit(KeptExperiment experiment, int count) {
        List<UnitId> units = new ArrayList<>();
        Instant at = Instant.now().minusSeconds(5).truncatedTo(ChronoUnit.MILLIS);
        for (int i = 1; i <= count; i++) {
            UnitId unit = unit(experiment, i);
            units.add(unit);
            List<Event> events = new ArrayList<>();
            events.add(new Exposure(
                    Candor.id(at.toEpochMilli()),
                    at,
                    "welcome",
                    i % 2 == 0 ? "plain" : "by-interest",
                    false,
                    i % 10 == 9 ? Map.of() : Map.of(Dimension.DEVICE, i % 3 == 0 ? "mobile" : "desktop")));
            if (i % 4 < 2) {
                events.add(
                        new Conversion(Candor.id(at.toEpochMilli() + 1), at.plusMillis(1), "purchase", i * 1_000_000L));
            }
            events.add(new Conversion(Candor.id(at.toEpochMilli() + 2), at.plusMillis(2), "visit", i * 10_000L));
            shop.store(experiment, unit, events);
        }
        return units;
    }

    private static JsonNode results(String site, String query) {
        return json(admin().get("/api/v1/sites/" + site + "/experiments/welcome/results" + query)
                .then()
                .statusCode(200));
    }

    private static void counted(String site, int visitors) throws InterruptedException {
        Shop.await(() -> results(site, "").get("visitors").asInt() == visitors
                && results(site, "").at("/lag/waitingUnits").asInt() == 0);
    }

    @Test
    void recountConfirmsThenRepairsWhatSomebodyDamagedAndSaysWhatDiffered() throws InterruptedException {
        KeptExperiment experiment = shop.open("recount");
        visit(experiment, 60);
        counted("recount", 60);
        var right = shop.kept(experiment);
        assertThat(Shop.recount("recount").at("/result/confirmed").asBoolean()).isTrue();
        assertThat(results("recount", "").get("version").asInt()).isEqualTo(1);

        database.query(handle -> handle.execute(
                "update sufficient_statistics set sum_y = sum_y + 1 where experiment_id = ? and metric = 'spend'"
                        + " and dimension = '' and variant = 'plain'",
                experiment.id()));
        database.query(handle -> handle.execute(
                "delete from contribution where unit = ?", unit(experiment, 7).pseudonym()));
        JsonNode job = Shop.recount("recount");
        assertThat(job.get("status").asText()).isEqualTo("done");
        assertThat(job.get("done").asInt()).isEqualTo(job.get("total").asInt());
        assertThat(job.at("/result/confirmed").asBoolean()).isFalse();
        assertThat(job.at("/result/missing").asInt()).isEqualTo(1);
        assertThat(job.at("/result/differences/0/before").asText()).contains("spend");
        assertThat(shop.kept(experiment)).isEqualTo(right);
        assertThat(results("recount", "").get("version").asInt()).isEqualTo(2);
        assertThat(json(admin().get("/api/v1/audit?limit=20").then().statusCode(200))
                        .toString())
                .contains("experiment.recount.repaired")
                .contains("experiment.recount.confirmed");
        assertThat(Shop.recount("recount").at("/result/confirmed").asBoolean()).isTrue();
    }

    @Test
    void recountIsRefusedWithoutEventsAndAnUnknownJobIsNotFound() {
        KeptExperiment experiment = shop.open("no-events");
        database.query(handle -> handle.execute(
                "update experiment set started_at = now() - interval '3 years' where id = ?", experiment.id()));
        JsonNode refused = json(admin().post("/api/v1/sites/no-events/experiments/welcome/recount")
                .then()
                .statusCode(409));
        assertThat(refused.get("detail").asText()).contains("retention has ended for events");
        admin().get("/api/v1/jobs/nothing").then().statusCode(404);
        admin().get("/api/v1/jobs/00000000-0000-4000-8000-000000000000").then().statusCode(404);
        admin().post("/api/v1/sites/no-events/experiments/unknown/recount")
                .then()
                .statusCode(404);
    }

    @Inject
    Jobs jobs;

    @Test
    void jobWhoseNodeIsGoneHasFailed() {
        KeptExperiment experiment = shop.open("lost-node");
        Jobs.Job job = jobs.begin(Recount.KIND, experiment.id(), "anna", 64).job();
        assertThat(jobs.beat(job.id(), 3)).isTrue();
        assertThat(jobs.beat(job.id(), 2)).as("of a worker that says so late").isTrue();
        assertThat(jobs.find(job.id()).orElseThrow().done()).isEqualTo(3);
        assertThat(jobs.begin(Recount.KIND, experiment.id(), "ben", 64).job().id())
                .isEqualTo(job.id());
        silent(job, Jobs.SILENCE.minusSeconds(20));
        assertThat(jobs.find(job.id()).orElseThrow().isRunning()).isTrue();
        silent(job, Jobs.SILENCE.plusSeconds(1));
        JsonNode failed = json(admin().get("/api/v1/jobs/" + job.id()).then().statusCode(200));
        assertThat(failed.get("status").asText()).isEqualTo("failed");
        assertThat(failed.at("/result/reason").asText()).contains("the node that did this stopped");
        assertThat(jobs.beat(job.id(), 3)).isFalse();
        assertThat(jobs.begin(Recount.KIND, experiment.id(), "anna", 64).isNew())
                .isTrue();
    }

    private void silent(Jobs.Job job, Duration since) {
        database.query(handle -> handle.execute(
                "update job set beat_at = now() - cast(? as interval) where id = ?",
                since.toSeconds() + " seconds",
                job.id()));
    }

    @Test
    void unitThatCannotBeFoldedIsSetAsideAndHoldsUpNobody() throws InterruptedException {
        KeptExperiment experiment = shop.open("poison");
        UnitId bad = unit(experiment, 1_000);
        shop.store(experiment, bad, List.of(new Exposure(Candor.id(), Instant.now(), "welcome", "plain", false)));
        counted("poison", 1);
        // As no sender can: an event of a type that nobody knows.
        database.query(handle -> handle.execute(
                "insert into event (id, site_id, unit, type, occurred_at, received_at) values (?, ?, ?, 'odd', now(), now())",
                Candor.id(),
                bad.site(),
                bad.pseudonym()));
        visit(experiment, 20);
        shop.store(experiment, bad, List.of(new Conversion(Candor.id(), Instant.now(), "visit", null)));
        counted("poison", 20);
        Shop.await(() -> results("poison", "").get("setAside").size() == 1);
        JsonNode line = results("poison", "").at("/setAside/0");
        assertThat(line.get("units").asInt()).isEqualTo(1);
        assertThat(line.get("reason").asText())
                .isEqualTo("an event of type odd cannot be read: it is of no known type");
        assertThat(Shop.recount("poison").at("/result/confirmed").asBoolean()).isTrue();
        assertThat(results("poison", "").get("setAside")).hasSize(1);

        database.query(handle -> handle.execute("delete from event where type = 'odd'"));
        assertThat(Shop.recount("poison").at("/result/missing").asInt()).isEqualTo(1);
        JsonNode mended = results("poison", "");
        assertThat(mended.get("setAside")).isEmpty();
        assertThat(mended.get("visitors").asInt()).isEqualTo(21);
    }

    @Test
    void erasureTakesAUnitOutAndRestatesTheResult() throws InterruptedException {
        KeptExperiment experiment = shop.open("erasure");
        List<UnitId> units = visit(experiment, 12);
        counted("erasure", 12);
        assertThat(erasure.erase(units.get(3))).isEqualTo(3);
        JsonNode restated = results("erasure", "");
        assertThat(restated.get("visitors").asInt()).isEqualTo(11);
        assertThat(restated.get("version").asInt()).isEqualTo(2);
        assertThat(erasure.erase(units.get(3))).isZero();
        assertThat(results("erasure", "").get("version").asInt()).isEqualTo(2);
        assertThat(Shop.recount("erasure").at("/result/confirmed").asBoolean()).isTrue();
    }

    @Test
    void snapshotsAnswerAsOfAndMakeTheSeries() throws InterruptedException {
        KeptExperiment experiment = shop.open("snapshots");
        Shop.await(() -> results("snapshots", "").get("series").size() > 0);
        Instant first =
                Instant.parse(results("snapshots", "").at("/series/0/at").asText());
        visit(experiment, 120);
        counted("snapshots", 120);
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        records.look(hour.minusMillis(1));
        int before = results("snapshots", "?asOf=" + hour.plusSeconds(1))
                .get("visitors")
                .asInt();
        assertThat(before).isZero();
        records.look(hour);
        records.look(hour.plusSeconds(1));

        JsonNode then = results("snapshots", "?asOf=" + hour.plusSeconds(600));
        assertThat(Instant.parse(then.get("asOf").asText())).isEqualTo(hour);
        assertThat(then.get("visitors").asInt()).isEqualTo(120);
        assertThat(then.at("/metrics/2/variants"))
                .isEqualTo(results("snapshots", "").at("/metrics/2/variants"));
        assertThat(then.at("/metrics/6/comparisons/0/whyNot").asText()).contains("a snapshot keeps sums");
        assertThat(results("snapshots", "?asOf=" + first).get("visitors").asInt())
                .isZero();
        JsonNode tooEarly =
                json(admin().get("/api/v1/sites/snapshots/experiments/welcome/results?asOf=" + first.minusSeconds(60))
                        .then()
                        .statusCode(404));
        assertThat(tooEarly.get("detail").asText()).contains("the first is of " + first);

        JsonNode series = results("snapshots", "?asOf=" + hour).get("series");
        List<JsonNode> spend = new ArrayList<>();
        series.forEach(point -> {
            if (point.get("metric").asText().equals("spend")) {
                spend.add(point);
            }
        });
        assertThat(spend).hasSize(2);
        assertThat(spend.get(0).get("relative").isNull()).isTrue();
        assertThat(spend.get(1).at("/relative/estimate"))
                .isEqualTo(then.at("/metrics/2/comparisons/0/relative/estimate"));
    }

    @Test
    void changeOfStatusTakesASnapshotAndEightDaysAfterTheEndItIsSealed() throws InterruptedException {
        KeptExperiment experiment = shop.open("seal");
        Shop.await(() -> results("seal", "").get("series").size() > 0);
        // A snapshot that differs from the one before by fewer than fifty of a variant is not shown.
        List<UnitId> units = visit(experiment, 120);
        counted("seal", 120);
        admin().post("/api/v1/sites/seal/experiments/welcome/stop").then().statusCode(200);
        Instant stopped = shop.kept("seal").stoppedAt();
        Shop.await(() ->
                results("seal", "?asOf=" + Instant.now()).get("status").asText().equals("stopped"));
        records.look(stopped.plus(Records.LATEST));
        assertThat(results("seal", "").get("sealed").isNull()).isTrue();
        records.look(stopped.plus(Records.LATEST).plusSeconds(1));
        JsonNode sealed = results("seal", "").get("sealed");
        assertThat(sealed.get("sha256").asText()).hasSize(64);
        assertThat(sealed.get("version").asInt()).isEqualTo(1);

        var statistics = shop.kept(experiment);
        shop.store(
                experiment,
                unit(experiment, 5_000),
                List.of(new Exposure(Candor.id(), stopped.minusSeconds(1), "welcome", "plain", false)));
        Shop.await(() -> {
            folder.foldAll();
            return marks.oldest().isEmpty();
        });
        assertThat(shop.kept(experiment)).as("nothing counts any more").isEqualTo(statistics);

        erasure.erase(units.get(0));
        JsonNode again = results("seal", "").get("sealed");
        assertThat(again.get("version").asInt()).isEqualTo(2);
        assertThat(again.get("sha256")).isNotEqualTo(sealed.get("sha256"));
    }

    @Inject
    ExperimentCatalog catalog;

    @Test
    void newPhaseCountsApartAndEndsWhatTheEarlierOneCounts() throws InterruptedException {
        KeptExperiment experiment = shop.open("phases");
        List<UnitId> units = visit(experiment, 20);
        counted("phases", 20);
        Instant begun = Instant.now().truncatedTo(ChronoUnit.MICROS);
        // Stored before the phase is known: folded by the old definition, and then again.
        shop.store(
                experiment,
                units.get(1),
                List.of(new Conversion(Candor.id(), begun.plusSeconds(1), "purchase", 5_000_000L)));
        counted("phases", 20);
        double before = results("phases", "").at("/metrics/1/variants/0/sum").asDouble();
        QuarkusTransaction.requiringNew()
                .run(() -> catalog.beginPhase(
                        experiment.id(), experiment.experiment(), new Phase(2, begun, List.of(2_000, 8_000))));
        Shop.await(() ->
                results("phases", "?phase=1").at("/metrics/1/variants/0/sum").asDouble() == before - 1);
        assertThat(results("phases", "").get("visitors").asInt()).isZero();
        shop.store(
                experiment,
                unit(experiment, 900),
                List.of(new Exposure(Candor.id(), begun.plusSeconds(1), "welcome", "plain", false)));
        Shop.await(() -> results("phases", "").get("visitors").asInt() == 1);
        JsonNode present = results("phases", "");
        assertThat(present.get("phase").asInt()).isEqualTo(2);
        assertThat(present.get("phases")).hasSize(2);
        assertThat(results("phases", "?phase=1").get("visitors").asInt()).isEqualTo(20);
        admin().get("/api/v1/sites/phases/experiments/welcome/results?phase=3")
                .then()
                .statusCode(404);
        assertThat(Shop.recount("phases").at("/result/confirmed").asBoolean()).isTrue();
    }

    @Test
    void percentileCapAndQuantileAreOfAllValues() throws InterruptedException {
        KeptExperiment experiment = shop.open("percentile");
        visit(experiment, 101);
        counted("percentile", 101);
        // Units i of 1 to 101 with i % 4 < 2 spent i; the others nothing.
        double[] spent = DoubleStream.iterate(1, i -> i + 1)
                .limit(101)
                .map(i -> i % 4 < 2 ? i : 0)
                .toArray();
        double[] sorted = DoubleStream.of(spent).sorted().toArray();
        // Type 7: h = 100 * 0.95 = 95 exactly.
        double cap = sorted[95];
        double expected = 0;
        for (int i = 1; i <= 101; i += 2) {
            expected += Math.min(cap, spent[i - 1]);
        }
        double sum = expected;
        // What depends on all values may be some seconds old: until it knows the last visitor.
        Shop.await(() ->
                results("percentile", "").at("/metrics/8/variants/1/visitors").asInt() == 51
                        && Math.abs(results("percentile", "")
                                                .at("/metrics/8/variants/1/sum")
                                                .asDouble()
                                        - sum)
                                < 1e-9);
        JsonNode typical = results("percentile", "").at("/metrics/8");
        assertThat(typical.get("metric").asText()).isEqualTo("typical");
        assertThat(typical.at("/variants/1/sum").asDouble()).isEqualTo(expected, within(1e-9));

        JsonNode load = results("percentile", "").at("/metrics/6");
        // Visits of the even visitors, 0.02 to 1.00 in steps of 0.02: type 7 at 0.9 is 0.02 * (1 + 49 * 0.9).
        assertThat(load.at("/variants/0/mean").asDouble())
                .isEqualTo(
                        new BigDecimal("0.902")
                                .setScale(6, RoundingMode.HALF_EVEN)
                                .doubleValue(),
                        within(1e-12));
        assertThat(load.at("/variants/0/visitors").asInt()).isEqualTo(50);
    }

    @Test
    void breakdownShowsLargeGroupsAndHidesWhatCouldBeSubtracted() throws InterruptedException {
        KeptExperiment experiment = shop.open("breakdown");
        visit(experiment, 600);
        counted("breakdown", 600);
        JsonNode breakdown = results("breakdown", "?breakdown=device").get("breakdown");
        assertThat(breakdown.get("dimension").asText()).isEqualTo("device");
        assertThat(breakdown.get("exploratory").asBoolean()).isTrue();
        // Of 600, 60 are on devices that are not known, 30 in one variant alone: hidden, and the next smallest with
        // them.
        assertThat(breakdown.get("cells")).hasSize(1);
        assertThat(breakdown.at("/cells/0/value").asText()).isEqualTo("desktop");
        assertThat(breakdown.get("hidden").asInt()).isEqualTo(2);
        assertThat(breakdown.at("/cells/0/metrics/8/whyNot").asText()).contains("not broken down");
        adjustedForOneAnother(breakdown.at("/cells/0/metrics"));
        assertThat(results("breakdown", "").get("breakdown").isNull()).isTrue();
        assertThat(results("breakdown", "?breakdown=campaign").at("/breakdown/cells"))
                .hasSize(1);
        for (String wrong : List.of("breakdown=shoeSize", "phase=0", "phase=one", "asOf=yesterday")) {
            JsonNode problem = json(admin().get("/api/v1/sites/breakdown/experiments/welcome/results?" + wrong)
                    .then()
                    .statusCode(400));
            assertThat(problem.at("/errors/0/field").asText()).isEqualTo("/" + wrong.replaceFirst("=.*", ""));
        }
        admin().get("/api/v1/sites/breakdown/experiments/welcome/results?phase=2")
                .then()
                .statusCode(404);
    }

    /** Secondary metrics of a group are as many chances to be wrong as those of the whole. */
    private static void adjustedForOneAnother(JsonNode metrics) {
        List<Probability> shown = new ArrayList<>();
        List<Double> adjusted = new ArrayList<>();
        for (JsonNode metric : metrics) {
            JsonNode comparison = metric.at("/comparisons/0");
            if (metric.get("role").asText().equals("secondary")
                    && comparison.path("pValue").isNumber()) {
                shown.add(new Probability(comparison.get("pValue").asDouble()));
                adjusted.add(comparison.get("adjustedPValue").asDouble());
            }
        }
        assertThat(shown).hasSizeGreaterThan(2);
        assertThat(adjusted)
                .isEqualTo(BenjaminiHochberg.adjust(shown).stream()
                        .map(Probability::value)
                        .toList());
    }
}
