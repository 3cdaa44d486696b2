package dev.candor.api.decision;

import static dev.candor.api.journeys.Candor.page;
import static dev.candor.api.journeys.Candor.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What anybody may send to the public doors: refused with a problem, thousands of times, and nothing else suffers. */
@QuarkusTest
class BadInputApiTest {

    private static final String ORIGIN = "https://bad.example";
    private static final int REQUESTS = 4_000;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @SuppressWarnings("ArrayRecordComponent") // only handed over
    private record Bad(byte[] body, int status) {}

    private static List<Bad> bad(String siteKey) {
        List<Bad> bodies = new ArrayList<>();
        String site = text("\"siteKey\": \"%s\"", siteKey);
        for (String malformed : new String[] {
            "",
            "{",
            "nonsense",
            "{" + site + ", \"unit\": NaN}",
            "{" + site + ", \"context\": {\"hourOfDay\": Infinity}}",
            "{" + site + "," + site + "}",
            "{" + site + ", \"attributes\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}",
            "{" + site + ", \"context\": " + "{\"a\":".repeat(33) + "1" + "}".repeat(33) + "}"
        }) {
            bodies.add(new Bad(malformed.getBytes(StandardCharsets.UTF_8), 400));
        }
        for (String wrong : new String[] {
            "[]",
            "{" + site + ", \"unit\": 1}",
            "{" + site + ", \"unit\": \"\\ud800\"}",
            "{" + site + ", \"unit\": \"" + "u".repeat(129) + "\"}",
            "{" + site + ", \"consent\": {\"measurement\": true}}",
            "{" + site + ", \"context\": {\"device\": {}}}",
            "{" + site + ", \"experiments\": \"welcome\"}",
            "{" + site + ", \"sticky\": {}}",
            "{" + site + ", \"field\": 1}",
            "{}"
        }) {
            bodies.add(new Bad(wrong.getBytes(StandardCharsets.UTF_8), 400));
        }
        bodies.add(new Bad(new byte[] {'{', '"', (byte) 0xc3, '(', '"', ':', '1', '}'}, 400));
        bodies.add(new Bad("{\"siteKey\": \"pk_unheard_of\"}".getBytes(StandardCharsets.UTF_8), 404));
        bodies.add(new Bad(
                ("{" + site + ", \"x\": \"" + "x".repeat(300_000) + "\"}").getBytes(StandardCharsets.UTF_8), 413));
        return bodies;
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path));
    }

    @Test
    void thousandsOfBadRequestsAreRefusedOneByOne() {
        String siteKey = Candor.shop("bad-input", ORIGIN).get("siteKey").asText();
        List<Bad> bodies = bad(siteKey);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            Bad next = bodies.get(random.nextInt(bodies.size()));
            HttpRequest request = to("/v1/decide")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(next.body()))
                    .build();
            waiting.add(CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .thenAccept(answer -> {
                        assertThat(answer.statusCode())
                                .as("seed %d, answer %s", seed, answer.body())
                                .isEqualTo(next.status());
                        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
                        assertThat(Candor.tree(answer.body()).path("detail").asText())
                                .isNotBlank();
                    }));
            if (waiting.size() == 50) {
                waiting.forEach(CompletableFuture::join);
                waiting.clear();
            }
        }
        waiting.forEach(CompletableFuture::join);
        page(ORIGIN)
                .body(text("{\"siteKey\": \"%s\", \"unit\": \"anna\"}", siteKey))
                .post("/v1/decide")
                .then()
                .statusCode(200);
    }

    @Test
    void requestMayBeAsLongAsTheLimitAndNoLonger() throws IOException, InterruptedException {
        String siteKey = Candor.shop("bad-limit", ORIGIN).get("siteKey").asText();
        String start = text("{\"siteKey\": \"%s\"", siteKey);
        String fits = start + " ".repeat(DecideRequest.MOST_BYTES - start.length() - 1) + "}";
        assertThat(declared("/v1/decide", fits).statusCode()).isEqualTo(200);
        assertThat(declared("/v1/decide", fits + " ").statusCode()).isEqualTo(413);
        assertThat(chunked("/v1/decide", fits).statusCode()).isEqualTo(200);
        problem(chunked("/v1/decide", fits + " "), 413);
    }

    @Test
    void bodyThatDoesNotSayHowLongItIsGetsTheSameAnswer() throws IOException, InterruptedException {
        String tooLong = "{\"name\": \"" + "x".repeat(1024 * 1024) + "\"}";
        for (String path : new String[] {"/v1/events", "/v1/decide", "/ofrep/v1/evaluate/flags"}) {
            problem(chunked(path, tooLong), 413);
            problem(declared(path, tooLong), 413);
        }
        HttpRequest management = to("/api/v1/sites")
                .header("Authorization", "Bearer " + Candor.TOKEN)
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(tooLong.getBytes(StandardCharsets.UTF_8))))
                .build();
        problem(CLIENT.send(management, HttpResponse.BodyHandlers.ofString()), 413);
    }

    @Test
    void otherMethodsAreNotTaken() {
        given().get("/v1/decide").then().statusCode(405).contentType("application/problem+json");
        given().delete("/v1/decide").then().statusCode(405).contentType("application/problem+json");
        given().post("/v1/sites/pk_1/ruleset").then().statusCode(405).contentType("application/problem+json");
    }

    private static HttpResponse<String> declared(String path, String body) throws IOException, InterruptedException {
        HttpRequest request =
                to(path).POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> chunked(String path, String body) throws IOException, InterruptedException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpRequest request = to(path).POST(
                        HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes)))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.uri().toString()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Candor.tree(answer.body()).path("status").asInt()).isEqualTo(status);
    }
}
