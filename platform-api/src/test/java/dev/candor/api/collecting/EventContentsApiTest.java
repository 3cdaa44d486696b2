package dev.candor.api.collecting;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.page;
import static dev.candor.api.journeys.Candor.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.journeys.Candor;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an event may hold and what never gets in: listed properties, nothing about a person, no address, no user agent. */
@QuarkusTest
class EventContentsApiTest {

    private static final String ORIGIN = "https://contents.example";
    private static final int LISTED = 12;

    @Inject
    AgroalDataSource database;

    /** A site that lists the properties k0 to k11. */
    private static String site(String key) {
        String siteKey = Candor.shop(key, ORIGIN).get("siteKey").asText();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < LISTED; i++) {
            keys.add("\"k" + i + "\"");
        }
        change(key, text("{\"eventProperties\": %s}", keys)).then().statusCode(200);
        return siteKey;
    }

    private static io.restassured.response.Response change(String key, String body) {
        String tag = admin().get("/api/v1/sites/" + key).then().extract().header("ETag");
        return admin().header("If-Match", tag).body(body).patch("/api/v1/sites/" + key);
    }

    private static JsonNode send(String siteKey, String event) {
        return json(page(ORIGIN)
                .body(text("{\"siteKey\": \"%s\", \"events\": [%s]}", siteKey, event))
                .post("/v1/events")
                .then()
                .statusCode(202));
    }

    private static String conversion(UUID id, String properties) {
        return text(
                "{\"id\": \"%s\", \"type\": \"conversion\", \"name\": \"purchase\", \"unit\": \"u\", \"properties\": %s}",
                id, properties);
    }

    private static void taken(String siteKey, String properties) {
        JsonNode answer = send(siteKey, conversion(Candor.id(), properties));
        assertThat(answer.get("accepted").asInt())
                .as("%s: %s", properties, answer)
                .isEqualTo(1);
    }

    private static void refused(String siteKey, String properties, String reason, String detail) {
        JsonNode answer = send(siteKey, conversion(Candor.id(), properties));
        assertThat(answer.at("/rejected/0/reason").asText()).as(properties).isEqualTo(reason);
        assertThat(answer.at("/rejected/0/detail").asText()).as(properties).contains(detail);
    }

    private static String properties(int count) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add("\"k" + i + "\": " + i);
        }
        return "{" + String.join(",", fields) + "}";
    }

    @Test
    void listedPropertiesAreKept() throws SQLException {
        String siteKey = site("contents-kept");
        UUID id = Candor.id();
        send(siteKey, conversion(id, "{\"k0\": \"gold\", \"k1\": 2.50, \"k2\": true, \"k3\": null}"));
        assertThat(one("select detail from event where id = '" + id + "'"))
                .isEqualTo("{\"properties\": {\"k0\": \"gold\", \"k1\": 2.5, \"k2\": true}}");
    }

    @Test
    void aPropertyThatIsNotListedIsRefusedByName() {
        String siteKey = site("contents-listed");
        refused(siteKey, "{\"k0\": 1, \"shoeSize\": 43}", "malformed", "shoeSize");
        refused(siteKey, "{\"__proto__\": 1}", "malformed", "__proto__");
        refused(
                Candor.shop("contents-none", ORIGIN).get("siteKey").asText(),
                "{\"k0\": 1}",
                "malformed",
                "eventProperties");
    }

    @Test
    void thereAreAtMostTen() {
        String siteKey = site("contents-ten");
        taken(siteKey, "{}");
        taken(siteKey, properties(10));
        refused(siteKey, properties(11), "malformed", "10");
    }

    @Test
    void valuesAreShortTextsNumbersAndTruths() {
        String siteKey = site("contents-values");
        taken(siteKey, "{\"k0\": \"" + "x".repeat(200) + "\"}");
        refused(siteKey, "{\"k0\": \"" + "x".repeat(201) + "\"}", "malformed", "200");
        taken(siteKey, "{\"k0\": -1000000000000000}");
        refused(siteKey, "{\"k0\": -1000000000000001}", "malformed", "k0");
        refused(siteKey, "{\"k0\": 0.0000001}", "malformed", "k0");
        refused(siteKey, "{\"k0\": {\"a\": 1}}", "malformed", "k0");
        refused(siteKey, "{\"k0\": [1]}", "malformed", "k0");
        refused(siteKey, "[]", "malformed", "properties");
    }

    @Test
    void nothingAboutAPersonGetsInAnywhere() {
        String siteKey = site("contents-person");
        refused(siteKey, "{\"k0\": \"anna@example.org\"}", "personal_data", "k0 looks like an e-mail address");
        refused(siteKey, "{\"k0\": \"4111 1111 1111 1111\"}", "personal_data", "payment card");
        refused(siteKey, "{\"k0\": \"+81 90-1234-5678\"}", "personal_data", "telephone");
        taken(siteKey, "{\"k0\": \"ORD-2026-000123\", \"k1\": \"2026-03-01T09:00:00Z\"}");
        String start = text("{\"id\": \"%s\", \"unit\": \"u\", ", Candor.id());
        String consent = start + "\"type\": \"consent\", \"purpose\": \"measurement\", \"state\": \"granted\", ";
        for (String event : new String[] {
            consent + "\"textVersion\": \"by anna@example.org\"}",
            consent + "\"method\": \"09012345678\"}",
            consent + "\"signals\": [\"gpc\", \"jane@x.test\"]}",
            start + "\"type\": \"conversion\", \"name\": \"purchase_4111111111111111\"}",
            start.replace("\"u\"", "\"visitor@example.org\"")
                    + "\"type\": \"exposure\", \"experiment\": \"welcome\", \"variant\": \"plain\"}",
        }) {
            assertThat(send(siteKey, event).at("/rejected/0/reason").asText())
                    .as(event)
                    .isEqualTo("personal_data");
        }
    }

    @Test
    void aUserIdMayBeAnAddressForOnlyItsPseudonymIsKept() throws SQLException {
        String siteKey = site("contents-user");
        UUID id = Candor.id();
        JsonNode answer =
                send(siteKey, conversion(id, "{}").replace("\"unit\": \"u\"", "\"unit\": \"visitor@example.org\""));
        assertThat(answer.get("accepted").asInt()).isEqualTo(1);
        assertThat(one("select row_to_json(e) from event e where id = '" + id + "'"))
                .doesNotContain("visitor");
    }

    @Test
    void aSiteListsAtMostFiftyDifferentKeys() {
        Candor.site("contents-list", ORIGIN);
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            keys.add("\"k" + i + "\"");
        }
        change("contents-list", text("{\"eventProperties\": %s}", keys)).then().statusCode(200);
        keys.add("\"k50\"");
        for (String list :
                new String[] {keys.toString(), "[\"a\", \"a\"]", "[\"1a\"]", "[\"a-b\"]", "[\"\"]", "\"a\"", "[7]"}) {
            change("contents-list", text("{\"eventProperties\": %s}", list))
                    .then()
                    .statusCode(400);
        }
        JsonNode kept = json(admin().get("/api/v1/sites/contents-list").then());
        assertThat(kept.get("eventProperties")).hasSize(50);
    }

    @Test
    void neitherAddressNorUserAgentIsKeptAnywhere() throws SQLException {
        String siteKey =
                Candor.vocabulary("contents-daily", ORIGIN).get("siteKey").asText();
        Candor.start(
                "contents-daily",
                Candor.experiment("welcome", 5000, 5000).replace("consented_visitor", "daily_visitor"));
        page(ORIGIN)
                .header("User-Agent", "Mozilla/5.0 MarkerOfThisTest/1.0")
                .body(text(
                        "{\"siteKey\": \"%s\", \"events\": [%s]}",
                        siteKey, conversion(Candor.id(), "{}").replace("\"unit\": \"u\", ", "")))
                .post("/v1/events")
                .then()
                .statusCode(202);
        for (String table : tables()) {
            String rows = one("select coalesce(string_agg(row_to_json(t)::text, ' '), '') from " + table + " t");
            assertThat(rows).as(table).doesNotContain("MarkerOfThisTest").doesNotContain("127.0.0.1");
        }
        assertThat(one("select coalesce(string_agg(column_name, ' '), '') from information_schema.columns"
                        + " where table_schema = 'public' and column_name ~ '(address|agent|^ip$|_ip$)'"))
                .isEmpty();
    }

    @Test
    void aDailyVisitorsRetryIsKnownWhenItsDayIsLongGone() throws SQLException {
        String siteKey =
                Candor.vocabulary("contents-days", ORIGIN).get("siteKey").asText();
        Candor.start(
                "contents-days",
                Candor.experiment("welcome", 5000, 5000).replace("consented_visitor", "daily_visitor"));
        String event = conversion(Candor.id(), "{}").replace("\"unit\": \"u\", ", "");
        assertThat(send(siteKey, event).get("accepted").asInt()).isEqualTo(1);
        String late =
                event.replace("\"type\"", "\"ageMs\": " + Duration.ofDays(5).toMillis() + ", \"type\"");
        JsonNode again = send(siteKey, late);
        assertThat(again.get("duplicates").asInt()).as(again.toString()).isEqualTo(1);
        assertThat(again.get("rejected")).isEmpty();
        JsonNode other = send(siteKey, late.replaceFirst("\"id\": \"[^\"]+\"", "\"id\": \"" + Candor.id() + "\""));
        assertThat(other.at("/rejected/0/reason").asText()).isEqualTo("too_late");
    }

    private List<String> tables() throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery(
                                "select table_name from information_schema.tables where table_schema = 'public'")) {
            List<String> tables = new ArrayList<>();
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            return tables;
        }
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
