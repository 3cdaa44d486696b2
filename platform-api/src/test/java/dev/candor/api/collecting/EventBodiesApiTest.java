package dev.candor.api.collecting;

import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.page;
import static dev.candor.api.journeys.Candor.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.journeys.Candor;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What a request's body may be: how long, how packed, in which pieces. */
@QuarkusTest
class EventBodiesApiTest {

    private static final String ORIGIN = "https://bodies.example";
    private static final int MEBIBYTE = 1024 * 1024;

    @TestHTTPResource("/v1/events")
    URI address;

    private static String body(String site, int length) {
        String siteKey = Candor.site(site, ORIGIN).get("siteKey").asText();
        String body = text(
                "{\"siteKey\": \"%s\", \"events\": [{\"id\": \"%s\", \"type\": \"trust\", \"name\": \"why_opened\"}]}",
                siteKey, Candor.id());
        return body + " ".repeat(Math.max(0, length - body.length()));
    }

    private static byte[] packed(String body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static ValidatableResponse send(String encoding, byte[] body) {
        return given().header("User-Agent", Candor.BROWSER)
                .header("Content-Encoding", encoding)
                .contentType("application/octet-stream")
                .body(body)
                .post("/v1/events")
                .then();
    }

    private static void problem(ValidatableResponse response, int status) {
        response.statusCode(status).contentType("application/problem+json");
    }

    @Test
    void unpackedItHasAMebibyte() throws IOException {
        ValidatableResponse full =
                send("gzip", packed(body("bodies-full", MEBIBYTE))).statusCode(202);
        assertThat(json(full).get("accepted").asInt()).isEqualTo(1);
        problem(send("gzip", packed(body("bodies-more", MEBIBYTE + 1))), 413);
    }

    @Test
    void aBombIsStoppedWhileItUnpacks() throws IOException {
        // 256 KiB that would become about 200 MiB.
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            byte[] nothing = new byte[MEBIBYTE];
            for (int i = 0; i < 200; i++) {
                gzip.write(nothing);
            }
        }
        assertThat(bomb.size()).isLessThan(Unpacking.MOST_AS_SENT);
        problem(send("gzip", bomb.toByteArray()), 413);
    }

    @Test
    void asSentItHas256KibibytesPackedOrNot() throws IOException {
        byte[] noise = new byte[Unpacking.MOST_AS_SENT];
        new Random(7).nextBytes(noise);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(noise);
        }
        assertThat(packed.size()).isGreaterThan(Unpacking.MOST_AS_SENT);
        problem(send("gzip", packed.toByteArray()), 413);
    }

    @Test
    void whatDoesNotUnpackIsAProblem() throws IOException {
        problem(send("gzip", "{}".getBytes(StandardCharsets.UTF_8)), 400);
        byte[] packed = packed(body("bodies-broken", 0));
        problem(send("gzip", java.util.Arrays.copyOf(packed, packed.length - 9)), 400);
        problem(send("br", packed), 415);
        send("identity", body("bodies-identity", 0).getBytes(StandardCharsets.UTF_8))
                .statusCode(202);
        send("GZIP", packed(body("bodies-capitals", 0))).statusCode(202);
    }

    @Test
    void inPiecesOfUnknownNumberItHasTheSameLimits() throws IOException {
        assertThat(chunked(body("bodies-chunks", Unpacking.MOST_AS_SENT))).startsWith("HTTP/1.1 202 ");
        assertThat(chunked(body("bodies-chunks-more", Unpacking.MOST_AS_SENT + 1)))
                .startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("/problems/too-large");
    }

    /** By hand, in chunks of 8 KiB; the answer may come before everything is sent. */
    private String chunked(String body) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            String head = String.join(
                    "\r\n",
                    "POST /v1/events HTTP/1.1",
                    "Host: localhost",
                    "User-Agent: " + Candor.BROWSER,
                    "Transfer-Encoding: chunked",
                    "",
                    "");
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            for (int from = 0; from < body.length(); from += 8192) {
                String piece = body.substring(from, Math.min(from + 8192, body.length()));
                out.write((Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return answer(socket.getInputStream());
        }
    }

    @Test
    void whatFollowsARefusalIsReadForEightMebibytesAndNotLonger() throws IOException {
        int patience = 8 * MEBIBYTE;
        assertThat(afterARefusal(patience)).startsWith("HTTP/1.1 405 ");
        assertThat(afterARefusal(patience + 1)).isEmpty();
    }

    /** The second answer on a connection whose first request was so long; empty when the server hung up instead. */
    private String afterARefusal(int length) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            // All but the last byte, of which the server can never have had enough.
            byte[] piece = new byte[MEBIBYTE];
            int left = length - 1;
            while (left > 0) {
                int size = Math.min(left, piece.length);
                chunk(out, piece, size);
                left -= size;
            }
            assertThat(answer(in)).startsWith("HTTP/1.1 413 ");
            chunk(out, piece, 1);
            try {
                out.write("0\r\n\r\nGET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                out.flush();
                return answer(in);
            } catch (SocketException e) {
                return ""; // It was closed before everything had arrived.
            }
        }
    }

    private static void chunk(OutputStream out, byte[] piece, int size) throws IOException {
        out.write((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(piece, 0, size);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** An answer up to the end of its problem, or what came before the end of the connection. */
    private static String answer(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '}') {
            answer.append((char) next);
            next = in.read();
        }
        return answer.toString();
    }

    @Test
    void onlyPostIsTaken() {
        ValidatableResponse get = given().get("/v1/events").then();
        problem(get, 405);
        assertThat(get.extract().header("Allow")).isEqualTo("POST");
        page(ORIGIN).options("/v1/events").then().statusCode(204);
    }
}
