package dev.candor.api.eventstore;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.audit.Audit;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.database.Database;
import dev.candor.api.eventstore.Partitions.Week;
import dev.candor.api.folding.Folder;
import dev.candor.api.folding.Shop;
import dev.candor.api.journeys.Candor;
import dev.candor.domain.event.Event.Conversion;
import dev.candor.domain.event.Event.Exposure;
import dev.candor.domain.event.Event.TrustSignal;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long events are kept, by clocks that the tests set. The past is long ago, where no other test has events. */
@QuarkusTest
class RetentionApiTest {

    private static final String ORIGIN = "https://kept.example";
    private static final LocalDate TODAY = LocalDate.of(2020, 6, 17);
    private static final Week THIS_WEEK = new Week(LocalDate.of(2020, 6, 15));

    @Inject
    Database database;

    @Inject
    EventStore events;

    @Inject
    Audit audit;

    private static Clock at(LocalDate day) {
        return Clock.fixed(day.atTime(9, 30).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    }

    private Partitions partitions(LocalDate day) {
        return new Partitions(database, at(day));
    }

    private static int site(String key, int retentionDays) {
        Candor.site(key, ORIGIN);
        String tag = admin().get("/api/v1/sites/" + key).then().extract().header("ETag");
        admin().header("If-Match", tag)
                .body("{\"retentionDays\": " + retentionDays + "}")
                .patch("/api/v1/sites/" + key)
                .then()
                .statusCode(200);
        return json(admin().get("/api/v1/sites/" + key).then())
                .get("retentionDays")
                .asInt();
    }

    private int id(String key) {
        return database.query(handle -> handle.createQuery("select id from site where key = ?")
                .bind(0, key)
                .mapTo(Integer.class)
                .one());
    }

    private UUID store(int site, LocalDate day) {
        Instant moment = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
        UUID id = Candor.id(moment.toEpochMilli());
        NewEvent event = new NewEvent(
                new UnitId(site, new byte[16]), new TrustSignal(id, moment, "why_opened", null), moment, null, null);
        assertThat(events.append(List.of(event))).hasSize(1);
        return id;
    }

    private boolean isKept(UUID id, int site) {
        return events.known(site, List.of(id)).contains(id);
    }

    @Test
    void weeksAreMadeFromTwoBehindToEightAhead() {
        partitions(TODAY).make();
        partitions(TODAY).make();
        List<Week> made = partitions(TODAY).there().stream()
                .filter(week -> week.monday().getYear() == 2020)
                .toList();
        assertThat(made).contains(THIS_WEEK.plus(-2), THIS_WEEK, THIS_WEEK.plus(8));
        assertThat(made).doesNotHaveDuplicates();
        int site = 999_001;
        UUID first = store(site, THIS_WEEK.monday());
        assertThat(isKept(first, site)).isTrue();
        store(site, THIS_WEEK.plus(8).end().minusDays(1));
        partitions(TODAY).dropUntil(TODAY.plusYears(1));
    }

    @Test
    void aWeekIsMadeWithoutStoppingTheCollecting() {
        // A reader holds the table open: an access-exclusive lock would wait for it, and every insert for that.
        database.transaction(reader -> {
            reader.createQuery("select count(*) from event").mapTo(Long.class).one();
            partitions(TODAY.plusYears(2)).make();
            return true;
        });
        assertThat(partitions(TODAY).there()).contains(new Week(LocalDate.of(2022, 6, 13)));
        partitions(TODAY).dropUntil(TODAY.plusYears(3));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "7, 7", "8, 8", "9, 8"})
    void idIsTakenWhenItsDayIsKeptAndNotMoreThanEightDaysAgo(int retentionDays, int daysTaken) {
        String key = "keeps-" + retentionDays;
        assertThat(site(key, retentionDays)).isEqualTo(retentionDays);
        long oldest = System.currentTimeMillis() - Duration.ofDays(daysTaken).toMillis();
        long minute = Duration.ofMinutes(1).toMillis();
        assertThat(accepted(key, Candor.id(oldest + minute))).isEqualTo(1);
        assertThat(accepted(key, Candor.id(oldest - minute))).isZero();
    }

    private static int accepted(String site, UUID id) {
        String siteKey =
                json(admin().get("/api/v1/sites/" + site).then()).get("siteKey").asText();
        String event = "{\"id\": \"" + id + "\", \"type\": \"trust\", \"name\": \"why_opened\"}";
        return json(Candor.page(ORIGIN)
                        .body("{\"siteKey\": \"" + siteKey + "\", \"events\": [" + event + "]}")
                        .post("/v1/events")
                        .then()
                        .statusCode(202))
                .get("accepted")
                .asInt();
    }

    @Test
    void aWeekGoesWhenItIsWhollyTooOld() {
        LocalDate day = TODAY.minusYears(3);
        Partitions then = partitions(day);
        then.make();
        Week week = Week.of(day);
        assertThat(then.dropUntil(week.end().minusDays(1))).doesNotContain(week);
        assertThat(then.dropUntil(week.end())).contains(week);
        assertThat(then.there()).doesNotContain(week);
        then.dropUntil(day.plusYears(1));
    }

