package dev.candor.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.candor.stats.privacy.RandomizedChoice;
import dev.candor.stats.sample.MeanSample;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The one question to a share of sessions, and what chance does to its answers. */
@QuarkusTest
class FeedbackPageTest {

    private static Chromium chromium;

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "candor.bootstrap-token")
    String token;

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    /** A page whose visitor met the variant, at the moment after which the card may come. */
    private static Page lookedAround(WidgetSite site, String variant) {
        site.ownClock = true;
        Page page = site.met(variant, Chromium.person(), "/strict");
        forward(page);
        return page;
    }

    /** Touches the page, waits for the texts, and then lets the time pass in which somebody looks around. */
    static void forward(Page page) {
        page.waitForCondition(() -> {
            page.mouse().click(3, 3);
            page.clock().runFor(1_000);
            return WidgetSite.card(page).count() > 0;
        });
    }

    @Test
    void questionComesAfterTheExposureInEveryVariantAndTakesNoFocus() {
        WidgetSite site = new WidgetSite(token, base, chromium.browser(), "felt", "\"feedback\": {\"share\": 10000}");
        for (String variant : List.of("plain", "by-interest")) {
            Page page = lookedAround(site, variant);
            page.focus("#search");
            assertThat(WidgetSite.card(page)).isVisible();
            assertThat(page.locator("#search")).isFocused();
            assertThat(WidgetSite.card(page)).containsText("This page felt…");
            assertThat(WidgetSite.card(page)).not().containsText("Chance");
            WidgetSite.button(page, "4").click();
            assertThat(WidgetSite.card(page)).containsText("Thank you");
            page.waitForCondition(() -> site.events("trust", "feedback").stream()
                    .anyMatch(event -> event.path("value").asInt() == 4));
            page.context().close();
        }
        assertThat(site.events("trust", "feedback_shown")).hasSize(2);
        assertThat(site.refused).isEmpty();
        assertThat(site.faults).isEmpty();
    }

    @Test
    void skippingSaysNothingAndNobodyIsAskedTwiceADay() {
        WidgetSite site = new WidgetSite(
                token, base, chromium.browser(), "felt-skip", "\"feedback\": {\"share\": 10000, \"epsilon\": 1.0986}");
        Page page = lookedAround(site, "plain");
        assertThat(WidgetSite.card(page)).containsText("Chance changes some answers before they are sent");
        WidgetSite.button(page, "Skip").click();
        assertThat(WidgetSite.card(page)).hasCount(0);
        site.trust(page, "feedback_shown", 1);
        assertThat(site.events("trust", "feedback")).isEmpty();
        assertThat((String) page.evaluate("localStorage.getItem('candor." + site.siteKey + ".notes')"))
                .contains("\"asked\":");
        page.context().close();
    }

    @Test
    void withoutAShareNothingIsLoaded() {
        WidgetSite site = new WidgetSite(token, base, chromium.browser(), "felt-never", "");
        Page page = site.met("plain", Chromium.person(), "/");
        WidgetSite.turn(page);
        assertThat(page.evaluate("performance.getEntriesByType('resource').some(e => e.name.includes('widgets'))"))
                .isEqualTo(false);
        page.context().close();
    }

    @Test
    void hundredThousandAnswersAreChangedAsTheLibraryUndoesIt() {
        double epsilon = 1.0986;
        try (BrowserContext context = chromium.browser().newContext()) {
            context.route("http://localhost:8768/**", FeedbackPageTest::source);
            Page page = context.newPage();
            page.navigate("http://localhost:8768/");
            // True answers: 40 % say 1, 60 % say 5; the mean is 3.4.
            Map<?, ?> sums = (Map<?, ?>) page.evaluate("""
                    async (epsilon) => {
                      const { randomized } = await import("/widgets/feedback.js");
                      const counts = [0, 0, 0, 0, 0];
                      for (let i = 0; i < 100000; i++) counts[randomized(i % 5 < 2 ? 1 : 5, epsilon) - 1]++;
                      const over = (f) => counts.reduce((sum, n, i) => sum + n * f(i + 1), 0);
                      return { sum: over((v) => v), squares: over((v) => v * v), ones: counts[0], threes: counts[2] };
                    }""", epsilon);
            MeanSample reports = new MeanSample(100_000, number(sums, "sum"), number(sums, "squares"));
            RandomizedChoice choice = new RandomizedChoice(5, epsilon);
            MeanSample undone = choice.undo(reports);
            double standardError = Math.sqrt(undone.variance() / 100_000);
            // Six standard errors: chance does this once in five hundred million runs.
            assertThat(undone.mean()).isCloseTo(3.4, within(6 * standardError));
            assertThat(standardError).isLessThan(0.02);
            double threes = 100_000 * choice.other();
            assertThat(number(sums, "threes")).isCloseTo(threes, within(6 * Math.sqrt(threes)));
            double ones = 100_000 * (0.4 * choice.keep() + 0.6 * choice.other());
            assertThat(number(sums, "ones")).isCloseTo(ones, within(6 * Math.sqrt(ones)));
        }
    }

    private static double number(Map<?, ?> map, String key) {
        return ((Number) map.get(key)).doubleValue();
    }

    /** The module itself, as it stands in the sources. */
    private static void source(Route route) {
        String path = URI.create(route.request().url()).getPath();
        Path file = Path.of("../platform-api/src/main/snippet" + path);
        boolean script = path.endsWith(".js");
        try {
            Chromium.fulfill(
                    route,
                    new Route.FulfillOptions()
                            .setContentType(script ? "text/javascript" : "text/html")
                            .setBody(script ? Files.readString(file) : "<!doctype html><title>x</title>"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void resultsSpeakOfWhatVisitorsReallyFelt() {
        WidgetSite site = new WidgetSite(
                token,
                base,
                chromium.browser(),
                "felt-sealed",
                "\"feedback\": {\"share\": 10000, \"epsilon\": 1.0986}");
        JsonNode results = FakeSite.json(site.admin()
                .get("/api/v1/sites/felt-sealed/experiments/welcome/results")
                .then()
                .statusCode(200)
                .extract()
                .asString());
        assertThat(results.at("/metrics/1/epsilon").asDouble())
                .as("sealed with the plan")
                .isEqualTo(1.0986);
        assertThat(results.at("/metrics/0/epsilon").isNull()).isTrue();
        String tag =
                site.admin().get("/api/v1/sites/felt-sealed").then().extract().header("ETag");
        site.admin()
                .header("If-Match", tag)
                .body("{\"feedback\": {\"share\": 10000, \"epsilon\": 2}}")
                .patch("/api/v1/sites/felt-sealed")
                .then()
                .statusCode(400)
                .body("errors[0].field", org.hamcrest.Matchers.equalTo("/feedback/epsilon"));
        site.admin()
                .header("If-Match", tag)
                .body("{\"feedback\": {\"share\": 200, \"epsilon\": 1.0986}}")
                .patch("/api/v1/sites/felt-sealed")
                .then()
                .statusCode(200);
    }
}
