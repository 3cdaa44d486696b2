package dev.candor.api.collecting;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.page;
import static dev.candor.api.journeys.Candor.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.folding.Shop;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What {@code POST /v1/events} takes, what it does not, and what it says of each. */
@QuarkusTest
class EventsApiTest {

    private static final String ORIGIN = "https://events.example";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TestHTTPResource("/v1/events")
    URI address;

    private static String shop(String key) {
        return Candor.shop(key, ORIGIN).get("siteKey").asText();
    }

    private static String body(String siteKey, String... events) {
        return text("{\"siteKey\": \"%s\", \"events\": [%s]}", siteKey, String.join(",", events));
    }

    private static ValidatableResponse post(String body) {
        return page(ORIGIN).body(body).post("/v1/events").then();
    }

    private static JsonNode send(String siteKey, String... events) {
        return json(post(body(siteKey, events)).statusCode(202));
    }

    private static String conversion(UUID id, String more) {
        return text("{\"id\": \"%s\", \"type\": \"conversion\", \"name\": \"purchase\", \"unit\": \"u\"%s}", id, more);
    }

    private static String exposure(String unit, String experiment, String variant) {
        return text(
                "{\"id\": \"%s\", \"type\": \"exposure\", \"unit\": \"%s\", \"experiment\": \"%s\", \"variant\": \"%s\"}",
                Candor.id(), unit, experiment, variant);
    }

    private static void taken(String siteKey, String event) {
        JsonNode answer = send(siteKey, event);
        assertThat(answer.get("rejected")).as(event).isEmpty();
        assertThat(answer.get("accepted").asInt()).as(event).isEqualTo(1);
    }

    private static void refused(String siteKey, String event, String reason) {
        JsonNode answer = send(siteKey, event);
        assertThat(answer.at("/rejected/0/reason").asText()).as(event).isEqualTo(reason);
        assertThat(answer.at("/rejected/0/detail").asText()).isNotBlank();
        assertThat(answer.get("accepted").asInt()).isZero();
    }

    private static String variantOf(String siteKey, String unit) {
        return json(page(ORIGIN)
                        .body(text("""
                        {"siteKey": "%s", "unit": "%s", "consent": {"measurement": "granted", "remembering": "granted"}}
                        """, siteKey, unit))
                        .post("/v1/decide")
                        .then()
                        .statusCode(200))
                .at("/decisions/0/variant")
                .asText();
    }

    private static void problem(ValidatableResponse response, int status) {
        response.statusCode(status).contentType("application/problem+json");
    }

    @Test
    void hundredEventsAreTakenAndOneMoreIsTooMany() {
        String siteKey = shop("events-hundred");
        String[] events = new String[100];
        for (int i = 0; i < events.length; i++) {
            events[i] = conversion(Candor.id(), "");
        }
        assertThat(send(siteKey, events).get("accepted").asInt()).isEqualTo(100);
        problem(post(body(siteKey, String.join(",", events), conversion(Candor.id(), ""))), 413);
    }

    @Test
    void aRequestHas256Kibibytes() {
        String siteKey = shop("events-size");
        String body = body(siteKey, conversion(Candor.id(), ""));
        String full = body + " ".repeat(256 * 1024 - body.length());
        post(full).statusCode(202);
        problem(post(full + " "), 413);
    }

    @Test
    void aRequestBeyondTheServersLimitIsAProblemToo() throws IOException {
        assertTooLarge("Content-Length: 1048577", new byte[0]);
    }

