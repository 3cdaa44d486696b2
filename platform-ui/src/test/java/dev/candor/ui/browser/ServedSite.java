package dev.candor.ui.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/**
 * A website and a Candor that only pretends, each a real server, so that the browser's own network and its throttling count:
 * what Playwright intercepts comes at once and whole. A recorder notes what the hero shows at each frame. One is one
 * visitor with an empty device.
 */
final class ServedSite implements AutoCloseable {

    static final String CONSENT = """
            <script>(window.candor = {q: []}).q.push(["consent",
              {measurement: "granted", remembering: "granted", personalization: "granted"}])</script>""";

    /** What a person sees of #hero and of the first p, frame by frame; only what differs from the frame before. */
    private static final String RECORDER = """
            globalThis.seen = [];
            globalThis.frames = 0;
            const frame = requestAnimationFrame.bind(window), now = performance.now.bind(performance);
            const look = (selector) => {
              const element = document.querySelector(selector);
              if (!element || !element.textContent) return "";
              return getComputedStyle(element).visibility === "hidden" ? "masked" : element.textContent;
            };
            const note = () => {
              const view = {hero: look("#hero"), p: look("p"), at: Math.round(now())};
              const last = seen[seen.length - 1];
              if (!last || last.hero !== view.hero || last.p !== view.p) seen[seen.length] = view;
              frames++;
              frame(note);
            };
            frame(note);
            """;

    final Queue<JsonNode> events = new ConcurrentLinkedQueue<>();

    /** What was asked of Candor, the paths in order. */
    final Queue<String> requests = new ConcurrentLinkedQueue<>();

    final Queue<String> errors = new ConcurrentLinkedQueue<>();

    /** The ruleset's body, once it is there; empty for a server that fails. */
    volatile CompletableFuture<String> ruleset = new CompletableFuture<>();

    volatile CompletableFuture<String> decisions = CompletableFuture.completedFuture("{\"decisions\":[]}");

    /** When the snippet's second file may come. */
    volatile CompletableFuture<Void> more = CompletableFuture.completedFuture(null);

    /** When a preview link is answered: it is none. */
    volatile CompletableFuture<Void> preview = CompletableFuture.completedFuture(null);

    /** The page is sent up to here; then what is left, once the rest may come. */
    volatile CompletableFuture<Void> rest = CompletableFuture.completedFuture(null);

    /** The page's policy; none where it is empty. */
    volatile String policy = "";

    /** How long a browser may keep what is no script. */
    volatile String caching = "no-store";

    /** What a batch of events is answered with. */
    volatile int eventStatus = 202;

    /** Whether Candor breaks the connection off instead of answering. */
    volatile boolean hangUp;

    volatile String head = "";
    volatile String mask = "";
    volatile String bodyBegins = "<h1 id=hero>Wel";
    volatile String bodyEnds = "come</h1><p>Hello</p>";

    final BrowserContext context;
    private final HttpServer shop = server();
    private final HttpServer candor = server();

    ServedSite(Browser browser) {
        context = browser.newContext(Chromium.person());
        context.addInitScript(RECORDER);
        shop.createContext("/", this::shop);
        candor.createContext("/", this::candor);
        shop.start();
        candor.start();
    }

    /** A tab whose processor and network are those of a middling phone. */
    Page slowPage() {
        Page page = page();
        CDPSession session = context.newCDPSession(page);
        JsonObject processor = new JsonObject();
        processor.addProperty("rate", 4);
        session.send("Emulation.setCPUThrottlingRate", processor);
        JsonObject network = new JsonObject();
        network.addProperty("offline", false);
        network.addProperty("latency", 150);
        network.addProperty("downloadThroughput", 200_000);
        network.addProperty("uploadThroughput", 90_000);
        session.send("Network.enable");
        session.send("Network.emulateNetworkConditions", network);
        return page;
    }

    Page page() {
        Page page = context.newPage();
        page.onPageError(errors::add);
        return page;
    }

    /** No timer of the page runs any more but by page.clock().runFor. */
    void stopTheClock(Page page) {
        page.clock().install();
        page.clock().pauseAt(System.currentTimeMillis() + 60_000);
    }

