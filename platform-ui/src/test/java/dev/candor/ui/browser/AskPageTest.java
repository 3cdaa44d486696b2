package dev.candor.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How visitors are asked, and when they are not. */
@QuarkusTest
class AskPageTest {

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

    @Test
    void everythingIsReadBeforeAnythingCanBeAnswered() {
        WidgetSite site = site("ask-reads");
        Page page = site.met("by-interest", Chromium.person(), "/strict");
        page.focus("#search");
        WidgetSite.ask(page);
        assertThat(page.locator("candor-widget")).hasCount(0);

        page.keyboard().press("a");
        Locator card = WidgetSite.card(page);
        assertThat(card).isVisible();
        assertThat(page.locator("#search")).isFocused();
        assertThat(page.locator("candor-widget [role=status]"))
                .hasText("A question from this site: Which sport do you like?");
        assertThat(card).containsText("To show the shoes for your sport first.");
        for (String read : List.of("Why you may want to", "A front page that begins", "90 days", "Nobody. It stays")) {
            assertThat(card).containsText(read);
        }
        assertThat(card.locator("input, textarea, select")).hasCount(0);
        assertThat(card.locator("button")).hasCount(3);
        BoundingBox answer = WidgetSite.button(page, "Answer").boundingBox();
        BoundingBox skip = WidgetSite.button(page, "Skip").boundingBox();
        assertThat(answer.width).isEqualTo(skip.width);
        assertThat(answer.height).isEqualTo(skip.height).isGreaterThanOrEqualTo(44);
        assertThat(answer.y).isEqualTo(skip.y);
        assertThat((String) page.evaluate("candor.decide('welcome').role")).isEqualTo("personalized");

        WidgetSite.button(page, "Answer").click();
        assertThat(card).containsText("Nobody. It stays");
        BoundingBox choice = WidgetSite.button(page, "hiking").boundingBox();
        skip = WidgetSite.button(page, "Skip").boundingBox();
        assertThat(choice.width).isEqualTo(skip.width);
        assertThat(choice.height).isEqualTo(skip.height);
        WidgetSite.button(page, "running").click();
        assertThat(page.locator("#hero")).hasText("New running shoes");
        assertThat(card).containsText("Thank you");

        assertThat(site.trust(page, "ask_answered", 1)).hasSize(1);
        assertThat(site.trust(page, "ask_shown", 1)).hasSize(1);
        JsonNode consent = site.events("consent", "").stream()
                .filter(event -> event.path("purpose").asText().equals("personalization"))
                .findFirst()
                .orElseThrow();
        assertThat(consent.path("state").asText()).isEqualTo("granted");
        assertThat(consent.path("method").asText()).isEqualTo("ask");
        assertThat(consent.path("textVersion")).isEqualTo(site.panel().at("/attributes/0/version"));
        assertThat(WidgetSite.isAsked(page)).as("one question a session").isFalse();
        assertThat(site.events.toString()).doesNotContain("running");
        assertThat(site.refused).isEmpty();
        assertThat(site.faults).isEmpty();
        page.context().close();
    }

    @Test
    void chanceSaysWhetherSkipStandsFirst() {
        WidgetSite site = site("ask-order");
        Set<String> first = new HashSet<>();
        for (int i = 0; i < 60 && first.size() < 2; i++) {
            try (BrowserContext visitor = site.visitor()) {
                Page page = site.open(visitor, "/");
                assertThat(WidgetSite.isAsked(page)).isTrue();
                first.add(page.locator(".card .two button").first().textContent());
            }
        }
        assertThat(first).containsExactlyInAnyOrder("Answer", "Skip");
    }

    @Test
    void whoSkipsIsCountedAsBeforeAndNotAskedForHalfAYear() {
        WidgetSite site = site("ask-skip");
        Page page = site.met("by-interest", Chromium.person(), "/");
        assertThat(WidgetSite.isAsked(page)).isTrue();
        WidgetSite.button(page, "Skip").click();
        assertThat(WidgetSite.card(page)).hasCount(0);
        page.evaluate("candor.track('purchase', {value: 1})");
        assertThat(site.trust(page, "ask_declined", 1)).hasSize(1);
        assertThat(site.await(page, "conversion", "purchase", 1)).hasSize(1);
        assertThat(page.evaluate("candor.decide('welcome').reason")).isEqualTo("assigned");
        assertThat(site.refused).isEmpty();

        // Declined is not unknown: what was declined is remembered, and by nobody but this browser.
        BrowserContext same = page.context();
        assertThat(askedAfter(site, same, 2)).isFalse();
        assertThat(askedAfter(site, same, 179)).isFalse();
        assertThat(askedAfter(site, same, 181)).isTrue();
        same.close();
    }

    @Test
    void whoClosesTheCardIsLeftAloneForAMonth() {
        WidgetSite site = site("ask-close");
        Page page = site.met("plain", Chromium.person(), "/");
        assertThat(WidgetSite.isAsked(page)).isTrue();
        page.keyboard().press("Escape");
        assertThat(WidgetSite.card(page)).hasCount(0);
        assertThat(site.events("trust", "ask_declined")).isEmpty();
        BrowserContext same = page.context();
        assertThat(askedAfter(site, same, 29)).isFalse();
        assertThat(askedAfter(site, same, 31)).isTrue();
        same.close();
    }

    private static boolean askedAfter(WidgetSite site, BrowserContext visitor, int days) {
        Page page = visitor.newPage();
        page.clock().setFixedTime(Date.from(Instant.now().plus(days, ChronoUnit.DAYS)));
        page.navigate(WidgetSite.SHOP + "/later");
        page.waitForCondition(() -> (boolean) page.evaluate("!!(window.candor && candor.decide)"));
        page.evaluate("new Promise(ready => candor.ready(ready))");
        page.evaluate(WidgetSite.COUNTED.replace("})", "}, {remembered: true})"));
        boolean asked = WidgetSite.isAsked(page);
        page.close();
        assertThat(site.key).isNotEmpty();
        return asked;
    }

    @Test
    void nobodyIsAskedWhereTheyPayNorWhereThePageSaysNorAgainstTheirWord() {
        WidgetSite site = site("ask-never");
        for (String path : List.of("/checkout", "/checkout/pay", "/silent")) {
            try (BrowserContext visitor = site.visitor()) {
                Page page = site.open(visitor, path);
                assertThat(WidgetSite.isAsked(page)).as(path).isFalse();
            }
        }
        try (BrowserContext visitor = site.visitor()) {
            Page page = site.open(visitor, "/checkouts");
            assertThat(WidgetSite.isAsked(page)).isTrue();
        }
        try (BrowserContext visitor = site.visitor()) {
            visitor.addInitScript("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})");
            Page page = site.open(visitor, "/");
            assertThat(WidgetSite.isAsked(page)).as("Global Privacy Control").isFalse();
        }
        try (BrowserContext visitor = site.visitor()) {
            Page page = site.open(visitor, "/");
            page.evaluate("candor.consent({personalization: 'denied'})");
            assertThat(WidgetSite.isAsked(page)).as("refused").isFalse();
        }
    }
}
