package dev.candor.ui.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What happens as a page goes is still told. By a real server: what Playwright intercepts for a page that is going may be
 * lost in the interception.
 */
class LastWordsTest {

    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<JsonNode> conversions = new LinkedBlockingQueue<>();

    @Test
    void whatHappensAsThePageGoesIsStillTold() throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        try (Chromium chromium = Chromium.launch();
                BrowserContext context = chromium.browser().newContext(Chromium.person())) {
            Page page = context.newPage();
            page.navigate("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            page.waitForFunction(
                    "window.candor && candor.decide && candor.decide('welcome').reason === 'consent_required'");
            page.evaluate(SnippetBehaviourTest.GRANT_ALL);
            page.evaluate("candor.track('purchase', {value: 7}); location.href = '/thanks'");
            page.waitForURL("**/thanks");
            JsonNode told = conversions.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(told).isNotNull();
            assertThat(told.path("value").asInt()).isEqualTo(7);
        } finally {
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        switch (FakeSite.unhashed(exchange.getRequestURI().getPath())) {
            case "/v1/candor-more.js" -> send(exchange, "text/javascript", FakeSite.resource("candor-more.js"));
            case "/v1/candor.js" -> send(exchange, "text/javascript", FakeSite.resource("candor.js"));
            case "/v1/sites/pk_test/ruleset" -> send(exchange, "application/json", SnippetBehaviourTest.WELCOME);
            case "/v1/events" -> {
                FakeSite.json(body).path("events").forEach(event -> {
                    if (event.path("type").asText().equals("conversion")) {
                        conversions.add(event);
                    }
                });
                send(exchange, "application/json", "{}");
            }
            default ->
                send(
                        exchange,
                        "text/html; charset=utf-8",
                        "<!doctype html><title>Shop</title><script src=\"/v1/candor.js\" data-site=\"pk_test\" defer></script>");
        }
    }

    private static void send(HttpExchange exchange, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
