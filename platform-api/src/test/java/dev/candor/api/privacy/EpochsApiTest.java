package dev.candor.api.privacy;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.page;
import static dev.candor.api.journeys.Candor.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.access.Units;
import dev.candor.api.audit.Audit;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.PseudonymKeys.Epoch;
import dev.candor.api.catalog.Rulesets;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.catalog.SiteEpochs;
import dev.candor.api.consent.Answers;
import dev.candor.api.consent.Receipts;
import dev.candor.api.consent.Standings;
import dev.candor.api.database.Database;
import dev.candor.api.database.FilesOnDisk;
import dev.candor.api.database.Purges;
import dev.candor.api.eventstore.ErasedUnits;
import dev.candor.api.eventstore.HeldEvents;
import dev.candor.api.folding.Shop;
import dev.candor.api.journeys.Candor;
import dev.candor.api.ledger.Erasure;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Pseudonyms get another key from time to time, and the old one is destroyed: nobody is counted twice, or found any more. */
@QuarkusTest
class EpochsApiTest {

    private static final String ORIGIN = "https://epochs.example";
    private static final Duration GRACE = Duration.ofDays(8);

    private final Random random = new Random(17);

    @Inject
    Database database;

    @Inject
    SiteCatalog sites;

    @Inject
    Rulesets rulesets;

    @Inject
    ExperimentCatalog experiments;

    @Inject
    SiteEpochs siteEpochs;

    @Inject
    Audit audit;

    @Inject
    Purges purges;

    @Inject
    HeldEvents held;

    @Inject
    Receipts receipts;

    @Inject
    Standings standings;

    @Inject
    Answers answers;

    @Inject
    ErasedUnits erased;

    @Inject
    Erasure erasure;

    @Inject
    Clock clock;

    private Epochs job(Duration later) {
        return new Epochs(database, rulesets, sites, siteEpochs, audit, purges, Clock.offset(clock, later));
    }

    private String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static RequestSpecification visitor(String siteKey, String secret) {
        return page(ORIGIN).header("Authorization", "Visitor " + siteKey + "." + secret);
    }

    private static JsonNode export(String siteKey, String secret) {
        return json(visitor(siteKey, secret).get("/v1/visitor").then().statusCode(200));
    }

    private static JsonNode begin(String site) {
        return json(admin().post("/api/v1/sites/" + site + "/pseudonym-epochs")
                .then()
                .statusCode(201));
    }

    private static JsonNode epochs(String site) {
        return json(admin().get("/api/v1/sites/" + site + "/pseudonym-epochs")
                        .then()
                        .statusCode(200))
                .get("items");
    }

    private static JsonNode send(String siteKey, List<String> events) {
        return json(page(ORIGIN)
                .body(text("{\"siteKey\": \"%s\", \"events\": [%s]}", siteKey, String.join(",", events)))
                .post("/v1/events")
                .then()
                .statusCode(202));
    }

    private static String exposure(String experiment, String unit, String variant) {
        return text(
                "{\"id\": \"%s\", \"type\": \"exposure\", \"experiment\": \"%s\", \"unit\": \"%s\", \"variant\": \"%s\","
                        + " \"personalized\": false}",
                Candor.id(), experiment, unit, variant);
    }

    private static String purchase(String unit) {
        return text(
                "{\"id\": \"%s\", \"type\": \"conversion\", \"name\": \"purchase\", \"unit\": \"%s\"}",
                Candor.id(), unit);
    }

    private static String granted(UUID id, String unit, String purpose) {
        return text(
                "{\"id\": \"%s\", \"type\": \"consent\", \"purpose\": \"%s\", \"state\": \"granted\", \"unit\": \"%s\"}",
                id, purpose, unit);
    }

    private static JsonNode decisions(String siteKey, String unit) {
        return json(page(ORIGIN)
                        .body(text(
                                "{\"siteKey\": \"%s\", \"unit\": \"%s\", \"attributes\": {\"interest\": \"running\"},"
                                        + " \"consent\": {\"measurement\": \"granted\", \"remembering\": \"granted\","
                                        + " \"personalization\": \"granted\"}}",
                                siteKey, unit))
                        .post("/v1/decide")
                        .then()
                        .statusCode(200))
                .get("decisions");
    }

    private static String variant(String siteKey, String experiment, String unit) {
        return decisions(siteKey, unit)
                .valueStream()
                .filter(decision -> decision.get("experiment").asText().equals(experiment))
                .findFirst()
                .orElseThrow()
                .get("variant")
                .asText();
    }

    private Site site(String key) {
        return sites.find(key).orElseThrow();
    }

