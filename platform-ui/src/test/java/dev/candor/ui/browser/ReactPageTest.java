package dev.candor.ui.browser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A React site ({@code src/test/react}) with the npm package as the build made it, bundled by esbuild with React's own checks
 * on, at the running server: rendered in the page, and taken over from what a server rendered.
 */
@QuarkusTest
class ReactPageTest {

    private static final String SHOP = "http://localhost:8769";

    private static final String VARIANT = "Shoes for you";

    /** Notes at each frame what a person sees of the heading. */
    private static final String RECORDER = """
            globalThis.heroes = [];
            const note = () => {
              const hero = document.querySelector("h1");
              const seen = hero && location.pathname + " " + hero.textContent;
              if (seen && heroes[heroes.length - 1] !== seen) heroes.push(seen);
              requestAnimationFrame(note);
            };
            requestAnimationFrame(note);
            """;

    private static final String GRANT =
            "candor.consent({measurement: 'granted', remembering: 'granted', personalization: 'granted'})";

    private static Npm npm;
    private static Chromium chromium;
    private static boolean isSiteMade;

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "candor.bootstrap-token")
    String token;

    private BrowserContext context;
    private static String siteKey;

    /** What the browser's console says, but for React's advertisement of its tools. */
    private final Queue<String> console = new ConcurrentLinkedQueue<>();

    private final Queue<String> exposures = new ConcurrentLinkedQueue<>();

    /** What stands in the page's place for the app. */
    private String rendered = "";

    private String head = "";

    @BeforeAll
    static void bundle() throws IOException, InterruptedException {
        npm = Npm.install("react");
        SnippetPackage.installInto(npm);
        npm.bundle("page.jsx", "--format=esm", "--splitting", "--jsx=automatic", "--outdir=site", "--jsx-dev");
        npm.bundle(
                "server.jsx",
                "--format=esm",
                "--platform=node",
                "--jsx=automatic",
                "--outfile=server.cjs",
                "--format=cjs");
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @BeforeEach
    void visitor() {
        if (!isSiteMade) {
            makeSite();
            isSiteMade = true;
        }
        context = chromium.browser().newContext(Chromium.person());
        context.addInitScript(RECORDER);
        context.route(SHOP + "/**", this::shop);
        context.onRequest(request -> told(request));
    }

    @AfterEach
    void leave() {
        Chromium.close(context);
    }

    @Test
    void changesStayWhileReactRendersAndGoWithTheirRoute() {
        Page page = open("/");
        assertThat(page.textContent("#flag")).isEqualTo("plain, nobody's");
        page.evaluate(GRANT);
        // What puts HTML in is loaded where an experiment does.
        page.waitForCondition(() -> VARIANT.equals(page.textContent("#hero")));
        page.waitForCondition(() -> Set.of("plain, off", "bright, on").contains(page.textContent("#flag")));

        for (int i = 1; i <= 4; i++) {
            page.click("#more");
            page.click("#toggle");
            assertThat(page.locator("li").count()).isEqualTo(i + 1);
            assertThat(page.textContent("#hero")).isEqualTo(VARIANT);
            assertThat(page.textContent("#count")).isEqualTo("Seen often");
            assertThat(page.getAttribute("#buy", "href")).isEqualTo("/now");
            assertThat(page.locator("ul + p").allTextContents()).containsExactly("After the list");
        }
        assertThat(mutationsWithin(page, 20)).as("nobody fights for the page").isZero();

        page.click("#cart");
        assertThat(page.textContent("main")).isEqualTo("Your cart");
        page.goBack();
        page.waitForSelector("#list");
        assertThat(page.textContent("#hero")).isEqualTo(VARIANT);
        assertThat(heroes(page)).containsExactly("/ Our new shoes", "/ " + VARIANT, "/cart Your cart", "/ " + VARIANT);

        page.evaluate("root.unmount()");
        assertThat(page.innerHTML("#app")).isEmpty();
        page.evaluate("candor.optOut()");
        page.waitForCondition(() -> exposures.size() >= 5);
        assertThat(console).isEmpty();
        // One a page view: the change on "/" twice, the flag, which is for all pages, three times.
        assertThat(exposures).containsExactlyInAnyOrder("welcome", "welcome", "flag", "flag", "flag");
    }

    @Test
    void elementsGetTheirOwnContentBackFromReactsStateAndNotFromBefore() {
        Page page = open("/");
        page.evaluate(GRANT);
        page.click("#more");
        assertThat(page.textContent("#count")).isEqualTo("Seen often");
        page.evaluate("candor.optOut()");
        assertThat(page.textContent("#count")).isEqualTo("Seen 1 times");
        assertThat(page.textContent("#hero")).isEqualTo("Our new shoes");
        assertThat(page.locator("ul + p").getAttribute("id")).isEqualTo("flag");
        page.waitForCondition(() -> page.textContent("#flag").equals("plain, nobody's"));
        page.click("#more");
        assertThat(page.textContent("#count")).isEqualTo("Seen 2 times");
        assertThat(console).isEmpty();
    }

    @Test
    void takesOverWhatTheServerRenderedWithoutAMismatch() throws IOException, InterruptedException {
        rendered = npm.node("server.cjs", "/").strip();
        assertThat(rendered).contains("Our new shoes", "plain");
        Page page = open("/");
        page.evaluate(GRANT);
        assertThat(page.textContent("#hero")).isEqualTo(VARIANT);
        page.click("#more");
        assertThat(page.textContent("#hero")).isEqualTo(VARIANT);
        assertThat(page.locator("li").count()).isEqualTo(2);
        assertThat(console).isEmpty();
    }

    /** What docs/websites.md advises against: it is put right by React itself, but React complains and renders all of it anew. */
    @Test
    void tagThatChangesThePageBeforeReactTakesOverIsNoticedByReact() throws IOException, InterruptedException {
        rendered = npm.node("server.cjs", "/").strip();
        head = ServedSite.CONSENT + "<script src='" + base.toString().replaceAll("/$", "")
                + "/v1/candor.js' data-site='" + siteKey + "'></script>";
        Page first = open("/");
        first.waitForCondition(() -> first.textContent("#hero").equals(VARIANT));
        console.clear();
        Page page = open("/");
        page.waitForCondition(() -> page.textContent("#hero").equals(VARIANT) && !console.isEmpty());
        assertThat(console).allMatch(said -> said.contains("Hydration failed"));
    }

    /** What was seen of the heading at each path, one after another. */
    @SuppressWarnings("unchecked")
    private static List<String> heroes(Page page) {
        return (List<String>) page.evaluate("heroes");
    }

    /** How often the app's document changes while so many frames are painted. */
    private static int mutationsWithin(Page page, int frames) {
        return (int) page.evaluate("""
                frames => new Promise(done => {
                  let mutations = 0;
                  const observer = new MutationObserver(all => (mutations += all.length));
                  observer.observe(app, {childList: true, subtree: true, characterData: true, attributes: true});
                  const frame = () => (frames-- ? requestAnimationFrame(frame) : done(mutations));
                  frame();
                })""", frames);
    }

    private Page open(String path) {
        Page page = context.newPage();
        page.onPageError(console::add);
        page.onConsoleMessage(message -> {
            if (!message.text().contains("React DevTools")) {
                console.add(message.text());
            }
        });
        page.navigate(SHOP + path);
        page.waitForFunction("window.candor && candor.decide");
        page.evaluate("new Promise(ready => candor.ready(ready))");
        return page;
    }

    private void told(Request request) {
        if (request.url().endsWith("/v1/events")) {
            FakeSite.json(request.postData()).path("events").forEach(event -> {
                if (event.path("type").asText().equals("exposure")) {
                    exposures.add(event.path("experiment").asText());
                }
            });
        }
    }

    private void shop(Route route) {
        String path = URI.create(route.request().url()).getPath();
        Path file = npm.place().resolve("." + path).normalize();
        try {
            boolean isScript = path.endsWith(".js");
            String candor = base.toString().replaceAll("/$", "");
            Chromium.fulfill(
                    route,
                    new Route.FulfillOptions()
                            .setContentType(isScript ? "text/javascript" : "text/html; charset=utf-8")
                            .setBody(
                                    isScript
                                            ? Files.readString(file)
                                            : "<!doctype html><html lang=en><head><title>Shop</title><link rel=icon href='data:,'>"
                                                    + "<script>window.settings = {site: '" + siteKey + "', host: '"
                                                    + candor
                                                    + "'}</script>" + head
                                                    + "<script type=module src=/site/page.js></script></head><body><div id=app>"
                                                    + rendered + "</div></body></html>"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    private void makeSite() {
        siteKey = admin().body("{\"key\": \"react\", \"name\": \"React\", \"origins\": [\"" + SHOP
                        + "\"], \"locale\": \"en\"}")
                .post("/api/v1/sites")
                .then()
                .statusCode(201)
                .extract()
                .path("siteKey");
        admin().body("{\"kind\": \"conversion\", \"event\": \"purchase\", \"direction\": \"increase\"}")
                .put("/api/v1/sites/react/metrics/purchase")
                .then()
                .statusCode(200);
        // The same in both variants: whoever is counted sees it.
        String changes = """
                "changes": [{"selector": "#hero", "do": "text", "value": "Shoes for you"},
                  {"selector": "#count", "do": "text", "value": "Seen often"},
                  {"selector": "#buy", "do": "attr", "attribute": "href", "value": "/now"},
                  {"selector": "#list", "do": "insertAfter", "value": "<p>After the list</p>"},
                  {"selector": "#note", "do": "insertBefore", "value": "<p>Before the note</p>"}]
                """;
        experiment("welcome", "{\"context\": \"path\", \"op\": \"is\", \"value\": \"/\"}", changes, changes);
        experiment("flag", "null", "\"payload\": {\"words\": \"plain\"}", "\"payload\": {\"words\": \"bright\"}");
    }

    private void experiment(String key, String audience, String control, String treatment) {
        admin().body("""
                        {"key": "%s", "name": "React", "question": "Which?", "hypothesis": "One.",
                         "unit": "consented_visitor", "trafficShare": 10000, "audience": %s,
                         "variants": [{"key": "off", "role": "control", "weight": 5000, %s},
                                      {"key": "on", "role": "personalized", "weight": 5000, %s}],
                         "metrics": [{"metric": "purchase", "role": "primary"}],
                         "plan": {"method": "fixed", "practicalEquivalence": {"relative": 0.01}, "maximumVisitors": 60000}}
                        """.formatted(key, audience, control, treatment))
                .post("/api/v1/sites/react/experiments")
                .then()
                .log()
                .ifError()
                .statusCode(201);
        admin().post("/api/v1/sites/react/experiments/" + key + "/start")
                .then()
                .log()
                .ifError()
                .statusCode(200);
    }
}
