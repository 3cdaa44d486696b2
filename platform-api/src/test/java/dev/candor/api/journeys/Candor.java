package dev.candor.api.journeys;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/** The program as its callers see it. */
public final class Candor {

    public static final String TOKEN = "test-token-of-the-first-administrator";
    public static final String BROWSER =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Candor() {}

    /** The management API, as an administrator. */
    public static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + TOKEN).contentType("application/json");
    }

    /** A page of a visitor, from an origin. */
    public static RequestSpecification page(String origin) {
        return given().header("User-Agent", BROWSER).header("Origin", origin).contentType("text/plain; charset=UTF-8");
    }

    /** A new site; returns what creation answered. */
    public static JsonNode site(String key, String origin) {
        return json(admin().body(text("""
                {"key": "%s", "name": "A shop", "origins": ["%s"], "timeZone": "Asia/Tokyo", "locale": "en"}
                """, key, origin))
                .post("/api/v1/sites")
                .then()
                .statusCode(201));
    }

    public static void metric(String site, String key, String kind) {
        admin().body(text("""
                {"kind": "%s", "event": "%s", "direction": "increase"}
                """, kind, key))
                .put("/api/v1/sites/" + site + "/metrics/" + key)
                .then()
                .statusCode(200);
    }

    public static void attribute(String site, String key) {
        admin().body("""
                {"type": "enum", "values": ["running", "hiking"], "provenance": "stated", "retentionDays": 180,
                 "texts": {"en": {"label": "What do you run on?", "whyWeAsk": "To greet you with what you like.",
                 "whyYouWouldAgree": "You see fewer things that you do not need.", "whatYouGet": "A fitting page.",
                 "recipients": "Nobody but this shop."}}}
                """)
                .put("/api/v1/sites/" + site + "/attributes/" + key)
                .then()
                .statusCode(200);
    }

    public static String experiment(String key, int privacyFirst, int personalized) {
        return text("""
                {"key": "%s", "name": "Welcome by interest", "question": "Does greeting by interest sell more?",
                 "hypothesis": "Yes.", "unit": "consented_visitor", "trafficShare": 10000,
                 "variants": [
                   {"key": "plain", "role": "privacy_first", "weight": %d, "payload": {"hero": "plain"}},
                   {"key": "by-interest", "role": "personalized", "weight": %d, "payload": {"hero": "default"},
                    "experiences": [{"when": {"attribute": "interest", "op": "is", "value": "running"},
                                     "payload": {"hero": "running"}, "why": {"en": "You told us you like running."}}]}],
                 "metrics": [{"metric": "purchase", "role": "primary"},
                             {"metric": "spend", "role": "secondary"},
                             {"metric": "feedback_negative", "role": "trust", "margin": {"absolute": 0.005}}],
                 "plan": {"method": "fixed", "practicalEquivalence": {"relative": 0.01}, "maximumVisitors": 60000}}
                """, key, privacyFirst, personalized);
    }

    /** A new shop whose experiment {@code welcome} runs, half and half; returns what the site's creation answered. */
    public static JsonNode shop(String key, String origin) {
        JsonNode site = vocabulary(key, origin);
        start(key, experiment("welcome", 5000, 5000));
        return site;
    }

    /** A new site with the metrics and the attribute of {@link #experiment}. */
    public static JsonNode vocabulary(String key, String origin) {
        JsonNode site = site(key, origin);
        metric(key, "purchase", "conversion");
        metric(key, "spend", "sum");
        attribute(key, "interest");
        return site;
    }

    /** Creates this experiment and starts it. */
    public static void start(String site, String experiment) {
        admin().body(experiment)
                .post("/api/v1/sites/" + site + "/experiments")
                .then()
                .statusCode(201);
        String key = tree(experiment).get("key").asText();
        admin().post("/api/v1/sites/" + site + "/experiments/" + key + "/start")
                .then()
                .statusCode(200);
    }

    /** A UUIDv7 of now. */
    public static UUID id() {
        return id(System.currentTimeMillis());
    }

    public static UUID id(long milliseconds) {
        UUID random = UUID.randomUUID();
        long high = (milliseconds << 16) | 0x7000 | (random.getMostSignificantBits() & 0x0fff);
        return new UUID(high, random.getLeastSignificantBits());
    }

    public static JsonNode json(ValidatableResponse response) {
        return tree(response.extract().asString());
    }

    public static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(String template, Object... values) {
        return String.format(java.util.Locale.ROOT, template, values);
    }
}
