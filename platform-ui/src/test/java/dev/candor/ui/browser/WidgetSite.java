package dev.candor.ui.browser;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A site at the running server, with an attribute and an experiment, and pages of it that nobody helped: plain ones, and below
 * /strict one whose policy allows no style and no script but Candor's, with Trusted Types.
 */
final class WidgetSite {

    static final String SHOP = "http://localhost:8768";

    /** Not encrypted and not this machine: the browser has no digest there, so the visitor has no secret. */
    static final String PLAIN = "http://widgets.example";

    static final String COUNTED = "candor.consent({measurement: 'granted', remembering: 'granted'})";

    /** To the browser, what a test evaluates in a page is a touch by its visitor; only their own shall be one. */
    private static final String TOUCHED = """
            { const userActivation = { hasBeenActive: false };
              for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => { userActivation.hasBeenActive = true; }, true);
              Object.defineProperty(Navigator.prototype, "userActivation", { get: () => userActivation }); }
            """;

    private static final String EXPERIMENT = """
            {"key": "welcome", "name": "Welcome", "question": "Which?", "hypothesis": "One.",
             "unit": "consented_visitor", "trafficShare": 10000,
             "variants": [
               {"key": "plain", "role": "privacy_first", "weight": 5000},
               {"key": "by-interest", "role": "personalized", "weight": 5000,
                "experiences": [{"when": {"attribute": "interest", "op": "is", "value": "running"},
                  "changes": [{"selector": "#hero", "do": "text", "value": "New running shoes"}],
                  "why": {"en": "You told us you like running, so this page begins with running shoes.",
                          "ja": "ランニングがお好きと伺いました。"}}]}],
             "metrics": [{"metric": "purchase", "role": "primary"}, {"metric": "feedback", "role": "secondary"}],
             "plan": {"method": "fixed", "practicalEquivalence": {"relative": 0.05}, "maximumVisitors": 100}}
            """;

    private static final String ATTRIBUTE = """
            {"type": "enum", "values": ["running", "hiking", "climbing"], "retentionDays": 90,
             "texts": {"en": {"label": "Which sport do you like?", "whyWeAsk": "To show the shoes for your sport first.",
                              "whyYouWouldAgree": "You find what you need with less scrolling.",
                              "whatYouGet": "A front page that begins with your sport.",
                              "recipients": "Nobody. It stays in your browser."},
                       "ja": {"label": "どのスポーツがお好きですか？", "whyWeAsk": "お好きなスポーツの靴を最初にお見せするためです。",
                              "whyYouWouldAgree": "探す手間が減ります。", "whatYouGet": "お好みに合った靴が最初に並びます。",
                              "recipients": "誰にも渡しません。"}}}
            """;

    final List<JsonNode> events = new CopyOnWriteArrayList<>();
    final List<String> refused = new CopyOnWriteArrayList<>();
    final List<String> faults = new CopyOnWriteArrayList<>();

    /** Whether the visitor's own route answers. */
    boolean rightsAway;

    /** Whether pages live by a clock that the test may put forward. */
    boolean ownClock;

    private final String token;
    private final URI base;
    private final Browser browser;
    final String key;
    final String siteKey;

    /** @param settings of the site, as JSON without braces; may be empty */
    WidgetSite(String token, URI base, Browser browser, String key, String settings) {
        this.token = token;
        this.base = base;
        this.browser = browser;
        this.key = key;
        siteKey = admin().body(
                        "{\"key\": \"" + key + "\", \"name\": \"Trailhead\", \"origins\": [\"" + SHOP + "\", \"" + PLAIN
                                + "\"], \"locale\": \"en\", \"ask\": {\"days\": 180, \"notOn\": [\"/checkout\"]}"
                                + (settings.isEmpty() ? "" : ", " + settings) + "}")
                .post("/api/v1/sites")
                .then()
                .statusCode(201)
                .extract()
                .path("siteKey");
        put("metrics/purchase", "{\"kind\": \"conversion\", \"event\": \"purchase\", \"direction\": \"increase\"}");
        put("attributes/interest", ATTRIBUTE);
        admin().body(EXPERIMENT)
                .post("/api/v1/sites/" + key + "/experiments")
                .then()
                .statusCode(201);
        admin().post("/api/v1/sites/" + key + "/experiments/welcome/start")
                .then()
                .statusCode(200);
    }

    RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    private void put(String what, String body) {
        admin().body(body).put("/api/v1/sites/" + key + "/" + what).then().statusCode(200);
    }

