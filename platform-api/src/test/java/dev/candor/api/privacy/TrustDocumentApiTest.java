package dev.candor.api.privacy;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.page;
import static dev.candor.api.journeys.Candor.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.audit.Audit;
import dev.candor.api.database.Purges;
import dev.candor.api.folding.Shop;
import dev.candor.api.journeys.Candor;
import dev.candor.api.problem.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What anybody may know of a site: it equals what is in force. */
@QuarkusTest
class TrustDocumentApiTest {

    private static final String ORIGIN = "https://trust.example";

    @Inject
    Purges purges;

    @Inject
    Audit audit;

    private static JsonNode trust(String siteKey) {
        return json(given().get("/v1/sites/" + siteKey + "/trust").then().statusCode(200));
    }

    private static void patch(String site, String body) {
        String tag = admin().get("/api/v1/sites/" + site).then().extract().header("ETag");
        admin().header("If-Match", tag)
                .body(body)
                .patch("/api/v1/sites/" + site)
                .then()
                .statusCode(200);
    }

    @Test
    void equalsWhatIsInForceAlsoAfterAChange() {
        String site = "trust-live";
        String siteKey = Candor.vocabulary(site, ORIGIN).get("siteKey").asText();
        for (String change : List.of(
                "{}",
                "{\"retentionDays\": 30, \"receiptRetentionDays\": 400, \"signalPolicy\": {\"gpc\": \"legal\", \"dnt\": true},"
                        + " \"consentPolicy\": {\"daily_visitor\": [\"measurement\"]},"
                        + " \"controller\": {\"name\": \"Shop Ltd\", \"contact\": \"privacy@shop.example\"}}")) {
            patch(site, change);
            JsonNode live = json(admin().get("/api/v1/sites/" + site).then());
            JsonNode document = trust(siteKey);
            assertThat(document.at("/modes/units")).isEqualTo(live.get("consentPolicy"));
            assertThat(document.at("/modes/signals")).isEqualTo(live.get("signalPolicy"));
            assertThat(document.at("/retention/eventDays")).isEqualTo(live.get("retentionDays"));
            assertThat(document.at("/retention/receiptDays")).isEqualTo(live.get("receiptRetentionDays"));
            JsonNode panel = json(
                    page(ORIGIN).get("/v1/sites/" + siteKey + "/panel?lang=ja").then());
            assertThat(document.get("controller")).isEqualTo(panel.get("controller"));
            assertThat(document.at("/purposes/ja/texts")).isEqualTo(panel.get("purposes"));
            assertThat(document.at("/purposes/ja/textVersion")).isEqualTo(panel.get("textVersion"));
            assertThat(document.at("/attributes/0/retentionDays").asInt()).isEqualTo(180);
            assertThat(document.at("/attributes/0/recipients/en").asText()).isEqualTo("Nobody but this shop.");
            assertThat(document.get("subprocessors")).isEmpty();
            assertThat(document.at("/externalTransmission/en")).hasSize(3);
            assertThat(document.at("/externalTransmission/ja")).hasSize(3);
            assertThat(document.at("/externalTransmission/ja/1/why").asText())
                    .contains(live.get("retentionDays").asInt() + " 日後");
            assertThat(document.at("/externalTransmission/host").asText()).isEqualTo("localhost:" + RestAssured.port);
        }
        assertThat(trust(siteKey).toString()).doesNotContain("sk_", "lasting", "private");
    }

    @Test
    void saysWhenSomethingWasLastDeletedAndWhereTheAuditStands() throws InterruptedException {
        String siteKey = Candor.site("trust-facts", ORIGIN).get("siteKey").asText();
        purges.note("receipts", 3);
        String at = purges.last().stream()
                .filter(purge -> purge.kind().equals("receipts"))
                .findFirst()
                .orElseThrow()
                .at()
                .toString();
        Shop.await(() -> trust(siteKey).at("/lastPurge/receipts").asText().equals(at));
        JsonNode head = trust(siteKey).get("auditHead");
        Audit.Entry entry = audit.page(head.get("sequence").asLong() + 1, 1).get(0);
        assertThat(head.get("hash").asText()).isEqualTo(entry.hash());
    }

    @Test
    void anybodyMayReadItFromAnywhereAndCacheIt() {
        String siteKey = Candor.site("trust-open", ORIGIN).get("siteKey").asText();
        Response answer = given().header("Origin", "https://elsewhere.example").get("/v1/sites/" + siteKey + "/trust");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=60");
        given().get("/v1/sites/pk_0/trust").then().statusCode(404);
        given().post("/v1/sites/" + siteKey + "/trust").then().statusCode(405);
    }

    @Test
    void publicKeyVerifiesReceipts() throws Exception {
        String siteKey = Candor.vocabulary("trust-key", ORIGIN).get("siteKey").asText();
        UUID id = Candor.id();
        page(ORIGIN)
                .body(text(
                        "{\"siteKey\": \"%s\", \"events\": [{\"id\": \"%s\", \"type\": \"consent\","
                                + " \"purpose\": \"measurement\", \"state\": \"granted\", \"method\": \"panel\"}]}",
                        siteKey, id))
                .post("/v1/events")
                .then()
                .statusCode(202);
        ObjectNode receipt =
                (ObjectNode) json(admin().get("/api/v1/receipts/" + id).then()).get("receipt");
        JsonNode key = trust(siteKey).get("publicKey");
        assertThat(receipt.get("keyId")).isEqualTo(key.get("keyId"));
        byte[] signature =
                Base64.getUrlDecoder().decode(receipt.remove("signature").asText());
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(
                        Base64.getDecoder().decode(key.get("spki").asText()))));
        ed25519.update(Json.canonical(receipt).getBytes(StandardCharsets.UTF_8));
        assertThat(ed25519.verify(signature)).isTrue();
    }

    @Test
    void gpcFileIsWhatTheSpecificationWants() {
        Response answer = given().get("/.well-known/gpc.json");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.asString()).matches("\\{\"gpc\":true,\"lastUpdate\":\"\\d{4}-\\d{2}-\\d{2}\"}");
    }
}
