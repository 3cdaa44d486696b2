package dev.candor.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sign on what was personalized, and what it says. */
@QuarkusTest
class WhyPageTest {

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

    private WidgetSite site(String key) {
        return new WidgetSite(token, base, chromium.browser(), key, "");
    }

    private static Locator sign(Page page) {
        return page.locator(".badge");
    }

    private static Object layout(Page page) {
        return page.evaluate(
                "JSON.stringify([...document.querySelectorAll('main, main *')].map(e => e.getBoundingClientRect()))");
    }

    @Test
    void signSaysWhatWasUsedAndShowsTheStandardVersion() {
        WidgetSite site = site("why-says");
        Page page = site.met("by-interest", Chromium.person(), "/strict");
        assertThat(page.evaluate("performance.getEntriesByType('resource').some(e => e.name.includes('widgets'))"))
                .as("nothing is loaded for whom nothing was personalized")
                .isEqualTo(false);
        page.evaluate("candor.consent({personalization: 'granted'}); candor.declare('interest', 'running')");
        Object shown = layout(page);
        assertThat(sign(page)).isVisible();
        assertThat(layout(page)).as("nothing has moved").isEqualTo(shown);
        assertThat(sign(page)).hasAttribute("aria-label", "Why am I seeing this? New running shoes");
        BoundingBox box = sign(page).boundingBox();
        assertThat(List.of(box.width, box.height)).containsExactly(44.0, 44.0);

        sign(page).click();
        Locator card = WidgetSite.card(page);
        for (String said : List.of(
                "You told us you like running, so",
                "Which sport do you like?",
                "running",
                "It stays in this browser",
                "Only to choose")) {
            assertThat(card).containsText(said);
        }
        assertThat(site.trust(page, "why_opened", 1)).hasSize(1);
        WidgetSite.button(page, "standard version").click();
        assertThat(page.locator("#hero")).hasText("Our new shoes");
        assertThat(site.trust(page, "standard_shown", 1).get(0).path("unit").asText())
                .matches("[0-9a-f]{32}");
        assertThat(page.evaluate("candor.decide('welcome').variant"))
                .as("the variant stays: intention to treat")
                .isEqualTo("by-interest");
        sign(page).click();
        WidgetSite.button(page, "my version again").click();
        assertThat(page.locator("#hero")).hasText("New running shoes");

        sign(page).click();
        WidgetSite.button(page, "Switch personalization off").click();
        assertThat(page.locator("#hero")).hasText("Our new shoes");
        assertThat(sign(page)).hasCount(0);
        JsonNode off = site.trust(page, "personalization_off", 1).get(0);
        assertThat(off.has("unit"))
                .as("what follows a refusal belongs to nobody")
                .isFalse();
        assertThat(page.evaluate("localStorage.getItem('candor." + site.siteKey + "')")
                        .toString())
                .doesNotContain("running");
        assertThat(site.events.toString()).doesNotContain("running");
        assertThat(site.refused).isEmpty();
        assertThat(site.faults).isEmpty();
        page.context().close();
    }

    @Test
    void keyboardAloneOpensReadsAndComesBack() {
        WidgetSite site = site("why-keys");
        Page page = site.personalized(Chromium.person(), "/");
        assertThat(sign(page)).isVisible();
        page.focus("#search");
        page.keyboard().press("Tab");
        assertThat(sign(page)).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator(".card h2")).isFocused();
        assertThat(sign(page)).hasAttribute("aria-expanded", "true");
        assertThat(WidgetSite.card(page).ariaSnapshot())
                .contains(
                        "dialog \"Why am I seeing this?\"",
                        "heading \"What was used\"",
                        "button \"Close\"",
                        "button \"Show the standard version\"");
        page.keyboard().press("Escape");
        assertThat(WidgetSite.card(page)).hasCount(0);
        assertThat(sign(page)).isFocused();
        page.context().close();
    }

    @Test
    void signFollowsItsElement() {
        WidgetSite site = site("why-moves");
        Page page = site.personalized(Chromium.person().setViewportSize(900, 600), "/");
        assertThat(sign(page)).isVisible();
        page.setViewportSize(500, 600);
        page.waitForCondition(() -> Math.abs(distance(page)) < 1);
        page.evaluate("document.querySelector('#hero').style.marginTop = '90px'");
        page.evaluate("document.querySelector('main').style.minHeight = '3000px'; scrollTo(0, 50)");
        page.waitForCondition(() -> Math.abs(distance(page)) < 1);
        page.context().close();
    }

    /** From the element's upper end to the middle of its sign. */
    private static double distance(Page page) {
        BoundingBox of = page.locator("#hero").boundingBox();
        BoundingBox box = sign(page).boundingBox();
        return Math.abs(of.y - box.y - 22) + Math.abs(of.x + of.width - box.x - 22);
    }

    @Test
    void whereNothingWasUsedThePageMaySaySo() {
        WidgetSite site = site("why-nothing");
        Page page = site.met("plain", Chromium.person(), "/explained");
        assertThat(sign(page)).hasAttribute("aria-label", "Why am I seeing this? Sale");
        sign(page).click();
        assertThat(WidgetSite.card(page)).containsText("Nothing about you was used.");
        assertThat(site.trust(page, "why_opened", 1)).hasSize(1);
        page.keyboard().press("Escape");
        page.evaluate("void candor.why(document.querySelector('#explained'))");
        assertThat(WidgetSite.card(page)).containsText("Nothing about you was used.");
        page.context().close();
    }
}
