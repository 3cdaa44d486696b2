package dev.candor.ui;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.candor.ui.browser.Chromium;
import dev.candor.ui.browser.Visitor;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The main job, walked by a real browser: forty visitors come to the demo shop, some agree to be counted, some say what they
 * like, some buy; the dashboard then shows exactly those. Nothing here is made up but the visitors.
 */
@QuarkusTest
class WalkPageTest {

    private static final int VISITORS = 40;
    private static final double PRICE = 128;
    private static final String PASSWORD = "a password for the walk";

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "candor.bootstrap-token")
    String token;

    private static Chromium chromium;

    /** What the visitors of one variant did, as they themselves know it. */
    private static final class Arm {
        private int visitors;
        private int buyers;
        private int personalized;
    }

    private final Map<String, Arm> arms = new TreeMap<>(Map.of("plain", new Arm(), "by-interest", new Arm()));

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @Test
    void fortyVisitorsAreOnTheDashboardAsTheyWere() {
        allowTheTestsAddress();
        for (int i = 0; i < VISITORS; i++) {
            visit(i);
        }
        assertThat(arms.get("plain").visitors + arms.get("by-interest").visitors)
                .as("half of them agreed to be counted")
                .isEqualTo(VISITORS / 2);
        assertThat(arms.get("by-interest").personalized)
                .as("somebody was greeted by interest")
                .isPositive();

        try (BrowserContext context =
                chromium.browser().newContext(Chromium.person().setViewportSize(1280, 900))) {
            Page page = context.newPage();
            signIn(page);
            page.navigate(base.resolve("/sites/demo/experiments/demo-welcome").toString());
            Locator purchases = page.locator("section:has(#metric-purchase) table");
            for (Map.Entry<String, Arm> arm : arms.entrySet()) {
                Locator row = purchases.locator("tbody tr", new Locator.LocatorOptions().setHasText(arm.getKey()));
                shows(row.locator("td").nth(0), arm.getValue().visitors);
                shows(row.locator("td").nth(1), arm.getValue().buyers);
            }
            Locator spend = page.locator("section:has(#metric-spend) table");
            for (Map.Entry<String, Arm> arm : arms.entrySet()) {
                Locator row = spend.locator("tbody tr", new Locator.LocatorOptions().setHasText(arm.getKey()));
                assertThat(row.locator("td").nth(1).textContent().replaceAll("[^0-9.]", ""))
                        .satisfies(shown -> assertThat(shown.isEmpty() ? 0 : Double.parseDouble(shown))
                                .isEqualTo(PRICE * arm.getValue().buyers));
            }
            assertThat(page.locator(".verdict").textContent()).contains("60,000");
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of("target/screenshots", "walk-dashboard.png")));
        }
    }

    /** The shop's site must list the address that the tests' server happens to have. */
    private void allowTheTestsAddress() {
        String origin = base.toString().replaceAll("/$", "");
        String tag = given().header("Authorization", "Bearer " + token)
                .get("/api/v1/sites/demo")
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        given().header("Authorization", "Bearer " + token)
                .header("If-Match", tag)
                .contentType("application/json")
                .body("{\"origins\": [\"" + origin + "\"]}")
                .patch("/api/v1/sites/demo")
                .then()
                .statusCode(200);
    }

    /** Of four visitors, one allows everything, one allows being counted, one declines and one does not answer. */
    private void visit(int i) {
        try (Visitor visitor = new Visitor(chromium.browser().newContext(Chromium.person()))) {
            Page page = visitor.newPage();
            page.navigate(base.resolve("/demo/?lang=en").toString());
            Locator decided = page.locator("#decided");
            switch (i % 4) {
                case 0 -> page.click("#consent-all");
                case 1 -> {
                    page.check("#consent [name=measurement]");
                    page.check("#consent [name=remembering]");
                    page.click("#consent-chosen");
                }
                case 2 -> page.click("#consent-decline");
                default -> {
                    // Leaves the question open.
                }
            }
            boolean counted = i % 4 < 2;
            boolean tells = i % 8 == 0;
            boolean buys = i % 3 == 0;
            PlaywrightAssertions.assertThat(decided).containsText(counted ? "welcome" : "You are in no experiment");
            Arm arm = arms.get(decided.getAttribute("data-variant"));
            assertThat(arm != null).isEqualTo(counted);
            if (tells) {
                page.click("[data-interest=running]");
                if (decided.getAttribute("data-variant").equals("by-interest")) {
                    PlaywrightAssertions.assertThat(page.locator("#hero")).hasText("Made for your next run");
                    arm.personalized++;
                }
            }
            if (buys) {
                page.click(".buy[data-price='128']");
            }
            if (arm != null) {
                arm.visitors++;
                arm.buyers += buys ? 1 : 0;
            }
        }
    }

    private void signIn(Page page) {
        given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"name\": \"walker\", \"password\": \"" + PASSWORD + "\", \"role\": \"viewer\"}")
                .post("/api/v1/users")
                .then()
                .statusCode(201);
        page.navigate(base.toString());
        assertThat(page.url()).as("a stranger is asked to sign in").contains("/login");
        page.fill("[name=name]", "walker");
        page.fill("[name=password]", PASSWORD);
        page.click("button[type=submit] >> nth=0");
        PlaywrightAssertions.assertThat(page.locator("h1")).containsText("Experiments");
    }

    /** The page refreshes itself while the experiment runs, until it shows {@code expected}. */
    private static void shows(Locator cell, int expected) {
        PlaywrightAssertions.assertThat(cell)
                .hasText(Integer.toString(expected), new LocatorAssertions.HasTextOptions().setTimeout(30_000));
    }
}
