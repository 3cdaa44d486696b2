package dev.candor.ui.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A website with the built snippet in it and a Candor that only pretends: each answer is set by the test, and what the
 * snippet sends is kept for it. One is one visitor with an empty device.
 */
final class FakeSite implements AutoCloseable {

    static final String SHOP = "https://shop.example";
    static final String CANDOR = "https://candor.example";

    /** Counts every touch of the device that a page can make, from before the first script. */
    private static final String SPY = """
            globalThis.touched = [];
            for (const name of ["getItem", "setItem", "removeItem", "key", "clear"]) {
              const original = Storage.prototype[name];
              Storage.prototype[name] = function (...details) { touched.push(name); return original.apply(this, details); };
            }
            const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
            Object.defineProperty(Document.prototype, "cookie", {
              get() { touched.push("cookie"); return cookie.get.call(this); },
              set(value) { touched.push("cookie"); cookie.set.call(this, value); },
            });
            const spyOn = (owner, name) => {
              const original = Object.getOwnPropertyDescriptor(owner, name);
              Object.defineProperty(owner, name, { get() { touched.push(name); return original.get ? original.get.call(this) : original.value; } });
            };
            for (const name of ["indexedDB", "caches", "sessionStorage", "cookieStore", "AudioContext", "OfflineAudioContext"]) spyOn(globalThis, name);
            spyOn(HTMLCanvasElement.prototype, "toDataURL");
            spyOn(HTMLCanvasElement.prototype, "toBlob");
            spyOn(CanvasRenderingContext2D.prototype, "getImageData");
            spyOn(CanvasRenderingContext2D.prototype, "measureText");
            spyOn(WebGLRenderingContext.prototype, "getParameter");
            spyOn(WebGL2RenderingContext.prototype, "getParameter");
            for (const name of ["plugins", "mimeTypes", "hardwareConcurrency", "deviceMemory"]) spyOn(Navigator.prototype, name);
            spyOn(Document.prototype, "fonts");
            """;

    /** The path under which the built snippet loads what few pages use. */
    private static final String MORE = Pattern.compile("/v1/candor-more\\.[0-9a-f]{16}\\.js")
            .matcher(resource("candor.js"))
            .results()
            .findFirst()
            .orElseThrow()
            .group();

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<JsonNode> events = new ArrayList<>();
    final List<JsonNode> questions = new ArrayList<>();
    final List<String> consoleErrors = new ArrayList<>();

    /** The paths that Candor was asked for, without hashes. */
    final List<String> asked = new ArrayList<>();

    /** Status of the answers to events, first to last; 202 when used up. */
    final List<Integer> eventStatuses = new ArrayList<>();

    /** Bodies of the answers to events that were taken, first to last; an empty object when used up. */
    final List<String> eventAnswers = new ArrayList<>();

    /** The ruleset's body; null while Candor is down. */
    @Nullable
    String ruleset;

    String decisions = "{\"decisions\":[]}";
    String head = "";
    String body = "<h1 id=\"hero\">Welcome</h1><p>Hello</p>";

    private final BrowserContext context;

    FakeSite(Browser browser, @Nullable String ruleset) {
        this(browser, ruleset, Chromium.person());
    }

    FakeSite(Browser browser, @Nullable String ruleset, Browser.NewContextOptions options) {
        this.ruleset = ruleset;
        context = browser.newContext(options);
        context.addInitScript(SPY);
        context.route(SHOP + "/**", this::shop);
        context.route(CANDOR + "/**", this::candor);
    }

    Page open() {
        return open("/");
    }

    /** Opens a page in a new tab and waits until the snippet has settled, where there is one. */
    Page open(String path) {
        Page page = tab(path);
        page.evaluate("new Promise(r => (window.candor = window.candor || {q: []}).q.push(['ready', r])"
                + " && setTimeout(r, 2000))");
        return page;
    }