    /** Goes to a page and returns while it is still on its way. */
    void visit(Page page, String path) {
        page.navigate(address(path), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    }

    String address(String path) {
        return at(shop) + path;
    }

    /** Waits until the hero is seen so. */
    void awaitHero(Page page, String text) {
        page.waitForCondition(() -> heroes(page).contains(text));
    }

    void awaitFrames(Page page, int more) {
        int until = (int) page.evaluate("frames") + more;
        page.waitForCondition(() -> (int) page.evaluate("frames") >= until);
    }

    void awaitEvents(Page page, String type, int count) {
        page.waitForCondition(() -> events(type).size() >= count);
    }

    List<JsonNode> events(String type) {
        // What the page was not sure to have sent comes again under its id.
        Set<String> ids = new HashSet<>();
        return events.stream()
                .filter(event -> event.path("type").asText().equals(type)
                        && ids.add(event.path("id").asText()))
                .toList();
    }

    /** What was seen of the hero, one after another, without the time before it was there. */
    List<String> heroes(Page page) {
        return seen(page, "hero");
    }

    @SuppressWarnings("unchecked")
    List<String> seen(Page page, String what) {
        return ((List<String>) page.evaluate("what => Array.from(seen, (view) => view[what])", what))
                .stream()
                        .filter(text -> !text.isEmpty())
                        .reduce(
                                List.of(),
                                (List<String> all, String text) -> !all.isEmpty()
                                                && all.getLast().equals(text)
                                        ? all
                                        : java.util.stream.Stream.concat(all.stream(), java.util.stream.Stream.of(text))
                                                .toList(),
                                (left, right) -> left);
    }

    long asked(String path) {
        return requests.stream().filter(path::equals).count();
    }

    @Override
    public void close() {
        rest.complete(null);
        more.complete(null);
        preview.complete(null);
        ruleset.complete("");
        decisions.complete("");
        Chromium.close(context);
        shop.stop(0);
        candor.stop(0);
    }

    private void shop(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            if (!policy.isEmpty()) {
                exchange.getResponseHeaders().set("Content-Security-Policy", policy.replace("CANDOR", at(candor)));
            }
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write(("<!doctype html><html lang=en><head><title>Shop</title>" + head.replace("CANDOR", at(candor))
                            + "<script src=\"" + at(candor) + "/v1/candor.js\" data-site=\"pk_test\"" + mask
                            + "></script></head><body>" + bodyBegins)
                    .getBytes(UTF_8));
            out.flush();
            rest.join();
            out.write((bodyEnds.replace("CANDOR", at(candor)) + "</body></html>").getBytes(UTF_8));
        }
    }

    private void candor(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("\\.[0-9a-f]{16}\\.js$", ".js");
        if (!path.endsWith(".js")) {
            requests.add(path);
        }
        switch (path) {
            case "/v1/sites/pk_test/ruleset" -> {
                String body = ruleset.join();
                if (hangUp) {
                    exchange.close();
                } else {
                    answer(exchange, body.isEmpty() ? 500 : 200, body, "application/json");
                }
            }
            case "/v1/decide" -> answer(exchange, 200, decisions.join(), "application/json");
            case "/v1/events" -> {
                if (eventStatus != 202) {
                    answer(exchange, eventStatus, "", "text/plain");
                    return;
                }
                JsonNode told =
                        FakeSite.json(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                told.path("events").forEach(events::add);
                answer(exchange, 200, "{}", "application/json");
            }
            case "/v1/sites/pk_test/preview" -> {
                preview.join();
                answer(exchange, 403, "", "text/plain");
            }
            case "/v1/candor-more.js" -> {
                more.join();
                answer(exchange, 200, FakeSite.resource("candor-more.js"), "text/javascript");
            }
            default ->
                answer(exchange, 200, FakeSite.resource(path.substring(path.lastIndexOf('/') + 1)), "text/javascript");
        }
    }

    private void answer(HttpExchange exchange, int status, String body, String type) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            exchange.getResponseHeaders().set("Cache-Control", type.endsWith("javascript") ? "max-age=300" : caching);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String at(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