    private static void stop(String site, String experiment) {
        admin().post("/api/v1/sites/" + site + "/experiments/" + experiment + "/stop")
                .then()
                .statusCode(200);
    }

    private List<String> rows(String query, Object... values) {
        return database.query(handle -> {
            var asked = handle.createQuery("select cast(asked as text) from (" + query + ") as asked");
            for (int i = 0; i < values.length; i++) {
                asked.bind(i, values[i]);
            }
            return asked.mapTo(String.class).list();
        });
    }

    /** Visitors and their purchases, as the experiment counts them. */
    private List<String> counted(String site, String experiment) {
        return rows(
                "select count(*), sum(amounts[1]) / 1000000, bool_or(quarantined) from contribution"
                        + " where experiment_id = (select id from experiment where key = ? and site_id = ?)",
                experiment,
                site(site).id());
    }

    @Test
    void sameVisitorIsSomebodyElseInEveryEpochAndOnEverySite() {
        Candor.site("epochs-unrelated", ORIGIN);
        Candor.site("epochs-unrelated-2", ORIGIN);
        byte[] first = Units.pseudonym(site("epochs-unrelated"), "u");
        byte[] other = Units.pseudonym(site("epochs-unrelated-2"), "u");
        byte[] lasting = Units.lasting(site("epochs-unrelated"), "u");
        JsonNode items = begin("epochs-unrelated").get("items");
        assertThat(items).hasSize(2);
        assertThat(items.at("/0/endedAt")).isEqualTo(items.at("/1/beganAt"));
        byte[] second = Units.pseudonym(site("epochs-unrelated"), "u");
        assertThat(List.of(first, other, second, lasting)).doesNotHaveDuplicates();
        assertThat(Units.lasting(site("epochs-unrelated"), "u")).isEqualTo(lasting);
        assertThat(
                        rows(
                                "select action, actor from audit where subject = 'epochs-unrelated' and action like 'pseudonyms%'"))
                .hasSize(1);
        page(ORIGIN)
                .post("/api/v1/sites/epochs-unrelated/pseudonym-epochs")
                .then()
                .statusCode(401);
        admin().post("/api/v1/sites/epochs-nowhere/pseudonym-epochs").then().statusCode(404);
    }

    @Test
    void policyBeginsThemByItself() {
        String key = "epochs-policy";
        Candor.site(key, ORIGIN);
        for (int bad : List.of(0, 396)) {
            admin().header("If-Match", etag(key))
                    .body("{\"pseudonymEpochDays\": " + bad + "}")
                    .patch("/api/v1/sites/" + key)
                    .then()
                    .statusCode(400);
        }
        for (int good : List.of(395, 1)) {
            admin().header("If-Match", etag(key))
                    .body("{\"pseudonymEpochDays\": " + good + "}")
                    .patch("/api/v1/sites/" + key)
                    .then()
                    .statusCode(200);
        }
        var began = site(key).keys().current().beganAt();
        at(began.plus(Duration.ofDays(1)).minusMillis(1)).run();
        assertThat(epochs(key)).hasSize(1);
        at(began.plus(Duration.ofDays(1))).run();
        assertThat(epochs(key)).hasSize(2);
        assertThat(purges.last().stream().map(Purges.Purge::kind)).contains("pseudonyms");
    }

    private Epochs at(java.time.Instant moment) {
        Clock then = Clock.fixed(moment, java.time.ZoneOffset.UTC);
        return new Epochs(database, rulesets, sites, siteEpochs, audit, purges, then);
    }

    private static String etag(String site) {
        return admin().get("/api/v1/sites/" + site).then().extract().header("ETag");
    }

    @Test
    void runningExperimentGoesOnCountingAndANewOneCountsByTheNewKey() throws InterruptedException {
        String key = "epochs-running";
        String siteKey = Candor.shop(key, ORIGIN).get("siteKey").asText();
        List<String> units = new ArrayList<>();
        List<String> variants = new ArrayList<>();
        List<String> before = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String unit = HexFormat.of().toHexDigits(random.nextLong());
            units.add(unit);
            variants.add(variant(siteKey, "welcome", unit));
            if (i < 15) {
                before.add(exposure("welcome", unit, variants.get(i)));
            }
            if (i < 5) {
                before.add(purchase(unit));
            }
        }
        assertThat(send(siteKey, before).get("accepted").asInt()).isEqualTo(20);
        begin(key);
        Candor.start(key, Candor.experiment("later", 5000, 5000));

