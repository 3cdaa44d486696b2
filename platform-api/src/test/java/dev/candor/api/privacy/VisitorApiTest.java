package dev.candor.api.privacy;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.page;
import static dev.candor.api.journeys.Candor.text;
import static dev.candor.domain.consent.ConsentState.DENIED;
import static dev.candor.domain.consent.ConsentState.GRANTED;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Units;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Rulesets;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.consent.OtherNode;
import dev.candor.api.consent.Receipts;
import dev.candor.api.consent.Standings;
import dev.candor.api.database.Database;
import dev.candor.api.database.Purges;
import dev.candor.api.eventstore.ErasedUnits;
import dev.candor.api.eventstore.UnitId;
import dev.candor.api.folding.Shop;
import dev.candor.api.journeys.Candor;
import dev.candor.api.ledger.Ledger;
import dev.candor.api.ledger.Snapshots;
import dev.candor.api.ledger.Statistics;
import dev.candor.api.ledger.StatisticsJson;
import dev.candor.api.problem.Json;
import dev.candor.domain.consent.Consents;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What visitors may know and do about their data, by the secret that only their browser holds. */
@QuarkusTest
class VisitorApiTest {

    private static final String ORIGIN = "https://visitor.example";
    private static final String ALL =
            "{\"measurement\": \"granted\", \"remembering\": \"granted\"," + " \"personalization\": \"granted\"}";

    private static final Consents YES = new Consents(GRANTED, GRANTED, GRANTED);

    private final Random random = new Random(7);

    @Inject
    Database database;

    @Inject
    SiteCatalog sites;

    @Inject
    Rulesets rulesets;

    @Inject
    ExperimentCatalog experiments;

    @Inject
    Snapshots snapshots;

    @Inject
    Ledger ledger;

    @Inject
    VisitorRights rights;

    @Inject
    ErasedUnits erased;

    @Inject
    Receipts receipts;

    @Inject
    Standings standings;

    @Inject
    Purges purges;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Clock clock;

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

    private static JsonNode patch(String siteKey, String secret, String body) {
        return json(
                visitor(siteKey, secret).body(body).patch("/v1/visitor").then().statusCode(200));
    }

    private static JsonNode erase(String siteKey, String secret) {
        return json(visitor(siteKey, secret).delete("/v1/visitor").then().statusCode(200));
    }

    private static JsonNode send(String siteKey, String... events) {
        return json(page(ORIGIN)
                .body(text("{\"siteKey\": \"%s\", \"events\": [%s]}", siteKey, String.join(",", events)))
                .post("/v1/events")
                .then()
                .statusCode(202));
    }

    private static String consent(UUID id, String unit, String purpose, String state, String more) {
        return text(
                "{\"id\": \"%s\", \"type\": \"consent\", \"purpose\": \"%s\", \"state\": \"%s\"%s%s}",
                id, purpose, state, unit == null ? "" : ", \"unit\": \"" + unit + "\"", more);
    }

    private static String exposure(String unit, String variant, UUID receipt) {
        return text(
                "{\"id\": \"%s\", \"type\": \"exposure\", \"experiment\": \"welcome\", \"unit\": \"%s\","
                        + " \"variant\": \"%s\", \"personalized\": true, \"receiptId\": \"%s\"}",
                Candor.id(), unit, variant, receipt);
    }

    private static String purchase(String unit) {
        return text(
                "{\"id\": \"%s\", \"type\": \"conversion\", \"name\": \"purchase\", \"value\": 12.5, \"unit\": \"%s\"}",
                Candor.id(), unit);
    }

    private static JsonNode decide(String siteKey, String who) {
        return json(page(ORIGIN)
                        .body(text(
                                "{\"siteKey\": \"%s\", %s, \"attributes\": {\"interest\": \"running\"}, \"consent\": %s}",
                                siteKey, who, ALL))
                        .post("/v1/decide")
                        .then()
                        .statusCode(200))
                .at("/decisions/0");
    }

    private static JsonNode decision(String siteKey, String unit) {
        return decide(siteKey, "\"unit\": \"" + unit + "\"");
    }

