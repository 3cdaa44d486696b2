package dev.candor.api.results;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.database.Database;
import dev.candor.api.folding.Shop;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whoever refuses is not followed: their signals name what they met, are counted by it, and belong to nobody. */
@QuarkusTest
class SignalsOfNobodyApiTest {

    private static final String ORIGIN = "https://nobody.example";
    /** So many that a variant has fewer than the fifty that a group must have once in a million runs. */
    private static final int VISITORS = 160;

    @Inject
    SiteCatalog sites;

    @Inject
    ExperimentCatalog experiments;

    @Inject
    Database database;

    private String site = "";
    private String siteKey = "";
    private final Map<String, Integer> met = new TreeMap<>();

    private static String experiment() {
        return Candor.experiment("welcome", 5000, 5000)
                .replace(
                        "{\"metric\": \"feedback_negative\", \"role\": \"trust\", \"margin\": {\"absolute\": 0.005}}",
                        "{\"metric\": \"consent_withdrawn\", \"role\": \"trust\"},"
                                + " {\"metric\": \"erased_soon\", \"role\": \"secondary\"}");
    }

    /** A shop whose experiment guards withdrawals, met by some visitors. */
    private void open(String key) throws InterruptedException {
        site = key;
        siteKey = Candor.vocabulary(key, ORIGIN).get("siteKey").asText();
        admin().body("{\"kind\": \"conversion\", \"event\": \"data_erased\", \"windowHours\": 24}")
                .put("/api/v1/sites/" + key + "/metrics/erased_soon")
                .then()
                .statusCode(200);
        Candor.start(key, experiment());
        KeptExperiment kept =
                experiments.find(sites.find(key).orElseThrow().id(), "welcome").orElseThrow();
        met.putAll(MetVariants.by(VISITORS, kept, siteKey, ORIGIN));
        Shop.await(() -> results().get("visitors").asInt() == VISITORS);
    }

    private JsonNode send(List<String> events) {
        return send(Candor.page(ORIGIN), events);
    }

    private JsonNode send(RequestSpecification page, List<String> events) {
        return json(page.body("{\"siteKey\": \"" + siteKey + "\", \"events\": [" + String.join(",", events) + "]}")
                .post("/v1/events")
                .then()
                .statusCode(202));
    }

    private static String signal(UUID id, String name, String more) {
        return text("{\"id\": \"%s\", \"type\": \"trust\", \"name\": \"%s\"%s}", id, name, more);
    }

    private static String withdrew(String variant) {
        return signal(Candor.id(), "consent_withdrawn", of(variant));
    }

    private static String of(String variant) {
        return ", \"experiment\": \"welcome\", \"variant\": \"" + variant + "\"";
    }

    private JsonNode results() {
        return json(admin().get("/api/v1/sites/" + site + "/experiments/welcome/results")
                .then()
                .statusCode(200));
    }

    private static JsonNode metric(JsonNode results, String key) {
        for (JsonNode metric : results.get("metrics")) {
            if (metric.get("metric").asText().equals(key)) {
                return metric;
            }
        }
        throw new AssertionError("no metric " + key);
    }

    private static double sum(JsonNode results, String metric, String variant) {
        for (JsonNode each : metric(results, metric).get("variants")) {
            if (each.get("variant").asText().equals(variant)) {
                return each.get("sum").asDouble();
            }
        }
        throw new AssertionError("no variant " + variant);
    }

    private static JsonNode health(JsonNode results, String check) {
        for (JsonNode each : results.get("health")) {
            if (each.get("check").asText().equals(check)) {
                return each;
            }
        }
        throw new AssertionError("no check " + check);
    }