    @Test
    void aSitesEventsAreDeletedWhenItsOwnRetentionIsOver() {
        LocalDate now = LocalDate.now(ZoneOffset.UTC);
        site("kept-week", 7);
        site("kept-year", 366);
        int brief = id("kept-week");
        int lasting = id("kept-year");
        partitions(now.minusDays(8)).make();
        UUID old = store(brief, now.minusDays(8));
        UUID lastDay = store(brief, now.minusDays(7));
        UUID oldOfOther = store(lasting, now.minusDays(8));
        retention(now).run();
        assertThat(isKept(old, brief)).isFalse();
        assertThat(isKept(lastDay, brief)).isTrue();
        assertThat(isKept(oldOfOther, lasting)).isTrue();
        Audit.Entry entry = audit.page(Long.MAX_VALUE, 50).stream()
                .filter(e -> e.action().equals("events.delete") && e.subject().equals("kept-week"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.detail().get("events").asInt()).isEqualTo(1);
        assertThat(audit.firstBroken()).isEmpty();
    }

    @Test
    void eventsOfDaysThatAreOverAreAbsentEvenIfTheJobIsLate() {
        LocalDate now = LocalDate.now(ZoneOffset.UTC);
        site("kept-late", 7);
        int site = id("kept-late");
        UUID id = store(site, now);
        byte[][] units = {new byte[16]};
        Instant over = now.plusDays(8).atStartOfDay().toInstant(ZoneOffset.UTC);
        assertThat(held(over.minusMillis(1)).of(site, units, false, 10)).hasSize(1);
        assertThat(held(over.minusMillis(1)).count(site, units, false)).isEqualTo(1);
        assertThat(held(over).of(site, units, false, 10)).isEmpty();
        assertThat(held(over).count(site, units, false)).isZero();
        assertThat(isKept(id, site)).as("the job has not run").isTrue();
    }

    private HeldEvents held(Instant moment) {
        Clock then = Clock.fixed(moment, ZoneOffset.UTC);
        return new HeldEvents(database, new Journeys(new Retention(database, partitions(TODAY), audit, then), then));
    }

    @Inject
    Shop shop;

    @Inject
    Folder folder;

    @Test
    void whatWasSealedStaysWhenTheEventsGo() throws InterruptedException {
        KeptExperiment experiment = shop.open("kept-seal");
        String tag = admin().get("/api/v1/sites/kept-seal").header("ETag");
        admin().header("If-Match", tag)
                .body("{\"retentionDays\": 1}")
                .patch("/api/v1/sites/kept-seal")
                .then()
                .statusCode(200);
        for (int i = 0; i < 12; i++) {
            UnitId unit = new UnitId(experiment.siteId(), new byte[] {(byte) (i * 20), 1});
            shop.store(
                    experiment,
                    unit,
                    List.of(
                            new Exposure(
                                    Candor.id(), Instant.now(), "welcome", i % 2 == 0 ? "plain" : "by-interest", false),
                            new Conversion(Candor.id(), Instant.now(), "purchase", 2_000_000L)));
        }
        Shop.await(() -> results().get("visitors").asInt() == 12);
        admin().post("/api/v1/sites/kept-seal/experiments/welcome/stop").then().statusCode(200);
        Instant stopped = shop.kept("kept-seal").stoppedAt();
        shop.recordsAt(stopped.plus(Duration.ofDays(8)).plusSeconds(1));
        JsonNode before = results();
        assertThat(before.at("/sealed/sha256").asText()).hasSize(64);
        var statistics = shop.kept(experiment);

        retention(LocalDate.now(ZoneOffset.UTC).plusDays(10)).run();
        int left = database.query(handle -> handle.createQuery("select count(*) from event where site_id = :site")
                .bind("site", experiment.siteId())
                .mapTo(Integer.class)
                .one());
        assertThat(left).isZero();
        folder.foldAll();
        assertThat(shop.kept(experiment)).isEqualTo(statistics);
        JsonNode after = results();
        assertThat(after.get("sealed")).isEqualTo(before.get("sealed"));
        assertThat(after.get("visitors")).isEqualTo(before.get("visitors"));
        assertThat(after.at("/metrics/0/variants")).isEqualTo(before.at("/metrics/0/variants"));
    }

    private static JsonNode results() {
        return json(admin().get("/api/v1/sites/kept-seal/experiments/welcome/results")
                .then()
                .statusCode(200));
    }

    @Test
    void whatARunningExperimentStillNeedsStays() {
        LocalDate now = LocalDate.now(ZoneOffset.UTC);
        Candor.shop("kept-running", ORIGIN);
        assertThat(kept("kept-running", now.plusDays(179))).isEqualTo(now.minusDays(1));
        assertThat(kept("kept-running", now.plusDays(400))).isEqualTo(now.minusDays(1));
        // But nothing for ever.
        LocalDate far = now.plusDays(Retention.LONGEST_DAYS + 30L);
        assertThat(kept("kept-running", far)).isEqualTo(far.minusDays(Retention.LONGEST_DAYS));
        admin().post("/api/v1/sites/kept-running/experiments/welcome/stop")
                .then()
                .statusCode(200);
        assertThat(kept("kept-running", now.plusDays(7)))
                .isEqualTo(now.plusDays(7).minusDays(180));
        assertThat(kept("kept-running", now.plusDays(400)))
                .isEqualTo(now.plusDays(400).minusDays(180));
    }

    private LocalDate kept(String site, LocalDate today) {
        return retention(today).kept(today).stream()
                .filter(kept -> kept.key().equals(site))
                .map(Retention.Kept::from)
                .findFirst()
                .orElseThrow();
    }

    private Retention retention(LocalDate day) {
        Clock noon = Clock.offset(at(day), Duration.ZERO);
        return new Retention(database, new Partitions(database, noon), audit, noon);
    }
}