    /** A secret whose unit is in the personalized variant. */
    private String personalized(String siteKey) {
        return IntStream.range(0, 100)
                .mapToObj(i -> secret())
                .filter(each -> decision(siteKey, VisitorSecret.unit(siteKey, each))
                        .get("variant")
                        .asText()
                        .equals("by-interest"))
                .findFirst()
                .orElseThrow();
    }

    private UnitId unitId(String site, String unit) {
        var found = sites.find(site).orElseThrow();
        return new UnitId(found.id(), Units.pseudonym(found, unit));
    }

    private long rows(String table, UnitId unit) {
        String site = table.equals("contribution") ? "" : " and site_id = " + unit.site();
        return database.query(
                handle -> handle.createQuery("select count(*) from " + table + " where unit = :unit" + site)
                        .bind("unit", unit.pseudonym())
                        .mapTo(Long.class)
                        .one());
    }

    private static List<String> shape(JsonNode node) {
        return node.properties().stream()
                .map(field -> field.getKey() + ":" + field.getValue().getNodeType())
                .toList();
    }

    @Test
    void unitIsTheOneThatTheContractDerives() {
        // Python 3.11: hashlib.sha256(b"candor visitor\npk_x\n" + b"0" * 64).hexdigest()[:32]
        assertThat(VisitorSecret.unit("pk_x", "0".repeat(64))).isEqualTo("861e7d3b2a396005b89a87d7b2c40d5c");
    }

