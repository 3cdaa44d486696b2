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
final class Candor {

    static final String TOKEN = "test-token-of-the-first-administrator";
    static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Candor() {}

    /** The management API, as an administrator. */
    static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + TOKEN).contentType("application/json");
    }

    /** A page of a visitor, from an origin. */
    static RequestSpecification page(String origin) {
        return given().header("User-Agent", BROWSER).header("Origin", origin).contentType("text/plain");
    }

    /** A new site; returns what creation answered. */
    static JsonNode site(String key, String origin) {
        return json(admin().body(text("""
                {"key": "%s", "name": "A shop", "origins": ["%s"], "timeZone": "Asia/Tokyo", "locale": "en"}
                """, key, origin))
                .post("/api/v1/sites")
                .then()
                .statusCode(201));
    }

    static void metric(String site, String key, String kind) {
        admin().body(text("""
                {"kind": "%s", "event": "%s", "direction": "increase"}
                """, kind, key))
                .put("/api/v1/sites/" + site + "/metrics/" + key)
                .then()
                .statusCode(200);
    }

    static void attribute(String site, String key) {
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

    static String experiment(String key, int privacyFirst, int personalized) {
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

    /** A UUIDv7 of now. */
    static UUID id() {
        return id(System.currentTimeMillis());
    }

    static UUID id(long milliseconds) {
        UUID random = UUID.randomUUID();
        long high = (milliseconds << 16) | 0x7000 | (random.getMostSignificantBits() & 0x0fff);
        return new UUID(high, random.getLeastSignificantBits());
    }

    static JsonNode json(ValidatableResponse response) {
        return tree(response.extract().asString());
    }

    static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String template, Object... values) {
        return String.format(java.util.Locale.ROOT, template, values);
    }
}
