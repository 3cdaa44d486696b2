package dev.candor.api.privacy;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.page;
import static dev.candor.api.journeys.Candor.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.database.Database;
import dev.candor.api.folding.Shop;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was asked, what was given for it, and what is never asked. */
@QuarkusTest
class LedgerOfAttributesApiTest {

    private static final String ORIGIN = "https://ledger.example";

    @Inject
    Database database;

    private static JsonNode send(String siteKey, String event) {
        return json(page(ORIGIN)
                .body(text("{\"siteKey\": \"%s\", \"events\": [%s]}", siteKey, event))
                .post("/v1/events")
                .then()
                .statusCode(202));
    }

    private static JsonNode account(String site) {
        return json(admin().get("/api/v1/sites/" + site + "/attributes/ledger")
                        .then()
                        .statusCode(200))
                .at("/items/0");
    }

    private static String ask(String name, String more) {
        return text("{\"id\": \"%s\", \"type\": \"trust\", \"name\": \"%s\"%s}", Candor.id(), name, more);
    }

    private static String exposure(String siteKey, String more) {
        String unit = java.util.stream.IntStream.range(0, 200)
                .mapToObj(i -> "ledger-" + i)
                .filter(each -> json(page(ORIGIN)
                                .body(text(
                                        "{\"siteKey\": \"%s\", \"unit\": \"%s\", \"consent\": {\"measurement\": \"granted\","
                                                + " \"remembering\": \"granted\"}}",
                                        siteKey, each))
                                .post("/v1/decide")
                                .then())
                        .at("/decisions/0/variant")
                        .asText()
                        .equals("by-interest"))
                .findFirst()
                .orElseThrow();
        return text(
                "{\"id\": \"%s\", \"type\": \"exposure\", \"experiment\": \"welcome\", \"unit\": \"%s\","
                        + " \"variant\": \"by-interest\"%s}",
                Candor.id(), unit, more);
    }

    @Test
    void askedAnsweredAndDeliveredAreCountedByAttribute() throws InterruptedException {
        String site = "ledger-counts";
        String siteKey = Candor.shop(site, ORIGIN).get("siteKey").asText();
        assertThat(account(site).get("asked").asInt()).isZero();
        String shown = ask("ask_shown", ", \"attribute\": \"interest\", \"textVersion\": \"0123456789abcdef\"");
        assertThat(send(siteKey, shown).get("accepted").asInt()).isEqualTo(1);
        assertThat(send(siteKey, shown).get("duplicates").asInt()).isEqualTo(1);
        send(siteKey, ask("ask_answered", ", \"attribute\": \"interest\""));
        send(siteKey, ask("ask_declined", ", \"attribute\": \"interest\""));
        send(siteKey, ask("ask_shown", ""));
        JsonNode stored = send(siteKey, exposure(siteKey, ", \"personalized\": true, \"attributes\": [\"interest\"]"));
        assertThat(stored.get("accepted").asInt()).as(stored.toString()).isEqualTo(1);
        Shop.await(() -> counted(site).equals("answered=1 asked=1 declined=1 delivered=1"));
        JsonNode account = account(site);
        assertThat(account.get("asked").isNull()).as("a few are not told").isTrue();
        assertThat(account.get("delivered").isNull()).as("a few are not told").isTrue();
        assertThat(account.get("takenForNothing").asBoolean()).isFalse();
        add(site, 48);
        assertThat(account(site).get("asked").isNull()).isTrue();
        add(site, 1);
        assertThat(account(site).get("asked").asInt()).isEqualTo(50);
        add(site, 49);
        assertThat(account(site).get("asked").asInt()).as("in steps of fifty").isEqualTo(50);
        add(site, 1);
        assertThat(account(site).get("asked").asInt()).isEqualTo(100);

        database.query(handle -> handle.execute(
                "update attribute_use set day = day - 30 where site_id = (select id from site where key = ?)", site));
        assertThat(account(site).get("takenForNothing").asBoolean()).isTrue();
    }

    private String counted(String site) {
        return database.query(handle -> handle.createQuery("select string_agg(what || '=' || count, ' ' order by what)"
                        + " from attribute_use where site_id = (select id from site where key = :site)")
                .bind("site", site)
                .mapTo(String.class)
                .findOne()
                .orElse(""));
    }

    private void add(String site, int count) {
        database.query(handle -> handle.execute(
                "update attribute_use set count = count + ? where site_id = (select id from site where key = ?)",
                count,
                site));
    }

    @Test
    void onlyRegisteredAttributesAreUsedAndOnlyByPersonalizedExposures() {
        String siteKey = Candor.shop("ledger-checks", ORIGIN).get("siteKey").asText();
        assertThat(send(siteKey, exposure(siteKey, ", \"personalized\": true, \"attributes\": [\"shoe_size\"]"))
                        .at("/rejected/0/reason")
                        .asText())
                .isEqualTo("unknown_attribute");
        assertThat(send(siteKey, exposure(siteKey, ", \"attributes\": [\"interest\"]"))
                        .at("/rejected/0/reason")
                        .asText())
                .isEqualTo("malformed");
        assertThat(send(siteKey, ask("ask_shown", ", \"attribute\": \"shoe_size\""))
                        .at("/rejected/0/reason")
                        .asText())
                .isEqualTo("unknown_attribute");
    }

    @Test
    void sensitiveThingsAreRefusedByKeyLabelAndValue() {
        String site = "ledger-sensitive";
        Candor.site(site, ORIGIN);
        String good = """
                {"type": "enum", "values": ["JP", "FR"],
                 "texts": {"en": {"label": "Where do you live?", "whyWeAsk": "To show prices.", "whyYouWouldAgree": "Fewer surprises.",
                                  "whatYouGet": "A page that fits.", "recipients": "Nobody."}}}
                """;
        String attributes = "/api/v1/sites/" + site + "/attributes/";
        for (String key : List.of("pregnant", "health_condition", "religion")) {
            admin().body(good).put(attributes + key).then().statusCode(422);
        }
        admin().body(good.replace("FR", "妊娠")).put(attributes + "region").then().statusCode(422);
        String label = admin().body(good.replace("Where do you live?", "Your religion?"))
                .put(attributes + "region")
                .then()
                .statusCode(422)
                .extract()
                .path("errors[0].field");
        assertThat(label).isEqualTo("/texts/en/label");
        admin().body(good).put(attributes + "region").then().statusCode(200);
        JsonNode list = json(admin().get("/api/v1/attributes/sensitive").then().statusCode(200));
        assertThat(list.get("japanese").toString()).contains("妊娠");
        assertThat(list.get("beginnings").toString()).contains("pregnan");
    }
}