    @Test
    void visitorGetsEverythingThatIsHeldAndNobodyElseDoes() throws InterruptedException {
        String siteKey = Candor.shop("visitor-export", ORIGIN).get("siteKey").asText();
        String otherSite =
                Candor.shop("visitor-export-2", ORIGIN).get("siteKey").asText();
        String secret = personalized(siteKey);
        String unit = VisitorSecret.unit(siteKey, secret);
        UUID grant = Candor.id();
        send(
                siteKey,
                consent(grant, unit, "personalization", "granted", ", \"method\": \"ask\", \"signals\": [\"gpc\"]"),
                exposure(unit, "by-interest", grant),
                purchase(unit));
        JsonNode mine = export(siteKey, secret);
        assertThat(mine.get("unit").asText()).isEqualTo(unit.substring(0, 8) + "…");
        assertThat(mine.at("/exposures/0/receiptId").asText()).isEqualTo(grant.toString());
        assertThat(mine.at("/exposures/0/personalized").asBoolean()).isTrue();
        assertThat(mine.get("exposureCount").asInt()).isEqualTo(1);
        assertThat(mine.get("eventCount").asInt()).isEqualTo(2);
        assertThat(mine.get("events").findValuesAsText("type")).containsExactlyInAnyOrder("conversion", "consent");
        assertThat(mine.toString()).contains("12.5");
        assertThat(mine.at("/receipts/0/id").asText()).isEqualTo(grant.toString());
        assertThat(mine.at("/receipts/0/signals/0").asText()).isEqualTo("gpc");
        assertThat(mine.at("/retention/attributeDays/interest").asInt()).isEqualTo(180);
        assertThat(mine.get("notIdentifiable").isNull()).isTrue();
        Shop.await(() -> export(siteKey, secret).get("counted").size() == 1);

        String stranger = secret();
        for (JsonNode theirs : List.of(export(siteKey, stranger), export(otherSite, secret))) {
            assertThat(shape(theirs)).isEqualTo(shape(mine));
            assertThat(theirs.get("exposureCount").asInt()
                            + theirs.get("eventCount").asInt())
                    .isZero();
            assertThat(theirs.get("receipts")).isEmpty();
            assertThat(theirs.get("counted")).isEmpty();
        }
        Response known = visitor(siteKey, secret).get("/v1/visitor");
        Response unknown = visitor(siteKey, stranger).get("/v1/visitor");
        assertThat(unknown.headers().asList().stream().map(h -> h.getName()).toList())
                .isEqualTo(
                        known.headers().asList().stream().map(h -> h.getName()).toList());
        assertThat(known.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void whoShowsNoSecretIsToldThatNothingCanBeFound() {
        String siteKey = Candor.site("visitor-none", ORIGIN).get("siteKey").asText();
        JsonNode none = json(page(ORIGIN)
                .header("Authorization", "Visitor " + siteKey)
                .get("/v1/visitor")
                .then()
                .statusCode(200));
        assertThat(none.get("notIdentifiable").asText()).isEqualTo("no_secret");
        assertThat(none.get("events")).isEmpty();
        page(ORIGIN)
                .header("Authorization", "Visitor " + siteKey)
                .delete("/v1/visitor")
                .then()
                .statusCode(401);
    }

    @Test
    void anythingButASecretIsRefusedAlike() {
        String siteKey = Candor.site("visitor-forged", ORIGIN).get("siteKey").asText();
        String good = secret();
        for (String header : List.of(
                "Bearer " + siteKey + "." + good,
                "Visitor " + siteKey + "." + good.substring(1),
                "Visitor " + siteKey + "." + good + "0",
                "Visitor " + siteKey + "." + good.substring(1) + "G",
                "Visitor " + siteKey + "." + good.toUpperCase(java.util.Locale.ROOT),
                "visitor " + siteKey + "." + good,
                "Visitor " + good,
                "Visitor ")) {
            page(ORIGIN)
                    .header("Authorization", header)
                    .get("/v1/visitor")
                    .then()
                    .statusCode(401);
        }
        page(ORIGIN).get("/v1/visitor").then().statusCode(401);
        visitor("pk_" + "0".repeat(32), good).get("/v1/visitor").then().statusCode(404);
        page("https://elsewhere.example")
                .header("Authorization", "Visitor " + siteKey + "." + good)
                .get("/v1/visitor")
                .then()
                .statusCode(403);
        visitor(siteKey, good).post("/v1/visitor").then().statusCode(405);
        Response preflight = given().header("Origin", ORIGIN)
                .header("Access-Control-Request-Method", "DELETE")
                .header("Access-Control-Request-Headers", "authorization")
                .options("/v1/visitor");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PATCH", "DELETE");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization");
    }

    @Test
    void badWishesAreRefusedWithEverythingThatIsWrong() {
        String siteKey = Candor.site("visitor-wish", ORIGIN).get("siteKey").asText();
        for (String bad : List.of(
                "{}",
                "[]",
                "{\"objected\": \"yes\"}",
                "{\"consent\": {\"advertising\": \"denied\"}}",
                "{\"consent\": {\"measurement\": \"unknown\"}}",
                "{\"consent\": {\"measurement\": \"maybe\"}}",
                "{\"objected\": true, \"textVersion\": \"a b\"}",
                "{\"objected\": true, \"textVersion\": \"" + "a".repeat(65) + "\"}",
                "{\"objected\": true, \"more\": 1}")) {
            visitor(siteKey, secret()).body(bad).patch("/v1/visitor").then().statusCode(400);
        }
        patch(siteKey, secret(), "{\"objected\": true, \"textVersion\": \"" + "a".repeat(64) + "\"}");
        visitor(siteKey, secret())
                .body("x".repeat(16 * 1024 + 1))
                .patch("/v1/visitor")
                .then()
                .statusCode(413);
    }

    @Test
    void objectionChangesWhatIsShownAndNotTheArm() {
        String siteKey = Candor.shop("visitor-object", ORIGIN).get("siteKey").asText();
        String secret = personalized(siteKey);
        String unit = VisitorSecret.unit(siteKey, secret);
        assertThat(decision(siteKey, unit).get("personalized").asBoolean()).isTrue();
        assertThat(patch(siteKey, secret, "{\"objected\": true}")
                        .get("objected")
                        .asBoolean())
                .isTrue();
        JsonNode after = decision(siteKey, unit);
        assertThat(after.get("variant").asText()).isEqualTo("by-interest");
        assertThat(after.get("reason").asText()).isEqualTo("assigned");
        assertThat(after.get("personalized").asBoolean()).isFalse();
        assertThat(after.at("/payload/hero").asText()).isEqualTo("default");
        assertThat(export(siteKey, secret).get("objected").asBoolean()).isTrue();
        JsonNode flag = json(given().header("Authorization", "Bearer " + siteKey)
                .contentType("application/json")
                .body(text(
                        "{\"context\": {\"targetingKey\": \"%s\", \"interest\": \"running\", \"measurement\": \"granted\","
                                + " \"remembering\": \"granted\", \"personalization\": \"granted\"}}",
                        unit))
                .post("/ofrep/v1/evaluate/flags/welcome")
                .then()
                .statusCode(200));
        assertThat(flag.at("/value/hero").asText()).isEqualTo("default");
        // A later yes does not lift an objection; only the visitor's own word does.
        patch(siteKey, secret, "{\"consent\": {\"personalization\": \"granted\"}}");
        assertThat(decision(siteKey, unit).get("personalized").asBoolean()).isFalse();
        patch(siteKey, secret, "{\"objected\": false}");
        assertThat(decision(siteKey, unit).get("personalized").asBoolean()).isTrue();
        // Nobody else was touched by it, and a user id that was withdrawn counts alike.
        patch(siteKey, secret(), "{\"objected\": true}");
        assertThat(decision(siteKey, unit).get("personalized").asBoolean()).isTrue();
    }

    @Test
    void withdrawalHoldsFromTheNextDecisionAndOldYesesDoNotLiftIt() throws InterruptedException {
        String site = "visitor-withdraw";
        String siteKey = Candor.shop(site, ORIGIN).get("siteKey").asText();
        String secret = personalized(siteKey);
        String unit = VisitorSecret.unit(siteKey, secret);
        UUID first = Candor.id();
        String grant = consent(first, unit, "personalization", "granted", "");
        assertThat(send(siteKey, grant, consent(Candor.id(), unit, "measurement", "granted", ""))
                        .get("accepted")
                        .asInt())
                .isEqualTo(2);
        JsonNode answer =
                patch(siteKey, secret, "{\"consent\": {\"personalization\": \"denied\"}, \"textVersion\": \"abc\"}");
        assertThat(answer.at("/receipts/0/answer").asText()).isEqualTo("denied");
        assertThat(answer.at("/receipts/0/text/version").asText()).isEqualTo("abc");
        assertThat(decision(siteKey, unit).get("personalized").asBoolean()).isFalse();
        // The old receipt stays beside the new one; the other purpose keeps its answer.
        List<String> answers = export(siteKey, secret)
                .get("receipts")
                .valueStream()
                .map(r -> r.get("purpose").asText() + " " + r.get("answer").asText())
                .toList();
        assertThat(answers)
                .containsExactlyInAnyOrder("personalization denied", "personalization granted", "measurement granted");
        // The same yes again, and a yes of before under a new id.
        send(siteKey, grant);
        send(siteKey, consent(Candor.id(), unit, "personalization", "granted", ", \"ageMs\": 60000"));
        assertThat(decision(siteKey, unit).get("personalized").asBoolean()).isFalse();
        // A yes of now is a new answer.
        Thread.sleep(2); // so that it is later than the withdrawal, by the clock's milliseconds
        send(siteKey, consent(Candor.id(), unit, "personalization", "granted", ""));
        assertThat(decision(siteKey, unit).get("personalized").asBoolean()).isTrue();
    }

    @Test
    void measurementThatWasTakenBackIsNotCountedByTheServer() {
        String siteKey = Candor.shop("visitor-measure", ORIGIN).get("siteKey").asText();
        String secret = personalized(siteKey);
        patch(siteKey, secret, "{\"consent\": {\"measurement\": \"denied\"}}");
        JsonNode after = decision(siteKey, VisitorSecret.unit(siteKey, secret));
        assertThat(after.get("reason").asText()).isEqualTo("consent_required");
    }

    @Test
    void everyOtherNodeHearsOfItAndOneThatKnowsNothingPersonalizesNothing() throws InterruptedException {
        String site = "visitor-nodes";
        String siteKey = Candor.shop(site, ORIGIN).get("siteKey").asText();
        Site kept = sites.find(site).orElseThrow();
        String early = secret();
        String late = secret();
        patch(siteKey, early, "{\"consent\": {\"personalization\": \"denied\"}}");
        try (OtherNode other = new OtherNode(database, dataSource, clock)) {
            assertThat(left(other, kept, secret())).isEqualTo(new Consents(GRANTED, GRANTED, DENIED));
            other.start();
            assertThat(left(other, kept, secret())).isEqualTo(YES);
            assertThat(left(other, kept, early)).isEqualTo(new Consents(GRANTED, GRANTED, DENIED));
            patch(siteKey, late, "{\"consent\": {\"remembering\": \"denied\"}}");
            Shop.await(() -> left(other, kept, late).equals(new Consents(GRANTED, DENIED, GRANTED)));
            patch(siteKey, late, "{\"consent\": {\"remembering\": \"granted\"}}");
            Shop.await(() -> left(other, kept, late).equals(YES));
            erase(siteKey, late);
            Shop.await(() -> left(other, kept, late).equals(new Consents(GRANTED, GRANTED, DENIED)));
        }
    }

    @Test
    void nodeThatCannotHoldThemAllPersonalizesNothing() {
        String site = "visitor-many";
        String siteKey = Candor.shop(site, ORIGIN).get("siteKey").asText();
        Site kept = sites.find(site).orElseThrow();
        patch(siteKey, secret(), "{\"objected\": true}");
        int all;
        try (OtherNode node = new OtherNode(database, dataSource, clock)) {
            node.start();
            all = node.held();
        }
        try (OtherNode node = new OtherNode(database, dataSource, clock, all)) {
            node.start();
            assertThat(left(node, kept, secret())).isEqualTo(YES);
        }
        try (OtherNode node = new OtherNode(database, dataSource, clock, all - 1)) {
            node.start();
            assertThat(left(node, kept, secret())).isEqualTo(new Consents(GRANTED, GRANTED, DENIED));
            assertThat(node.held()).isZero();
        }
    }

    private static Consents left(OtherNode node, Site site, String secret) {
        return node.inForce(site, VisitorSecret.unit(site.siteKey(), secret), YES);
    }

    @Test
    void erasureRemovesEverythingRestatesAndKeepsOutWhatIsStillOnItsWay() throws InterruptedException {
        String site = "visitor-erase";
        String siteKey = Candor.shop(site, ORIGIN).get("siteKey").asText();
        String secret = personalized(siteKey);
        String unit = VisitorSecret.unit(siteKey, secret);
        UnitId id = unitId(site, unit);
        UUID grant = Candor.id();
        send(
                siteKey,
                consent(grant, unit, "personalization", "granted", ""),
                exposure(unit, "by-interest", grant),
                purchase(unit));
        Shop.await(() -> rows("contribution", id) == 1);
        KeptExperiment experiment = experiments.find(id.site(), "welcome").orElseThrow();
        Instant hour = clock.instant().truncatedTo(ChronoUnit.MICROS);
        snapshots.insert(
                experiment.id(), new Snapshots.Snapshot(hour, 1, "running", ledger.statistics(experiment.id(), 1)));
        assertThat(snapshot(experiment, hour).visitors("by-interest").counted()).isEqualTo(1);
        String results = "/api/v1/sites/" + site + "/experiments/welcome/results";
        int version = json(admin().get(results).then()).get("version").asInt();

        assertThat(erase(siteKey, secret).toString()).isEqualTo("{\"erased\":true}");
        for (String table : List.of("event", "contribution", "receipt", "dirty_mark", "standing")) {
            assertThat(rows(table, id)).as(table).isZero();
        }
        JsonNode restated = json(admin().get(results).then());
        assertThat(restated.get("version").asInt()).isEqualTo(version + 1);
        assertThat(restated.get("visitors").asInt()).isZero();
        assertThat(snapshot(experiment, hour).isEmpty())
                .as("nothing of them is left in what the results were")
                .isTrue();
        JsonNode after = export(siteKey, secret);
        assertThat(after.get("eventCount").asInt() + after.get("exposureCount").asInt())
                .isZero();
        assertThat(after.get("objected").asBoolean()).isTrue();

        // In flight: sent before, stored after. It looks like a repeat and is not stored.
        JsonNode late = send(siteKey, purchase(unit), consent(Candor.id(), unit, "personalization", "granted", ""));
        assertThat(late.get("accepted").asInt()).isZero();
        assertThat(late.get("rejected")).isEmpty();
        assertThat(rows("event", id) + rows("receipt", id)).isZero();
        assertThat(decision(siteKey, unit).get("personalized").asBoolean()).isFalse();
        assertThat(decision(siteKey, unit).get("variant").asText()).isEqualTo("by-interest");

        // The proof stays, about nobody; and there is one that the erasure was done.
        JsonNode proof = json(admin().get("/api/v1/receipts/" + grant).then().statusCode(200));
        assertThat(proof.get("genuine").asBoolean()).isTrue();
        long erasures = database.query(handle -> handle.createQuery(
                        "select count(*) from receipt where site_id = :site and purpose = 'erasure' and unit is null")
                .bind("site", id.site())
                .mapTo(Long.class)
                .one());
        assertThat(erasures).isEqualTo(1);
        assertThat(erase(siteKey, secret).toString()).isEqualTo("{\"erased\":true}");
        assertThat(erase(siteKey, secret()).toString()).isEqualTo("{\"erased\":true}");
        assertThat(json(admin().get(results).then()).get("version").asInt()).isEqualTo(version + 1);
    }

    /** As it is kept; results are not answered from one that differs by a few from the one before. */
    private Statistics snapshot(KeptExperiment experiment, Instant at) {
        return StatisticsJson.read(Json.kept(database.query(
                handle -> handle.createQuery("select statistics from snapshot where experiment_id = :id and at = :at")
                        .bind("id", experiment.id())
                        .bind("at", Database.timestamp(at))
                        .mapTo(String.class)
                        .one())));
    }

    @Test
    void whatSlippedInBesideTheErasureIsErasedOnceMore() {
        String site = "visitor-race";
        String siteKey = Candor.shop(site, ORIGIN).get("siteKey").asText();
        String secret = personalized(siteKey);
        String unit = VisitorSecret.unit(siteKey, secret);
        UnitId id = unitId(site, unit);
        erase(siteKey, secret);
        // As a statement does that began before the erasure was there to be seen.
        database.query(handle -> handle.execute(
                "insert into event (id, site_id, unit, type, occurred_at, received_at, name)"
                        + " values (?, ?, ?, 'trust', now(), now(), 'why_opened')",
                Candor.id(),
                id.site(),
                id.pseudonym()));
        jobs(Clock.offset(clock, Duration.ofSeconds(29))).eraseOnceMore();
        assertThat(rows("event", id)).isEqualTo(1);
        jobs(Clock.offset(clock, Duration.ofSeconds(31))).eraseOnceMore();
        assertThat(rows("event", id)).isZero();
        assertThat(erased.unswept(clock.instant().plusSeconds(60), 1_000)).doesNotContain(id);
    }

    private ForgettingJobs jobs(Clock when) {
        return new ForgettingJobs(rights, rulesets, erased, receipts, standings, purges, when);
    }

    @Test
    void lateJobLeavesNothingToBeSeenAndWritesDownItsRun() {
        jobs(clock).forget();
        assertThat(purges.last().stream().map(Purges.Purge::kind)).contains("receipts", "withdrawals");
    }

    @Test
    void receiptVerifiesAndAnyChangeOfItDoesNot() {
        String site = "visitor-receipt";
        String siteKey = Candor.vocabulary(site, ORIGIN).get("siteKey").asText();
        String version = json(page(ORIGIN)
                        .get("/v1/sites/" + siteKey + "/panel")
                        .then())
                .get("textVersion")
                .asText();
        UUID grant = Candor.id();
        send(
                siteKey,
                consent(
                        grant,
                        "u".repeat(32),
                        "personalization",
                        "granted",
                        ", \"textVersion\": \"" + version
                                + "\", \"method\": \"panel\", \"signals\": [\"gpc\", \"tcf\"]"));
        JsonNode answer = json(admin().get("/api/v1/receipts/" + grant).then().statusCode(200));
        assertThat(answer.get("site").asText()).isEqualTo(site);
        assertThat(answer.at("/text/content/purposes/2/purpose").asText()).isEqualTo("personalization");
        ObjectNode receipt = (ObjectNode) answer.get("receipt");
        assertThat(receipt.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "schema",
                        "id",
                        "at",
                        "site",
                        "purpose",
                        "answer",
                        "text",
                        "method",
                        "signals",
                        "jurisdiction",
                        "expiresAt",
                        "withdrawal",
                        "controller",
                        "keyId",
                        "signature");
        assertThat(receipt.at("/text/sha256").asText()).startsWith(version).hasSize(64);
        assertThat(receipt.toString()).doesNotContain("uuuu");
        int id = sites.find(site).orElseThrow().id();
        assertThat(receipts.isGenuine(id, receipt)).isTrue();

        String whole = receipt.toString();
        byte[] bytes = whole.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            byte[] forged = bytes.clone();
            forged[i] ^= 1;
            assertThat(isGenuine(id, forged)).as("byte %d of %s", i, whole).isFalse();
        }
        // Another site's key did not sign it, and a field more is another receipt.
        Candor.site("visitor-receipt-2", ORIGIN);
        assertThat(receipts.isGenuine(
                        sites.find("visitor-receipt-2").orElseThrow().id(), receipt))
                .isFalse();
        assertThat(receipts.isGenuine(id, receipt.deepCopy().put("more", "x"))).isFalse();
        assertThat(receipts.isGenuine(id, receipt.deepCopy().without("signature")))
                .isFalse();
        admin().get("/api/v1/receipts/" + UUID.randomUUID()).then().statusCode(404);
        admin().get("/api/v1/receipts/nonsense").then().statusCode(404);
        given().get("/api/v1/receipts/" + grant).then().statusCode(401);
        admin().get("/api/v1/sites/" + site + "/texts/" + version).then().statusCode(200);
        admin().get("/api/v1/sites/visitor-receipt-2/texts/0000000000000000")
                .then()
                .statusCode(404);
    }