        List<String> after = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            assertThat(variant(siteKey, "welcome", units.get(i)))
                    .as("nobody flips")
                    .isEqualTo(variants.get(i));
            if (i >= 10) {
                after.add(exposure("welcome", units.get(i), variants.get(i)));
                after.add(exposure("later", units.get(i), variant(siteKey, "later", units.get(i))));
            }
            if (i >= 3) {
                after.add(purchase(units.get(i)));
            }
        }
        JsonNode answer = send(siteKey, after);
        assertThat(answer.get("rejected")).isEmpty();
        assertThat(answer.get("accepted").asInt())
                .as("a purchase that is kept twice is one")
                .isEqualTo(37);
        assertThat(answer.get("duplicates").asInt()).isZero();
        before.addAll(after);
        JsonNode again = send(siteKey, before);
        assertThat(again.get("accepted").asInt()).isZero();
        assertThat(again.get("duplicates").asInt()).isEqualTo(57);

        // Each visitor once, whoever came before, after or both; a purchase counts where the visitor was met.
        Shop.await(() -> counted(key, "later").equals(List.of("(10,10.0000000000000000,f)")));
        Shop.await(() -> counted(key, "welcome").get(0).startsWith("(20,"));
        assertThat(counted(key, "welcome")).containsExactly("(20,20.0000000000000000,f)");
        JsonNode recount = Shop.recount(key);
        assertThat(recount.at("/result/differences").asInt())
                .as(recount.toString())
                .isZero();
        assertThat(epochs(key).at("/0/heldBy/0").asText()).isEqualTo("welcome");
        assertThat(epochs(key).at("/1/heldBy/0").asText()).isEqualTo("later");
    }

    @Test
    void afterTheDestructionNobodyCanBeFoundAndNothingOfTheKeyIsLeft() throws InterruptedException {
        String key = "epochs-destroyed";
        String siteKey = Candor.shop(key, ORIGIN).get("siteKey").asText();
        String secret = secret();
        String unit = VisitorSecret.unit(siteKey, secret);
        UUID grant = Candor.id();
        send(
                siteKey,
                List.of(
                        granted(grant, unit, "personalization"),
                        exposure("welcome", unit, variant(siteKey, "welcome", unit)),
                        purchase(unit)));
        Shop.await(() -> export(siteKey, secret).get("counted").size() == 1);
        visitor(siteKey, secret)
                .body("{\"objected\": true}")
                .patch("/v1/visitor")
                .then()
                .statusCode(200);
        Epoch first = site(key).keys().current();
        begin(key);
        stop(key, "welcome");
        JsonNode still = export(siteKey, secret);
        assertThat(still.get("notIdentifiable").isNull()).isTrue();
        assertThat(still.get("eventCount").asInt()).isEqualTo(2);
        assertThat(still.get("receipts")).hasSize(1);

        assertThat(FilesOnDisk.holding(database, first.key()))
                .as("the search finds a key that is there")
                .isPositive();
        job(GRACE.minusSeconds(60)).run();
        assertThat(epochs(key).at("/0/destroyedAt").isNull()).isTrue();
        // Even where the job is late nobody uses the key any more.
        JsonNode late =
                rights(GRACE.plusSeconds(60)).export(rulesets.of(siteKey).orElseThrow(), Optional.of(unit));
        assertThat(late.get("notIdentifiable").asText()).isEqualTo("epoch_over");
        assertThat(late.get("eventCount").asInt()).isZero();
        job(GRACE.plusSeconds(60)).run();
        assertThat(epochs(key).at("/0/destroyedAt").isNull()).isFalse();

        JsonNode over = export(siteKey, secret);
        assertThat(over.get("notIdentifiable").asText()).isEqualTo("epoch_over");
        assertThat(over.get("identifiableSince").asText())
                .isEqualTo(site(key).keys().current().beganAt().toString());
        assertThat(over.get("eventCount").asInt() + over.get("exposureCount").asInt())
                .isZero();
        assertThat(over.get("receipts")).isEmpty();
        assertThat(over.get("counted")).isEmpty();
        assertThat(counted(key, "welcome").get(0)).as("what was counted stays").startsWith("(1,1.0");
        assertThat(rows("select unit from receipt where id = ? and unit is not null", grant))
                .isEmpty();
        assertThat(json(admin().get("/api/v1/receipts/" + grant).then().statusCode(200))
                        .get("genuine")
                        .asBoolean())
                .isTrue();
        // What was taken back is known in every epoch.
        assertThat(over.get("objected").asBoolean()).isTrue();
        assertThat(
                        rows(
                                "select action from audit where subject = 'epochs-destroyed' and action = 'pseudonyms.destroy_key'"))
                .hasSize(1);
        assertThat(FilesOnDisk.holding(database, first.key()))
                .as("files of the database that hold the key")
                .isZero();
    }

    private VisitorRights rights(Duration later) {
        return new VisitorRights(held, receipts, standings, answers, erased, erasure, Clock.offset(clock, later));
    }

    @Test
    void experimentOfAnEarlierEpochHoldsItsKey() {
        String key = "epochs-held";
        String siteKey = Candor.shop(key, ORIGIN).get("siteKey").asText();
        begin(key);
        job(GRACE.plusSeconds(60)).run();
        assertThat(epochs(key).at("/0/destroyedAt").isNull()).isTrue();
        String unit = "w".repeat(32);
        assertThat(send(siteKey, List.of(exposure("welcome", unit, variant(siteKey, "welcome", unit))))
                        .get("accepted")
                        .asInt())
                .isEqualTo(1);
        stop(key, "welcome");
        job(GRACE.plusSeconds(60)).run();
        assertThat(epochs(key).at("/0/destroyedAt").isNull()).isFalse();
    }

    @Test
    void erasureTakesEveryEpochAndKeepsOutWhatIsOnItsWay() throws InterruptedException {
        String key = "epochs-erased";
        String siteKey = Candor.shop(key, ORIGIN).get("siteKey").asText();
        String secret = secret();
        String unit = VisitorSecret.unit(siteKey, secret);
        String met = exposure("welcome", unit, variant(siteKey, "welcome", unit));
        send(siteKey, List.of(met, purchase(unit), granted(Candor.id(), unit, "measurement")));
        Site before = site(key);
        begin(key);
        send(siteKey, List.of(purchase(unit), granted(Candor.id(), unit, "personalization")));
        Shop.await(() -> counted(key, "welcome").equals(List.of("(1,1.00000000000000000000,f)")));
        JsonNode mine = export(siteKey, secret);
        assertThat(mine.get("eventCount").asInt())
                .as("each once, though one is kept twice")
                .isEqualTo(4);
        assertThat(mine.get("events")).hasSize(4);
        assertThat(mine.get("receipts")).hasSize(2);
        byte[] first = Units.pseudonym(before, unit);
        byte[] second = Units.pseudonym(site(key), unit);
        visitor(siteKey, secret).delete("/v1/visitor").then().statusCode(200);
        for (int i = 0; i < 2; i++) {
            for (String table : List.of("event", "contribution", "receipt", "dirty_mark", "standing")) {
                assertThat(rows("select unit from " + table + " where unit in (?, ?)", first, second))
                        .as(table)
                        .isEmpty();
            }
            assertThat(send(siteKey, List.of(met, purchase(unit)))
                            .get("accepted")
                            .asInt())
                    .isZero();
        }
        assertThat(export(siteKey, secret).get("objected").asBoolean()).isTrue();
        assertThat(rows("select count(*) from receipt where purpose = 'erasure' and site_id = ?", before.id()))
                .containsExactly("(1)");
        begin(key);
        assertThat(export(siteKey, secret).get("objected").asBoolean())
                .as("in every epoch")
                .isTrue();
    }

    @Test
    void answersAreCountedOnceAndComparedByTheEpochOfTheExperiment() throws InterruptedException {
        String key = "epochs-answers";
        String siteKey = Candor.shop(key, ORIGIN).get("siteKey").asText();
        List<String> events = new ArrayList<>();
        begin(key);
        for (int i = 0; i < 3; i++) {
            String unit = HexFormat.of().toHexDigits(random.nextLong());
            events.add(granted(Candor.id(), unit, "measurement"));
            events.add(exposure("welcome", unit, variant(siteKey, "welcome", unit)));
        }
        events.add(text(
                "{\"id\": \"%s\", \"type\": \"consent\", \"purpose\": \"measurement\", \"state\": \"denied\"}",
                Candor.id()));
        send(siteKey, events);
        Shop.await(() -> counted(key, "welcome").get(0).startsWith("(3,"));
        // By the statement itself: results round what so few answered.
        int id = site(key).id();
        List<Integer> answered = database.query(handle -> handle.createQuery(Database.sql("results/answers"))
                .bind("site", id)
                .bind(
                        "from",
                        Database.timestamp(
                                experiments.find(id, "welcome").orElseThrow().startedAt()))
                .bind("until", (Object) null)
                .map((row, context) -> List.of(row.getInt("granted"), row.getInt("denied")))
                .one());
        assertThat(answered).containsExactly(3, 1);
    }
}
