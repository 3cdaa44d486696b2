package dev.candor.ui.demo;

import static com.microsoft.playwright.options.WaitForSelectorState.ATTACHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.candor.ui.browser.Chromium;
import dev.candor.ui.browser.Visitor;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The shop as a visitor meets it: the real pages and the real snippet, with the rules that the test hands out. Pictures are
 * left in target/screenshots.
 */
@QuarkusTest
class DemoShopPageTest {

    @TestHTTPResource("/demo/")
    URI shop;

    private static Chromium chromium;

    private final List<String> told = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @Test
    void visitorWhoAgreesAndTellsIsGreetedByInterestAndToldWhy() throws IOException {
        try (Visitor visitor = visitor("en-GB", ColorScheme.LIGHT, 1280, 900)) {
            Page page = visitor.newPage();
            page.onPageError(faults::add);
            page.navigate(shop.toString());
            assertThat(page.isVisible("#consent")).isTrue();
            assertThat(page.querySelectorAll("#consent input:checked"))
                    .as("nothing is ticked in advance")
                    .isEmpty();
            picture(page, "shop-light-asked");
            page.click("#consent-all");
            page.click("[data-interest=running]");
            page.click(".buy >> nth=0");
            assertThat(page.isVisible("#thanks.shown")).isTrue();
            page.waitForCondition(() -> String.join("", told).contains("\"purchase\""));
            picture(page, "shop-light");
            assertThat(page.textContent("#hero")).isEqualTo("Run further this autumn");
            assertThat(page.textContent("#decided")).contains("because: You told us that you like running.");
            assertThat(String.join("", told))
                    .contains("\"exposure\"", "\"name\":\"purchase\",\"value\":128")
                    .doesNotContain("running");

            page.reload();
            page.waitForSelector("#hero:text-is('Run further this autumn')");
            assertThat(page.isVisible("#consent")).isFalse();
            assertThat(page.textContent("#hero")).isEqualTo("Run further this autumn");
            assertThat(page.getAttribute("[data-interest=running]", "aria-pressed"))
                    .isEqualTo("true");
            page.click("#choices");
            page.click("#consent-decline");
            assertThat(page.textContent("#hero")).isEqualTo("Made to go outside");
            assertThat((String) page.evaluate("Object.keys(localStorage).join()"))
                    .isEqualTo("shop.consent");
            assertThat(faults).isEmpty();
        }
    }

    @Test
    void visitorWhoDeclinesIsNotCounted() throws IOException {
        try (Visitor visitor = visitor("en-GB", ColorScheme.DARK, 390, 844)) {
            Page page = visitor.newPage();
            page.onPageError(faults::add);
            page.navigate(shop.toString());
            picture(page, "shop-dark-phone-asked");
            assertThat(page.locator("#consent-decline").boundingBox().width)
                    .isCloseTo(page.locator("#consent-all").boundingBox().width, within(0.1));
            page.click("#consent-decline");
            page.click("[data-interest=hiking]");
            assertThat(page.textContent("#ask-answer")).contains("not used");
            page.click(".buy >> nth=1");
            page.waitForSelector("#decided:has-text('You are in no experiment')");
            page.waitForSelector("#thanks:not(.shown)", new Page.WaitForSelectorOptions().setState(ATTACHED));
            assertThat(String.join("", told)).contains("consent").doesNotContain("exposure", "conversion", "unit");
            picture(page, "shop-dark-phone");
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as("fits a phone")
                    .isTrue();
            assertThat(faults).isEmpty();
        }
    }

    @Test
    void shopSpeaksTheBrowsersLanguage() throws IOException {
        try (Visitor visitor = visitor("ja-JP", ColorScheme.LIGHT, 390, 844)) {
            Page page = visitor.newPage();
            page.navigate(shop.toString());
            assertThat(page.textContent("#hero")).isEqualTo("外へ出よう");
            picture(page, "shop-ja-phone-asked");
            page.click("#consent-all");
            page.click("[data-interest=cycling]");
            assertThat(page.textContent("#hero")).isEqualTo("砂利道で帰ろう");
            picture(page, "shop-ja-phone");
            page.click("nav a[hreflang=en]");
            // Personalized in the page's language, not the browser's.
            page.waitForSelector("#hero:text-is('Take the gravel road home')");
        }
        try (Visitor visitor = visitor("en-GB", ColorScheme.DARK, 1280, 900)) {
            Page page = visitor.newPage();
            page.navigate(shop.toString());
            page.click("#consent-all");
            picture(page, "shop-dark");
            page.click(".card a >> nth=4");
            picture(page, "product-dark");
        }
    }

    private Visitor visitor(String locale, ColorScheme scheme, int width, int height) throws IOException {
        BrowserContext context = chromium.browser()
                .newContext(Chromium.person()
                        .setLocale(locale)
                        .setColorScheme(scheme)
                        .setViewportSize(width, height));
        // All the world in the personalized variant, to see it.
        String ruleset = resource("/demo/ruleset.json").replace("2147483648", "0");
        context.route("**/v1/sites/*/ruleset", route -> Chromium.fulfill(route, json(ruleset)));
        context.route("**/v1/events", route -> {
            told.add(route.request().postData());
            Chromium.fulfill(route, json("{}").setStatus(202));
        });
        return new Visitor(context);
    }

    private static Route.FulfillOptions json(String body) {
        return new Route.FulfillOptions().setContentType("application/json").setBody(body);
    }

    private static void picture(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/screenshots", name + ".png")));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = DemoShopPageTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