    private boolean isGenuine(int site, byte[] forged) {
        try {
            return receipts.isGenuine(site, new com.fasterxml.jackson.databind.ObjectMapper().readTree(forged));
        } catch (java.io.IOException e) {
            return false; // not even JSON
        }
    }

    @Test
    void refusalHasAReceiptWithoutAUnitAndOneYesLeavesTheOthers() {
        String site = "visitor-refusal";
        String siteKey = Candor.vocabulary(site, ORIGIN).get("siteKey").asText();
        UUID no = Candor.id();
        UUID yes = Candor.id();
        send(
                siteKey,
                consent(no, null, "personalization", "denied", ""),
                consent(yes, "v".repeat(32), "measurement", "granted", ""));
        List<String> kept = database.query(handle -> handle.createQuery(
                        "select purpose || ' ' || answer || ' ' || (unit is null) from receipt where site_id = :site"
                                + " order by purpose")
                .bind("site", sites.find(site).orElseThrow().id())
                .mapTo(String.class)
                .list());
        assertThat(kept).containsExactly("measurement granted false", "personalization denied true");
        assertThat(json(admin().get("/api/v1/receipts/" + no).then().statusCode(200))
                        .at("/receipt/text")
                        .isNull())
                .isTrue();
    }

    @Test
    void expiredReceiptIsAbsentEvenIfNobodyDeletedItYet() {
        String site = "visitor-expired";
        String siteKey = Candor.vocabulary(site, ORIGIN).get("siteKey").asText();
        UUID grant = Candor.id();
        send(siteKey, consent(grant, null, "measurement", "granted", ""));
        assertThat(receipts.find(grant)).hasSize(1);
        database.query(handle -> handle.execute(
                "update receipt set expires_at = ? where id = ?", Database.timestamp(clock.instant()), grant));
        assertThat(receipts.find(grant)).isEmpty();
        admin().get("/api/v1/receipts/" + grant).then().statusCode(404);
        jobs(clock).forget();
        long left = database.query(handle -> handle.createQuery("select count(*) from receipt where id = :id")
                .bind("id", grant)
                .mapTo(Long.class)
                .one());
        assertThat(left).isZero();
    }
}