    @Test
    void withdrawalsAreCountedByWhatWasMetAndOnce() throws InterruptedException {
        open("nobody-counted");
        List<String> signals = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            signals.add(withdrew("by-interest"));
        }
        signals.add(withdrew("plain"));
        assertThat(send(signals).get("accepted").asInt()).isEqualTo(13);
        assertThat(send(signals).get("duplicates").asInt()).isEqualTo(13);
        Shop.await(() -> sum(results(), "consent_withdrawn", "by-interest") == 12);
        JsonNode results = results();
        assertThat(sum(results, "consent_withdrawn", "plain")).isEqualTo(1);
        JsonNode comparison = metric(results, "consent_withdrawn").at("/comparisons/0");
        double shown = 12.0 / met.get("by-interest") - 1.0 / met.get("plain");
        assertThat(comparison.at("/absolute/estimate").asDouble())
                .as("of all who met it")
                .isCloseTo(shown, within(1e-12));
        assertThat(comparison.at("/nonInferiority/margin").asDouble()).isEqualTo(0.005);
        assertThat(comparison.at("/nonInferiority/holds").asBoolean()).isFalse();
        assertThat(health(results, Unattributed.CHECK).get("status").asText()).isEqualTo("pass");
        assertThat(results.at("/verdict/code").asText()).isEqualTo("keep_collecting");
        notOfAnyGroup();
        aRecountConfirmsAndRepairs();
        anErasureLeavesThem();
    }

    private void notOfAnyGroup() {
        JsonNode breakdown = json(admin().get("/api/v1/sites/" + site + "/experiments/welcome/results?breakdown=device")
                .then()
                .statusCode(200));
        for (JsonNode cell : breakdown.at("/breakdown/cells")) {
            assertThat(metric(cell, "consent_withdrawn").get("whyNot").asText()).contains("not measurable by group");
        }
        assertThat(breakdown.at("/breakdown/cells").size()).isPositive();
    }

    private void aRecountConfirmsAndRepairs() throws InterruptedException {
        assertThat(Shop.recount(site).at("/result/confirmed").asBoolean()).isTrue();
        database.transaction(handle -> handle.execute(
                "update sufficient_statistics set sum_y = sum_y + 1000000 where shard = 64 and metric = 'consent_withdrawn'"
                        + " and variant = 'plain' and experiment_id in (select x.id from experiment x join site s on s.id ="
                        + " x.site_id where s.key = ?)",
                site));
        assertThat(sum(results(), "consent_withdrawn", "plain")).isEqualTo(2);
        assertThat(Shop.recount(site).at("/result/confirmed").asBoolean()).isFalse();
        assertThat(sum(results(), "consent_withdrawn", "plain")).isEqualTo(1);
    }

    /** Nothing of it can be joined with anybody. */
    private void anErasureLeavesThem() {
        assertThat(database.<Long>query(handle -> handle.createQuery(
                                "select count(*) from event e join site s on s.id = e.site_id where s.key = :site"
                                        + " and e.type = 'trust' and (length(e.unit) > 0 or e.detail is not null)")
                        .bind("site", site)
                        .mapTo(Long.class)
                        .one()))
                .isZero();
    }

    @Test
    void aRefusalByWhoeverMetNothingConcernsNoPlan() throws InterruptedException {
        open("nobody-met-nothing");
        send(List.of(signal(Candor.id(), "consent_withdrawn", ", \"met\": false")));
        assertThat(health(results(), Unattributed.CHECK).get("status").asText()).isEqualTo("pass");
        // One that does not say it may be of anybody.
        send(List.of(signal(Candor.id(), "consent_withdrawn", "")));
        Shop.await(() ->
                health(results(), Unattributed.CHECK).get("status").asText().equals("fail"));
        JsonNode comparison = metric(results(), "consent_withdrawn").at("/comparisons/0");
        assertThat(comparison.get("absolute").isNull()).isTrue();
        assertThat(comparison.get("whyNot").asText()).contains("not measurable by variant");
        assertThat(results().at("/verdict/code").asText()).isEqualTo("invalid");
    }

    @Test
    void moreSignalsThanVisitorsAreNoShare() throws InterruptedException {
        open("nobody-too-many");
        List<String> signals = new ArrayList<>();
        for (int i = 0; i < met.get("plain"); i++) {
            signals.add(withdrew("plain"));
        }
        send(signals.subList(0, signals.size() / 2));
        send(signals.subList(signals.size() / 2, signals.size()));
        Shop.await(() -> sum(results(), "consent_withdrawn", "plain") == met.get("plain"));
        assertThat(health(results(), Unattributed.CHECK).get("status").asText())
                .as("as many as there are")
                .isEqualTo("pass");
        send(List.of(withdrew("plain")));
        Shop.await(() ->
                health(results(), Unattributed.CHECK).get("status").asText().equals("fail"));
        assertThat(health(results(), Unattributed.CHECK).get("value").isNull())
                .as("a few are not told one by one")
                .isTrue();
        assertThat(metric(results(), "consent_withdrawn")
                        .at("/comparisons/0/whyNot")
                        .asText())
                .contains("more signals came than visitors");
        assertThat(results().at("/verdict/code").asText()).isEqualTo("invalid");
    }

    @Test
    void aWindowCannotBeToldOfThem() throws InterruptedException {
        open("nobody-window");
        send(List.of(signal(Candor.id(), "data_erased", of("plain"))));
        Shop.await(() ->
                health(results(), Unattributed.CHECK).get("status").asText().equals("warn"));
        assertThat(metric(results(), "erased_soon").at("/comparisons/0/whyNot").asText())
                .contains("without a window");
    }

    @Test
    void whatTheySayIsChecked() throws InterruptedException {
        open("nobody-checked");
        refused(", \"experiment\": \"welcome\"", "malformed", "variant");
        refused(", \"variant\": \"plain\"", "malformed", "experiment");
        refused(of("plain") + ", \"unit\": \"u\"", "malformed", "unit");
        refused(of("blue"), "wrong_variant", "no variant");
        refused(", \"experiment\": \"another\", \"variant\": \"plain\"", "unknown_experiment", "");
        refused(of("plain") + ", \"ageMs\": 600000", "not_running", "");
        refused(", \"met\": false, \"unit\": \"u\"", "malformed", "met");
        refused(", \"met\": \"no\"", "malformed", "met");
        JsonNode answer = send(
                given().header("User-Agent", "Googlebot/2.1 (+http://www.google.com/bot.html)")
                        .header("Origin", ORIGIN)
                        .contentType("text/plain"),
                List.of(withdrew("plain")));
        assertThat(answer.at("/rejected/0/reason").asText()).isEqualTo("excluded_traffic");
        admin().post("/api/v1/sites/" + site + "/experiments/welcome/stop")
                .then()
                .statusCode(200);
        refused(of("plain"), "not_running", "");
        assertThat(sum(results(), "consent_withdrawn", "plain")).isZero();
    }

    private void refused(String more, String reason, String detail) {
        JsonNode answer = send(List.of(signal(Candor.id(), "consent_withdrawn", more)));
        assertThat(answer.at("/rejected/0/reason").asText()).as(more).isEqualTo(reason);
        assertThat(answer.at("/rejected/0/detail").asText()).as(more).contains(detail);
    }

    @Test
    void whatFollowsNoRefusalBelongsToTheDailyVisitor() throws InterruptedException {
        site = "nobody-daily";
        siteKey = Candor.vocabulary(site, ORIGIN).get("siteKey").asText();
        Candor.start(
                site,
                Candor.experiment("welcome", 5000, 5000)
                        .replace("consented_visitor", "daily_visitor")
                        .replace("\"metric\": \"spend\"", "\"metric\": \"why_opened\""));
        String variant = json(Candor.page(ORIGIN)
                        .body(text("{\"siteKey\": \"%s\"}", siteKey))
                        .post("/v1/decide")
                        .then()
                        .statusCode(200))
                .at("/decisions/0/variant")
                .asText();
        send(List.of(
                text(
                        "{\"id\": \"%s\", \"type\": \"exposure\", \"experiment\": \"welcome\", \"variant\": \"%s\"}",
                        Candor.id(), variant),
                signal(Candor.id(), "why_opened", ""),
                signal(Candor.id(), "consent_withdrawn", "")));
        Shop.await(() -> sum(results(), "why_opened", variant) == 1);
        assertThat(database.<Long>query(handle -> handle.createQuery(
                                "select count(*) from event e join site s on s.id = e.site_id where s.key = :site"
                                        + " and e.name = 'consent_withdrawn' and length(e.unit) = 0")
                        .bind("site", site)
                        .mapTo(Long.class)
                        .one()))
                .as("a withdrawal is of nobody, on this day too")
                .isEqualTo(1);
    }
}