    /** By hand: the server answers and hangs up before it has read the rest, which clients report in different ways. */
    private void assertTooLarge(String length, byte[] body) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            String head = String.join("\r\n", "POST /v1/events HTTP/1.1", "Host: localhost", length, "", "");
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            assertTooLarge(socket);
        }
    }

    private static void assertTooLarge(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        int next = in.read();
        while (next >= 0 && !answer.toString().contains("\"status\":413")) {
            answer.append((char) next);
            next = in.read();
        }
        assertThat(answer.toString())
                .startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("/problems/too-large");
    }

    @Test
    void packedBodyIsUnpacked() throws IOException {
        String siteKey = shop("events-gzip");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body(siteKey, conversion(Candor.id(), "")).getBytes(StandardCharsets.UTF_8));
        }
        JsonNode answer = json(given().header("User-Agent", Candor.BROWSER)
                .header("Content-Encoding", "gzip")
                .contentType("application/octet-stream")
                .body(packed.toByteArray())
                .post("/v1/events")
                .then()
                .statusCode(202));
        assertThat(answer.get("accepted").asInt()).isEqualTo(1);
    }

    @Test
    void ageIsZeroToSevenDays() {
        String siteKey = shop("events-age");
        long week = Duration.ofDays(7).toMillis();
        taken(siteKey, conversion(Candor.id(), ", \"ageMs\": 0"));
        taken(siteKey, conversion(Candor.id(), ", \"ageMs\": " + week));
        refused(siteKey, conversion(Candor.id(), ", \"ageMs\": " + (week + 1)), "malformed");
        refused(siteKey, conversion(Candor.id(), ", \"ageMs\": -1"), "malformed");
        refused(siteKey, conversion(Candor.id(), ", \"ageMs\": 1.5"), "malformed");
    }

    @Test
    void idIsAUuidOfVersionSeven() {
        String siteKey = shop("events-id");
        refused(siteKey, conversion(UUID.fromString("3b241101-e2bb-4255-8caf-4136c566a962"), ""), "bad_id");
        refused(siteKey, conversion(UUID.fromString("00000000-0000-0000-0000-000000000000"), ""), "bad_id");
        refused(siteKey, "{\"id\": \"1-1-7001-8001-1\", \"type\": \"conversion\", \"name\": \"purchase\"}", "bad_id");
        refused(siteKey, "{\"type\": \"conversion\", \"name\": \"purchase\", \"unit\": \"u\"}", "bad_id");
        refused(siteKey, "{\"id\": 7, \"type\": \"conversion\"}", "bad_id");
        UUID id = Candor.id();
        taken(siteKey, conversion(id, "").replace(id.toString(), id.toString().toUpperCase(java.util.Locale.ROOT)));
    }

    @Test
    void timeInsideTheIdIsFromEightDaysAgoToADayAhead() {
        String siteKey = shop("events-id-time");
        long now = System.currentTimeMillis();
        long oldest = now - Duration.ofDays(8).toMillis();
        long latest = now + Duration.ofDays(1).toMillis();
        taken(siteKey, conversion(Candor.id(oldest + MINUTE.toMillis()), ""));
        refused(siteKey, conversion(Candor.id(oldest - MINUTE.toMillis()), ""), "id_out_of_range");
        taken(siteKey, conversion(Candor.id(latest - MINUTE.toMillis()), ""));
        refused(siteKey, conversion(Candor.id(latest + MINUTE.toMillis()), ""), "id_out_of_range");
        refused(siteKey, conversion(Candor.id(0), ""), "id_out_of_range");
        refused(siteKey, conversion(Candor.id((1L << 48) - 1), ""), "id_out_of_range");
    }

    @Test
    void exposureIsTakenForTheVariantThatTheUnitHas() {
        String siteKey = shop("events-variant");
        String right = variantOf(siteKey, "u");
        String wrong = right.equals("plain") ? "by-interest" : "plain";
        taken(siteKey, exposure("u", "welcome", right));
        refused(siteKey, exposure("u", "welcome", wrong), "wrong_variant");
        refused(siteKey, exposure("u", "welcome", "no-such"), "wrong_variant");
    }

    @Test
    void exposureOfADraftOrOfNothingIsRefused() {
        String siteKey = shop("events-draft");
        admin().body(Candor.experiment("a-draft", 5000, 5000))
                .post("/api/v1/sites/events-draft/experiments")
                .then()
                .statusCode(201);
        refused(siteKey, exposure("u", "a-draft", "plain"), "unknown_experiment");
        refused(siteKey, exposure("u", "no-such", "plain"), "unknown_experiment");
    }

    @Test
    void exposureMaySeemToComeALittleBeforeTheStart() {
        String siteKey = shop("events-early");
        String variant = variantOf(siteKey, "u");
        String early = exposure("u", "welcome", variant).replace("\"unit\"", "\"ageMs\": 4000, \"unit\"");
        taken(siteKey, early);
    }

    @Test
    void exposureBeforeTheStartOrAfterTheStopIsRefused() {
        String siteKey = shop("events-stopped");
        String variant = variantOf(siteKey, "u");
        String early = exposure("u", "welcome", variant).replace("\"unit\"", "\"ageMs\": 3600000, \"unit\"");
        refused(siteKey, early, "not_running");
        admin().post("/api/v1/sites/events-stopped/experiments/welcome/stop")
                .then()
                .statusCode(200);
        refused(siteKey, exposure("u", "welcome", variant), "not_running");
    }

    @Test
    void badEventDoesNotTakeAGoodOneWithIt() {
        String siteKey = shop("events-mixed");
        JsonNode answer = send(
                siteKey,
                "7",
                conversion(Candor.id(), ""),
                text("{\"id\": \"%s\", \"type\": \"party\", \"unit\": \"u\"}", Candor.id()),
                "null",
                conversion(Candor.id(), ", \"value\": \"12\""),
                conversion(Candor.id(), ", \"extra\": 1"),
                conversion(Candor.id(), ", \"value\": 0.5"));
        assertThat(answer.get("accepted").asInt()).isEqualTo(2);
        assertThat(answer.get("rejected"))
                .extracting(r -> r.get("index").asInt())
                .containsExactly(0, 2, 3, 4, 5);
        assertThat(answer.get("rejected"))
                .extracting(r -> r.get("reason").asText())
                .containsOnly("malformed");
    }

    @Test
    void retryIsRecognised() {
        String siteKey = shop("events-retry");
        String event = conversion(Candor.id(), "");
        JsonNode twice = send(siteKey, event, event);
        assertThat(twice.get("accepted").asInt()).isEqualTo(1);
        assertThat(twice.get("duplicates").asInt()).isEqualTo(1);
        JsonNode again = send(siteKey, event);
        assertThat(again.get("accepted").asInt()).isZero();
        assertThat(again.get("duplicates").asInt()).isEqualTo(1);
    }

    @Test
    void retryDaysLaterMeetsTheOriginal() {
        String siteKey = shop("events-retry-late");
        Duration six = Duration.ofDays(6);
        String event = conversion(Candor.id(System.currentTimeMillis() - six.toMillis()), ", \"ageMs\": %d");
        assertThat(send(siteKey, text(event, 0)).get("accepted").asInt()).isEqualTo(1);
        // Meanwhile it is another week, of which the events have a partition of their own.
        JsonNode again = send(siteKey, text(event, six.toMillis()));
        assertThat(again.get("accepted").asInt()).isZero();
        assertThat(again.get("duplicates").asInt()).isEqualTo(1);
        assertThat(again.get("rejected")).isEmpty();
    }

    @Test
    void theSameIdOnAnotherSiteIsAnotherEvent() {
        String event = conversion(Candor.id(), "");
        taken(shop("events-one-site"), event);
        taken(shop("events-other-site"), event);
    }

    @Test
    void valueIsZeroToABillionWithSixDecimals() {
        String siteKey = shop("events-value");
        for (String value : new String[] {"0", "1000000000", "0.000001", "1e9", "null"}) {
            taken(siteKey, conversion(Candor.id(), ", \"value\": " + value));
        }
        for (String value : new String[] {"-0.000001", "1000000000.000001", "0.0000001", "1e999", "1e-999", "true"}) {
            refused(siteKey, conversion(Candor.id(), ", \"value\": " + value), "malformed");
        }
        post(body(siteKey, conversion(Candor.id(), ", \"value\": 1e99999999999")))
                .statusCode(400);
    }

    @Test
    void unitHasOneToAHundredAndTwentyEightBytes() {
        String siteKey = shop("events-unit");
        taken(siteKey, conversion(Candor.id(), "").replace("\"u\"", "\"" + "u".repeat(128) + "\""));
        taken(siteKey, conversion(Candor.id(), "").replace("\"u\"", "\"" + "é".repeat(64) + "\""));
        for (String unit : new String[] {"", "u".repeat(129), "é".repeat(65), "\\u0000", "\\ud800"}) {
            refused(siteKey, conversion(Candor.id(), "").replace("\"u\"", "\"" + unit + "\""), "malformed");
        }
    }

    @Test
    void unitIsNeededWhereNoDailyVisitorIsCounted() {
        String siteKey = shop("events-no-unit");
        refused(siteKey, conversion(Candor.id(), "").replace(", \"unit\": \"u\"", ""), "unit_required");
        refused(siteKey, exposure("u", "welcome", "plain").replace("\"unit\": \"u\",", ""), "unit_required");
    }

    @Test
    void dailyVisitorsUnitIsDerived() {
        String siteKey =
                Candor.vocabulary("events-daily", ORIGIN).get("siteKey").asText();
        Candor.start(
                "events-daily", Candor.experiment("welcome", 5000, 5000).replace("consented_visitor", "daily_visitor"));
        JsonNode decision = json(page(ORIGIN)
                        .body(text("{\"siteKey\": \"%s\"}", siteKey))
                        .post("/v1/decide")
                        .then()
                        .statusCode(200))
                .at("/decisions/0");
        assertThat(decision.get("reason").asText()).isEqualTo("assigned");
        String variant = decision.get("variant").asText();
        taken(siteKey, exposure("u", "welcome", variant).replace("\"unit\": \"u\",", ""));
        taken(siteKey, conversion(Candor.id(), "").replace(", \"unit\": \"u\"", ""));
        refused(siteKey, exposure("u", "welcome", variant), "unit_is_derived");
    }

    @Test
    void consentAndTrustAreEventsOfTheirOwn() {
        String siteKey = shop("events-consent");
        String start = text("{\"id\": \"%s\", \"unit\": \"u\", ", Candor.id());
        taken(
                siteKey,
                start + "\"type\": \"consent\", \"purpose\": \"measurement\", \"state\": \"granted\","
                        + " \"textVersion\": \"3\", \"method\": \"panel\", \"signals\": [\"gpc\"]}");
        String another = text("{\"id\": \"%s\", ", Candor.id());
        taken(siteKey, another + "\"type\": \"trust\", \"name\": \"why_opened\"}");
        refused(siteKey, start + "\"type\": \"trust\", \"name\": \"applause\"}", "malformed");
        refused(siteKey, start + "\"type\": \"consent\", \"purpose\": \"ads\", \"state\": \"granted\"}", "malformed");
    }

    @Test
    void dimensionsAreFromTheMenu() {
        String siteKey = shop("events-dimensions");
        String exposure = exposure("u", "welcome", variantOf(siteKey, "u"));
        String start = exposure.substring(0, exposure.length() - 1) + ", \"dimensions\": ";
        refused(siteKey, start + "{\"device\": \"watch\"}}", "malformed");
        refused(siteKey, start + "{\"shoeSize\": \"43\"}}", "malformed");
        refused(siteKey, start + "{\"campaign\": \"anna@example.org\"}}", "malformed");
        taken(siteKey, start + "{\"device\": \"mobile\", \"campaign\": \"spring_26\", \"language\": \"en\"}}");
    }

    @Test
    void robotsPreviewsAndPrefetchesAreLeftOutAndCounted() throws InterruptedException {
        String siteKey = shop("events-bots");
        String body = body(siteKey, conversion(Candor.id(), ""));
        JsonNode robot = json(given().header("User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1)")
                .contentType("text/plain")
                .body(body)
                .post("/v1/events")
                .then()
                .statusCode(202));
        assertThat(robot.at("/rejected/0/reason").asText()).isEqualTo("excluded_traffic");
        JsonNode prefetch = json(page(ORIGIN)
                .header("Sec-Purpose", "prefetch;prerender")
                .body(body)
                .post("/v1/events")
                .then()
                .statusCode(202));
        assertThat(prefetch.at("/rejected/0/reason").asText()).isEqualTo("excluded_traffic");
        JsonNode preview = json(given().header("User-Agent", "facebookexternalhit/1.1")
                .contentType("text/plain")
                .body(body)
                .post("/v1/events")
                .then()
                .statusCode(202));
        assertThat(preview.at("/rejected/0/reason").asText()).isEqualTo("excluded_traffic");
        assertThat(json(post(body).statusCode(202)).get("accepted").asInt()).isEqualTo(1);
        // They are counted by reason, nothing of them is kept, and the results say how many they were.
        Shop.await(() -> json(admin().get("/api/v1/sites/events-bots/experiments/welcome/results")
                                .then()
                                .statusCode(200))
                        .get("excludedBots")
                        .asInt()
                == 3);
    }

    @Test
    void siteMustBeNamedAndKnown() {
        problem(post("{\"events\": []}"), 400);
        problem(post(body("pk_unheard_of")), 404);
        problem(post("{\"siteKey\": 5, \"events\": []}"), 400);
    }

    @Test
    void bodyMustBeAListOfEvents() {
        String siteKey = shop("events-shape");
        problem(post(text("{\"siteKey\": \"%s\"}", siteKey)), 400);
        problem(post(text("{\"siteKey\": \"%s\", \"events\": {}}", siteKey)), 400);
        problem(post(text("{\"siteKey\": \"%s\", \"events\": [], \"extra\": 1}", siteKey)), 400);
        problem(post("{"), 400);
        problem(page(ORIGIN).post("/v1/events").then(), 400);
        assertThat(send(siteKey).get("accepted").asInt()).isZero();
    }

    @Test
    void foreignOriginIsKeptOut() {
        String siteKey = shop("events-origin");
        for (String origin : new String[] {"https://evil.example", "null", "http://events.example"}) {
            problem(page(origin).body(body(siteKey)).post("/v1/events").then(), 403);
        }
    }

    @Test
    void answerIsNotCachedAndSaysTheTime() {
        String siteKey = shop("events-answer");
        ValidatableResponse response = post(body(siteKey)).statusCode(202);
        assertThat(response.extract().header("Cache-Control")).isEqualTo("no-store");
        assertThat(java.time.Instant.parse(json(response).get("serverTime").asText()))
                .isBetween(
                        java.time.Instant.now().minus(MINUTE),
                        java.time.Instant.now().plus(MINUTE));
    }

    @Test
    void backEndSendsWithItsSecretKey() {
        JsonNode site = Candor.shop("events-back-end", ORIGIN);
        String events = text("{\"events\": [%s]}", conversion(Candor.id(), ""));
        JsonNode answer = json(given().header(
                        "Authorization", "Bearer " + site.get("serverKey").asText())
                .header("User-Agent", "java/21")
                .contentType("application/json")
                .body(events)
                .post("/v1/events")
                .then()
                .statusCode(202));
        assertThat(answer.get("accepted").asInt()).isEqualTo(1);
        problem(
                given().header("Authorization", "Bearer sk_unheard_of")
                        .contentType("application/json")
                        .body(events)
                        .post("/v1/events")
                        .then(),
                401);
    }
}