    /** Opens a page in a new tab, whose clock stands still but for what the test lets pass. */
    Page still(String path) {
        Page page = context.newPage();
        page.onPageError(consoleErrors::add);
        page.clock().install();
        page.clock().pauseAt(System.currentTimeMillis() + 1_000);
        page.navigate(SHOP + path);
        page.waitForFunction("window.candor && candor.decide");
        page.evaluate("new Promise(r => candor.ready(r))");
        return page;
    }

    /** Opens a page in a new tab. */
    Page tab(String path) {
        Page page = context.newPage();
        page.onPageError(consoleErrors::add);
        page.navigate(SHOP + path);
        return page;
    }

    /**
     * Waits until what the page has told so far has reached Candor: the snippet's turn comes, and a question asked after its
     * requests is answered after them.
     */
    void settle(Page page) {
        page.evaluate("new Promise(go => setTimeout(() => setTimeout(go)))");
        page.evaluate("fetch('" + CANDOR + "/settled').then(() => {})");
    }

    /** Waits until the page has loaded what few pages use, and does it. */
    void awaitMore(Page page) {
        page.waitForCondition(() -> asked.contains("/v1/candor-more.js"));
        page.evaluate("import('" + CANDOR + MORE + "').then(() => {})");
    }

    /** Waits for so many events of this type, and for what comes with them. */
    List<JsonNode> await(Page page, String type, int count) {
        page.waitForCondition(() -> events(type).size() >= count);
        settle(page);
        return events(type);
    }

    List<JsonNode> events(String type) {
        return events.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .toList();
    }

    @Override
    public void close() {
        Chromium.close(context);
    }

    private void shop(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setContentType("text/html; charset=utf-8")
                .setBody("<!doctype html><html lang=en><head><title>Shop</title>" + head + "<script src=\"" + CANDOR
                        + "/v1/candor.js\" data-site=\"pk_test\" defer></script></head><body>" + body
                        + "</body></html>"));
    }

    private void candor(Route route) {
        Request request = route.request();
        String path = unhashed(request.url().substring(CANDOR.length()));
        asked.add(path);
        switch (path) {
            case "/v1/candor.js" -> answer(route, 200, "text/javascript; charset=utf-8", resource("candor.js"));
            case "/v1/candor-widgets.js" ->
                answer(route, 200, "text/javascript; charset=utf-8", resource("candor-widgets.js"));
            case "/v1/candor-more.js" ->
                answer(route, 200, "text/javascript; charset=utf-8", resource("candor-more.js"));
            case "/engine.mjs" -> answer(route, 200, "text/javascript; charset=utf-8", resource("engine.mjs"));
            case "/v1/sites/pk_test/ruleset" -> {
                if (ruleset == null) {
                    route.abort();
                } else {
                    answer(route, 200, "application/json", ruleset);
                }
            }
            case "/v1/decide" -> {
                questions.add(json(request.postData()));
                answer(route, 200, "application/json", decisions);
            }
            case "/v1/events" -> {
                int status = eventStatuses.isEmpty() ? 202 : eventStatuses.removeFirst();
                if (status == 202) {
                    json(request.postData()).path("events").forEach(events::add);
                }
                String said = status != 202 || eventAnswers.isEmpty() ? "{}" : eventAnswers.removeFirst();
                answer(route, status, "application/json", said);
            }
            case "/settled" -> answer(route, 200, "text/plain", "");
            default -> answer(route, 404, "text/plain", "");
        }
    }

    private static void answer(Route route, int status, String type, String body) {
        Chromium.fulfill(
                route,
                new Route.FulfillOptions()
                        .setStatus(status)
                        .setHeaders(Map.of("Access-Control-Allow-Origin", "*", "Content-Type", type))
                        .setBody(body));
    }

    /** The path of a file of the snippet without the hash of what is in it. */
    static String unhashed(String path) {
        return path.replaceFirst("\\.[0-9a-f]{16}\\.js$", ".js");
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String resource(String name) {
        try (InputStream in = FakeSite.class.getResourceAsStream("/snippet/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not built");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
