package dev.candor.ui.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A variant that is another page. By a real server, whose visitors have allowed everything. */
class RedirectTest {

    private static final int PATIENCE_SECONDS = 30;
    private static final String CONSENT = "<script>window.candor = {q: [['consent', {measurement: 'granted',"
            + " remembering: 'granted', personalization: 'granted'}, {remembered: true}]]}</script>";
    private static final String SNIPPET = "<script src=\"/v1/candor.js\" data-site=\"pk_test\" defer></script>";

    private static Chromium chromium;

    private final BlockingQueue<String> exposed = new LinkedBlockingQueue<>();
    private final List<String> pages = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private BrowserContext visitor;
    private String target = "";

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        visitor = chromium.browser().newContext(Chromium.person());
    }

    @AfterEach
    void leave() {
        visitor.close();
        server.stop(0);
    }

    private Page visit(String path) {
        Page page = visitor.newPage();
        page.navigate(base() + path);
        return page;
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void settled(Page page) {
        page.waitForFunction("window.candor && candor.decide && candor.decide('split').reason === 'assigned'");
    }

    @Test
    void visitorIsLedThereAndTheExposureIsToldBefore() throws InterruptedException {
        target = base() + "/plain?layout=b";
        Page page = visit("/start?utm_source=news&layout=a&q=caf%C3%A9#reviews");
        page.waitForURL("**/plain?**");
        URI there = URI.create(page.url());
        assertThat(there.getQuery()).isEqualTo("layout=b&utm_source=news&q=café&candor_redirected=2");
        assertThat(there.getFragment()).isEqualTo("reviews");
        // That page has no snippet: what is told was told by the page that was left.
        assertThat(exposed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("v0");
    }

    @Test
    void pageThatWasReachedStaysAndLosesTheMark() {
        target = base() + "/there#top";
        Page page = visit("/start?a=1#reviews");
        page.waitForURL("**/there**");
        settled(page);
        assertThat(page.url()).isEqualTo(base() + "/there?a=1#top");
        page.reload();
        settled(page);
        assertThat(page.url()).isEqualTo(base() + "/there?a=1#top");
        assertThat(pages).containsExactly("/start", "/there", "/there");
    }

    @Test
    void loopIsCutAfterOne() {
        target = base() + "/back-with-query";
        Page page = visit("/start");
        page.waitForCondition(() -> pages.size() == 3);
        settled(page);
        assertThat(page.url()).isEqualTo(base() + "/start");
        assertThat(pages).containsExactly("/start", "/back-with-query", "/start");
    }

    @Test
    void loopThatLosesTheMarkIsCutAfterOneToo() {
        target = base() + "/back-without-query";
        Page page = visit("/start");
        page.waitForFunction("() => document.referrer !== ''");
        settled(page);
        assertThat(page.url()).isEqualTo(base() + "/start");
        assertThat(pages).containsExactly("/start", "/back-without-query", "/start");
    }

    @Test
    void nobodyIsLedToAnotherHostOrOutOfTheWeb() {
        for (String elsewhere : List.of(
                "https://evil.example/",
                "//evil.example/",
                "javascript:document.title='hacked'",
                "data:text/html,hacked")) {
            target = elsewhere;
            Page page = visit("/start");
            settled(page);
            assertThat(page.url()).isEqualTo(base() + "/start");
            assertThat(page.title()).isEqualTo("/start");
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getRawQuery();
        switch (FakeSite.unhashed(path)) {
            case "/v1/candor-more.js" -> send(exchange, 200, "text/javascript", FakeSite.resource("candor-more.js"));
            case "/v1/candor.js" -> send(exchange, 200, "text/javascript", FakeSite.resource("candor.js"));
            case "/v1/sites/pk_test/ruleset" -> send(exchange, 200, "application/json", ruleset());
            case "/v1/events" -> {
                FakeSite.json(body)
                        .path("events")
                        .forEach(event -> exposed.add(event.path("variant").asText()));
                send(exchange, 202, "application/json", "{}");
            }
            case "/favicon.ico" -> send(exchange, 404, "text/plain", "");
            default -> {
                pages.add(path);
                if (path.startsWith("/back")) {
                    boolean keeps = path.endsWith("with-query") && query != null;
                    exchange.getResponseHeaders().set("Location", "/start" + (keeps ? "?" + query : ""));
                    send(exchange, 302, "text/plain", "");
                } else {
                    send(
                            exchange,
                            200,
                            "text/html; charset=utf-8",
                            "<!doctype html><title>" + path + "</title>" + CONSENT
                                    + (path.equals("/plain") ? "" : SNIPPET));
                }
            }
        }
    }

    private String ruleset() {
        return """
                {"site":"pk_test","revision":1,"consent":{},"holdout":{"seed":"h","below":0},"hosts":["127.0.0.1"],
                 "experiments":[{"key":"split","unit":"consented_visitor","seed":"s",
                   "layer":{"seed":"l","from":0,"to":4294967296,"taken":[]},"audience":null,
                   "variants":[{"key":"v0","role":"control","below":4294967296,"payload":{},
                     "changes":[{"do":"redirect","value":"TARGET"}]}]}]}
                """.replace("TARGET", target);
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
