package dev.candor.api.decision;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ruleset as browsers and the caches before them fetch it. */
@QuarkusTest
class RulesetDoorApiTest {

    private static final String ORIGIN = "https://ruleset.example";

    private HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private HttpResponse<byte[]> fetch(String method, String siteKey, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/v1/sites/" + siteKey + "/ruleset"))
                .header("Origin", ORIGIN)
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String unpacked(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String siteKey(String site) {
        return Candor.shop(site, ORIGIN).get("siteKey").asText();
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void compressedFormHasTheSameContentAndATagOfItsOwn(HttpClient.Version version)
            throws IOException, InterruptedException {
        client = HttpClient.newBuilder().version(version).build();
        String siteKey = siteKey("ruleset-gzip-" + (version == HttpClient.Version.HTTP_2 ? 2 : 1));
        HttpResponse<byte[]> plain = fetch("GET", siteKey);
        HttpResponse<byte[]> gzip = fetch("GET", siteKey, "Accept-Encoding", "gzip, deflate, br");
        assertThat(header(gzip, "Content-Encoding")).isEqualTo("gzip");
        assertThat(unpacked(gzip.body())).isEqualTo(new String(plain.body(), StandardCharsets.UTF_8));
        assertThat(gzip.body().length).isLessThan(plain.body().length);
        assertThat(header(plain, "ETag")).matches("\"[0-9a-f]{32}\"");
        assertThat(header(gzip, "ETag")).isNotEqualTo(header(plain, "ETag"));
        for (HttpResponse<byte[]> answer : java.util.List.of(plain, gzip)) {
            assertThat(header(answer, "Vary")).contains("Origin", "Accept-Encoding");
            assertThat(header(answer, "Cache-Control")).contains("public");
            assertThat(header(answer, "Content-Type")).startsWith("application/json");
        }
    }

    @Test
    void nobodyGetsAFormThatTheyRefuse() throws IOException, InterruptedException {
        String siteKey = siteKey("ruleset-refused");
        for (String accepted : new String[] {"identity", "gzip;q=0", "deflate", "br"}) {
            HttpResponse<byte[]> answer = fetch("GET", siteKey, "Accept-Encoding", accepted);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith("{\"site\"");
            assertThat(header(answer, "ETag")).doesNotContain("gzip");
        }
    }

    @Test
    void unchangedIsSaidForTheFormThatOneHas() throws IOException, InterruptedException {
        String siteKey = siteKey("ruleset-unchanged");
        String plain = header(fetch("GET", siteKey), "ETag");
        String gzip = header(fetch("GET", siteKey, "Accept-Encoding", "gzip"), "ETag");
        HttpResponse<byte[]> again = fetch("GET", siteKey, "Accept-Encoding", "gzip", "If-None-Match", gzip);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(gzip);
        assertThat(header(again, "Vary")).contains("Accept-Encoding");
        assertThat(fetch("GET", siteKey, "If-None-Match", plain).statusCode()).isEqualTo(304);
        assertThat(fetch("GET", siteKey, "If-None-Match", gzip).statusCode()).isEqualTo(200);
        assertThat(fetch("GET", siteKey, "If-None-Match", "\"other\", W/" + plain)
                        .statusCode())
                .isEqualTo(304);
        assertThat(fetch("GET", siteKey, "If-None-Match", "*").statusCode()).isEqualTo(304);
        assertThat(fetch("GET", siteKey, "If-None-Match", plain.replace("\"", ""))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void headSaysWhatGetWouldSend() throws IOException, InterruptedException {
        String siteKey = siteKey("ruleset-head");
        HttpResponse<byte[]> get = fetch("GET", siteKey);
        HttpResponse<byte[]> head = fetch("HEAD", siteKey);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "ETag")).isEqualTo(header(get, "ETag"));
        assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(get.body().length));
        assertThat(fetch("HEAD", siteKey, "If-None-Match", header(get, "ETag")).statusCode())
                .isEqualTo(304);
    }

    @Test
    void noVisitorsValueAndNoDraftAndNothingOfScheduledOnesIsInIt() throws IOException, InterruptedException {
        String site = "ruleset-private";
        String siteKey = siteKey(site);
        admin().body(Candor.experiment("the-draft", 5000, 5000))
                .post("/api/v1/sites/" + site + "/experiments")
                .then()
                .statusCode(201);
        Candor.start(
                site,
                Candor.experiment("the-later-one", 5000, 5000)
                        .replace("\"trafficShare\"", "\"startsAt\": \"2099-01-01T00:00:00Z\", \"trafficShare\""));
        String visitor = text(
                "{\"siteKey\": \"%s\", \"unit\": \"unit-of-anna\", \"attributes\": {\"interest\": \"value-of-anna\"},"
                        + " \"consent\": {\"measurement\": \"granted\", \"remembering\": \"granted\","
                        + " \"personalization\": \"granted\"}}",
                siteKey);
        Candor.page(ORIGIN).body(visitor).post("/v1/decide").then().statusCode(200);
        String ruleset = new String(fetch("GET", siteKey).body(), StandardCharsets.UTF_8);
        assertThat(ruleset)
                .contains("\"welcome\"")
                .doesNotContain("the-draft", "the-later-one", "unit-of-anna", "value-of-anna", "hypothesis", "sk_");
    }
}