    /** The document of texts. */
    JsonNode panel() {
        return FakeSite.json(given().header("Origin", SHOP)
                .get("/v1/sites/" + siteKey + "/panel")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    /** A new visitor. */
    BrowserContext visitor(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.addInitScript(TOUCHED);
        for (String origin : List.of(SHOP, PLAIN)) {
            context.route(origin + "/**", route -> shop(route, options.locale == null ? "en" : options.locale));
        }
        context.route("**/v1/visitor", route -> {
            if (rightsAway) {
                route.abort();
            } else {
                route.resume();
            }
        });
        context.route("**/v1/events", this::hear);
        return context;
    }

    BrowserContext visitor() {
        return visitor(Chromium.person());
    }

    /** A visitor who is counted, and met this variant; the page is open. */
    Page met(String variant, Browser.NewContextOptions options, String path) {
        for (int i = 0; i < 60; i++) {
            BrowserContext context = visitor(options);
            Page page = open(context, path);
            page.evaluate(COUNTED);
            if (variant.equals(page.evaluate("candor.decide('welcome').variant"))) {
                return page;
            }
            Chromium.close(context);
        }
        throw new AssertionError("sixty visitors, and none met " + variant);
    }

    /** A visitor whom the personalized variant met because of what they told. */
    Page personalized(Browser.NewContextOptions options, String path) {
        Page page = met("by-interest", options, path);
        page.evaluate("candor.consent({personalization: 'granted'}); candor.declare('interest', 'running')");
        page.waitForCondition(() -> page.textContent("#hero").equals("New running shoes"));
        return page;
    }

    Page open(BrowserContext context, String path) {
        Page page = context.newPage();
        page.onPageError(faults::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.text().startsWith("candor:")) {
                faults.add(message.text() + " " + message.location());
            }
        });
        if (ownClock) {
            page.clock().install();
        }
        page.navigate(path.startsWith("http") ? path : SHOP + path);
        page.waitForCondition(() -> (boolean) page.evaluate("!!(window.candor && candor.decide)"));
        page.evaluate("new Promise(ready => candor.ready(ready))");
        return page;
    }

    /** Calls candor.ask, and gives it the time to come to its conclusion. */
    static void ask(Page page) {
        page.waitForResponse(
                answer -> answer.url().contains("/panel"), () -> page.evaluate("void candor.ask('interest')"));
        turn(page);
    }

    /** Calls candor.ask, touches the page until that has come to its conclusion, and returns it. */
    static boolean isAsked(Page page) {
        page.evaluate("window.asked = null; void candor.ask('interest').then((asked) => (window.asked = [asked]))");
        page.waitForCondition(() -> {
            page.mouse().click(3, 3);
            return (boolean) page.evaluate("!!window.asked");
        });
        return (boolean) page.evaluate("window.asked[0]");
    }

    static void turn(Page page) {
        page.evaluate("new Promise(r => setTimeout(() => setTimeout(r)))");
    }

    static Locator card(Page page) {
        return page.locator(".card");
    }

    static Locator button(Page page, String name) {
        return page.locator(".card button", new Page.LocatorOptions().setHasText(name));
    }

    /** The trust signals of this name that the server took. */
    List<JsonNode> trust(Page page, String name, int count) {
        return await(page, "trust", name, count);
    }

    List<JsonNode> await(Page page, String type, String name, int count) {
        page.waitForCondition(() -> events(type, name).size() >= count);
        return events(type, name);
    }

    List<JsonNode> events(String type, String name) {
        return events.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .filter(event -> name.isEmpty() || event.path("name").asText().equals(name))
                .toList();
    }

    /** Lets events through to the server, and keeps what it took and what it did not. */
    private void hear(Route route) {
        try {
            APIResponse answer = route.fetch();
            FakeSite.json(route.request().postData()).path("events").forEach(events::add);
            FakeSite.json(answer.text()).path("rejected").forEach(each -> refused.add(each.toString()));
            route.fulfill(new Route.FulfillOptions().setResponse(answer));
        } catch (PlaywrightException gone) {
            // What a page sends as it goes has no answer that anybody would see.
        }
    }

    private void shop(Route route, String language) {
        String path = URI.create(route.request().url()).getPath();
        String candor = base.toString().replaceAll("/$", "");
        boolean strict = path.startsWith("/strict");
        String policy = "default-src 'none'; script-src " + candor + "; connect-src " + candor
                + "; require-trusted-types-for 'script'; trusted-types 'none'";
        String style = strict
                ? ""
                : "<link rel=icon href='data:,'><style>body{font:16px/1.6 'Noto Sans','Noto Sans CJK JP',system-ui,sans-serif;margin:0;background:#fff;color:#111}"
                        + "main{max-width:900px;margin:auto;padding:24px}#hero{background:#eee;padding:24px;border-radius:12px}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}#hero{background:#222}}</style>";
        Chromium.fulfill(
                route,
                new Route.FulfillOptions()
                        .setHeaders(
                                strict
                                        ? Map.of(
                                                "Content-Security-Policy",
                                                policy,
                                                "Content-Type",
                                                "text/html; charset=utf-8")
                                        : Map.of("Content-Type", "text/html; charset=utf-8"))
                        .setBody("<!doctype html><html lang=" + language + (path.endsWith("/rtl") ? " dir=rtl" : "")
                                + "><head><meta name=viewport content='width=device-width'><title>Trailhead</title>"
                                + (path.endsWith("/silent") ? "<meta name=candor-ask content=never>" : "") + style
                                + "<script src='" + candor + "/v1/candor.js' data-site='" + siteKey
                                + "' defer></script></head><body><main><h1 id=hero>"
                                + (language.equals("ja") ? "春の新作シューズ" : "Our new shoes")
                                + "</h1><p>"
                                + (language.equals("ja") ? "春の新作が入りました。" : "The spring collection is here.")
                                + "</p><p><label>" + (language.equals("ja") ? "検索 " : "Search ")
                                + "<input id=search></label></p>"
                                + (path.endsWith("/explained") ? "<p id=explained data-candor-why>Sale</p>" : "")
                                + "</main></body></html>"));
    }
}
