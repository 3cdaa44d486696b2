package dev.candor.ui.experiment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.candor.api.access.Accounts;
import dev.candor.api.access.Secrets;
import dev.candor.domain.actor.Role;
import dev.candor.ui.browser.Chromium;
import dev.candor.ui.browser.SignIn;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dashboard in a real browser: signed in by the form, charts drawn, nothing refused by our own policy. */
@QuarkusTest
class DashboardWalkPageTest {

    @TestHTTPResource("/")
    URI home;

    @Inject
    Accounts accounts;

    private static Chromium chromium;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @Test
    void importedResultsAreShownAsVerdictChartAndTables() {
        String site = published();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (BrowserContext context = chromium.browser()
                    .newContext(Chromium.person().setColorScheme(scheme).setLocale("en-GB"))) {
                Page page = signedIn(context);
                page.navigate(
                        home.resolve("/sites/" + site + "/experiments/gate").toString());
                assertThat(page.textContent("#verdict")).contains("gate-40").contains("−4.3%");
                page.waitForSelector("#forest svg");
                assertThat(page.textContent("#forest svg")).contains("day7");
                assertThat(page.isVisible("#forest-table table")).isFalse();
                page.click("#forest-table summary");
                assertThat(page.isVisible("#forest-table table")).isTrue();
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target/screenshots/experiment-" + scheme + ".png")));
            }
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void withoutJavaScriptTheTableStandsInForTheChart() {
        String site = published();
        try (BrowserContext context =
                chromium.browser().newContext(Chromium.person().setJavaScriptEnabled(false))) {
            Page page = signedIn(context);
            page.navigate(home.resolve("/sites/" + site + "/experiments/gate").toString());
            assertThat(page.isVisible("#forest")).isFalse();
            assertThat(page.isVisible("#forest-table table")).isTrue();
        }
    }

    @Test
    void aPhoneNeedsNoSidewaysScrolling() {
        String site = published();
        Browser.NewContextOptions phone =
                Chromium.person().setViewportSize(360, 740).setLocale("ja-JP");
        try (BrowserContext context = chromium.browser().newContext(phone)) {
            Page page = signedIn(context);
            for (String path : List.of("/", "/sites/" + site, "/sites/" + site + "/experiments/gate")) {
                page.navigate(home.resolve(path).toString());
                assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                        .as(path)
                        .isEqualTo(0);
            }
        }
    }

    private Page signedIn(BrowserContext context) {
        Page page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) complaints.add(message.text());
        });
        SignIn.as(Role.VIEWER, page, accounts, home);
        return page;
    }

    /** A site with the published cookie-cats experiment. */
    private String published() {
        String site = "site-" + Secrets.seed().substring(0, 12);
        String token = Secrets.token();
        accounts.insertToken(site, token, Role.ADMIN);
        post(token, "", """
                {"key": "%s", "name": "Published", "origins": ["https://a.example"], "timeZone": "UTC",
                 "locale": "en"}""".formatted(site));
        post(token, "/" + site + "/import", """
                {"source": "Cookie Cats mobile game A/B test (published data set)",
                 "experiment": {"key": "gate", "name": "A gate at level 40 instead of 30", "question": "Which gate?",
                  "hypothesis": "", "unit": "signed_in_user", "trafficShare": 10000,
                  "variants": [
                   {"key": "gate-30", "role": "control", "weight": 5000, "payload": {}, "changes": []},
                   {"key": "gate-40", "role": "personalized", "weight": 5000, "payload": {}, "changes": []}],
                  "metrics": [{"metric": "day7", "role": "primary"}, {"metric": "day1", "role": "secondary"}],
                  "plan": {"method": "fixed", "alpha": 0.05, "power": 0.8,
                           "practicalEquivalence": {"relative": 0.01}, "maximumVisitors": 90189}},
                 "counts": [
                  {"variant": "gate-30", "visitors": 44700,
                   "metrics": {"day1": {"conversions": 20034}, "day7": {"conversions": 8502}}},
                  {"variant": "gate-40", "visitors": 45489,
                   "metrics": {"day1": {"conversions": 20119}, "day7": {"conversions": 8279}}}]}""");
        return site;
    }

    private static void post(String token, String path, String body) {
        given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/sites" + path)
                .then()
                .statusCode(201);
    }
}
