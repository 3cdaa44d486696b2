package dev.candor.ui.browser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A preview link in a real page: it shows the variant, says that it is a preview, and counts nobody. */
@QuarkusTest
class PreviewPageTest {

    private static final String SHOP = "http://localhost:8766";

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "candor.bootstrap-token")
    String token;

    private final List<String> told = new CopyOnWriteArrayList<>();

    private RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    /** A site with a draft; returns its public key. */
    private String site(String key) {
        String siteKey = admin().body("{\"key\": \"" + key + "\", \"name\": \"Shop\", \"origins\": [\"" + SHOP
                        + "\"], \"locale\": \"en\"}")
                .post("/api/v1/sites")
                .then()
                .statusCode(201)
                .extract()
                .path("siteKey");
        admin().body("{\"kind\": \"conversion\", \"event\": \"purchase\", \"direction\": \"increase\"}")
                .put("/api/v1/sites/" + key + "/metrics/purchase")
                .then()
                .statusCode(200);
        admin().body("""
                        {"key": "welcome", "name": "Welcome", "question": "Which?", "hypothesis": "One.",
                         "unit": "consented_visitor", "trafficShare": 10000,
                         "variants": [
                           {"key": "as-it-is", "role": "control", "weight": 5000},
                           {"key": "bright", "role": "personalized", "weight": 5000,
                            "changes": [{"selector": "#hero", "do": "text", "value": "Good to see you"}]}],
                         "metrics": [{"metric": "purchase", "role": "primary"}],
                         "plan": {"method": "fixed", "practicalEquivalence": {"relative": 0.01}, "maximumVisitors": 60000}}
                        """).post("/api/v1/sites/" + key + "/experiments").then().statusCode(201);
        return siteKey;
    }

    private String link(String site, String variant) {
        return admin().body("{\"variant\": \"" + variant + "\", \"url\": \"" + SHOP + "/?page=1\"}")
                .post("/api/v1/sites/" + site + "/experiments/welcome/previews")
                .then()
                .statusCode(201)
                .extract()
                .path("url");
    }

    private Page open(BrowserContext context, String siteKey, String language, String address) {
        context.route(
                SHOP + "/**",
                route -> Chromium.fulfill(
                        route,
                        new Route.FulfillOptions()
                                .setContentType("text/html; charset=utf-8")
                                .setBody("<!doctype html><html lang=" + language
                                        + "><title>Shop</title><script src='" + base.resolve("/v1/candor.js")
                                        + "' data-site='" + siteKey + "' defer></script><h1 id=hero>Welcome</h1>")));
        Page page = context.newPage();
        page.onRequest(request -> {
            if (request.url().endsWith("/v1/events")) {
                told.add(String.valueOf(request.postData()));
            }
        });
        page.navigate(address);
        page.waitForFunction("window.candor && candor.decide");
        page.evaluate("new Promise(ready => candor.ready(ready))");
        return page;
    }

    @Test
    void draftIsShownMarkedAndNotCounted() {
        String siteKey = site("preview-page");
        try (Chromium chromium = Chromium.launch();
                BrowserContext context =
                        chromium.browser().newContext(Chromium.person().setViewportSize(390, 700))) {
            Page page = open(context, siteKey, "ja", link("preview-page", "bright"));
            assertThat(page.textContent("#hero")).isEqualTo("Good to see you");
            assertThat(page.evaluate("candor.decide('welcome').reason")).isEqualTo("forced");
            assertThat(page.evaluate("candor.decide('welcome').variant")).isEqualTo("bright");
            assertThat(page.locator("[data-candor-preview]").textContent()).isEmpty();
            assertThat(page.locator("[data-candor-preview] >> div").textContent())
                    .contains("プレビュー", "welcome / bright", "終了");
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", "preview-ja.png")));
            page.evaluate(SnippetBehaviourTest.GRANT_ALL);
            page.evaluate("candor.track('purchase', {value: 1})");
            assertThat(page.textContent("#hero")).isEqualTo("Good to see you");
            page.evaluate("candor.consent({personalization: 'denied'})");

            page.click("[data-candor-preview] >> a");
            page.waitForURL(SHOP + "/?page=1");
            page.waitForFunction("window.candor && candor.decide");
            page.evaluate("new Promise(ready => candor.ready(ready))");
            assertThat(page.textContent("#hero")).isEqualTo("Welcome");
            assertThat(page.locator("[data-candor-preview]").count()).isZero();
            // The page that was left has said its last words by now.
            assertThat(String.join("", told)).doesNotContain("exposure", "conversion", "\"trust\"");
        }
    }

    @Test
    void parameterThatNobodySignedDoesNothing() {
        String siteKey = site("preview-page-forged");
        admin().post("/api/v1/sites/preview-page-forged/experiments/welcome/start")
                .then()
                .statusCode(200);
        try (Chromium chromium = Chromium.launch();
                BrowserContext context = chromium.browser().newContext(Chromium.person())) {
            String forged = link("preview-page-forged", "as-it-is").replace("as-it-is", "bright");
            Page page = open(context, siteKey, "en", forged);
            assertThat(page.textContent("#hero")).isEqualTo("Welcome");
            assertThat(page.evaluate("candor.decide('welcome').reason")).isEqualTo("consent_required");
            assertThat(page.locator("[data-candor-preview]").count()).isZero();
        }
    }
}
