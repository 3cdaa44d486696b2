package dev.candor.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What visitors see of themselves, and what they can do about it: here and at the server. */
@QuarkusTest
class PanelPageTest {

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

    private static void open(Page page) {
        page.evaluate("void candor.panel()");
        assertThat(page.locator("dialog")).isVisible();
    }

    private int clicks;

    /** Presses a button, and counts. */
    private void click(Locator button) {
        clicks++;
        button.click();
    }

    private static Locator purpose(Page page, int number) {
        return page.locator("dialog .two").nth(number);
    }

    @Test
    void takingBackIsAsEasyAsGiving() {
        WidgetSite site = site("panel-clicks");
        try (BrowserContext visitor = site.visitor()) {
            Page page = site.open(visitor, "/strict");
            open(page);
            assertThat(page.locator("dialog [aria-pressed=true]")).hasCount(0); // nothing is ticked in advance
            for (int i = 0; i < 3; i++) {
                BoundingBox allow = purpose(page, i).locator("button").nth(0).boundingBox();
                BoundingBox deny = purpose(page, i).locator("button").nth(1).boundingBox();
                assertThat(List.of(allow.width, allow.height, allow.y))
                        .containsExactly(deny.width, deny.height, deny.y);
                clicks = 0;
                click(purpose(page, i).locator("button").nth(0));
                int given = clicks;
                assertThat(purpose(page, i).locator("[aria-pressed=true]")).hasText("Allow");
                clicks = 0;
                click(purpose(page, i).locator("button").nth(1));
                assertThat(purpose(page, i).locator("[aria-pressed=true]")).hasText("Don’t allow");
                assertThat(clicks).isLessThanOrEqualTo(given);
            }
            assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
            site.await(page, "consent", "", 6);
            assertThat(site.events("consent", "")).allSatisfy(event -> {
                assertThat(event.path("method").asText()).isEqualTo("panel");
                assertThat(event.path("textVersion")).isEqualTo(site.panel().path("textVersion"));
                if (event.path("state").asText().equals("denied")) {
                    assertThat(event.has("unit")).isFalse();
                }
            });
            assertThat(site.events("trust", "panel_opened"))
                    .as("of nobody who may be counted")
                    .isEmpty();
            assertThat(site.refused).isEmpty();
            assertThat(site.faults).isEmpty();
        }
        // An answer costs two presses, taking it back one.
        Page page = site.met("by-interest", Chromium.person(), "/");
        assertThat(WidgetSite.isAsked(page)).isTrue();
        clicks = 0;
        click(WidgetSite.button(page, "Answer"));
        click(WidgetSite.button(page, "running"));
        int given = clicks;
        open(page);
        assertThat(site.trust(page, "panel_opened", 1)).hasSize(1);
        clicks = 0;
        click(page.locator("dialog button", new Page.LocatorOptions().setHasText("Take back")));
        assertThat(page.locator("#hero")).hasText("Our new shoes");
        assertThat(clicks).isLessThanOrEqualTo(given);
        assertThat(page.locator("dialog")).containsText("Nothing.");
        page.context().close();
    }

    @Test
    void answerIsCorrectedInPlace() {
        WidgetSite site = site("panel-correct");
        Page page = site.personalized(Chromium.person(), "/");
        open(page);
        assertThat(page.locator("dialog li")).containsText("running");
        page.locator("dialog button", new Page.LocatorOptions().setHasText("Change"))
                .click();
        assertThat(page.locator("dialog [aria-pressed=true]").first()).hasText("running");
        page.waitForResponse(
                answer -> answer.url().endsWith("/v1/visitor") && answer.status() == 200,
                () -> page.locator("dialog button", new Page.LocatorOptions().setHasText("hiking"))
                        .click());
        assertThat(page.locator("dialog li")).containsText("hiking");
        assertThat(page.locator("#hero")).hasText("Our new shoes");
        assertThat(page.locator("dialog [role=status]").first()).containsText("Done.");
        assertThat(page.evaluate("localStorage.getItem('candor." + site.siteKey + "')")
                        .toString())
                .contains("hiking");
        page.context().close();
    }

    @Test
    void exportHoldsBothHalvesAndErasureLeavesNeither() throws IOException {
        WidgetSite site = site("panel-erase");
        Page page = site.personalized(Chromium.person(), "/strict");
        page.evaluate("candor.track('purchase', {value: 12})");
        site.await(page, "conversion", "purchase", 1);
        site.await(page, "exposure", "", 1);
        open(page);
        Download file = page.waitForDownload(
                () -> page.locator("dialog button", new Page.LocatorOptions().setHasText("Download"))
                        .click());
        JsonNode data = FakeSite.json(Files.readString(file.path()));
        assertThat(data.at("/browser/attributes/interest").asText()).isEqualTo("running");
        assertThat(data.at("/browser/consent/measurement").asText()).isEqualTo("granted");
        assertThat(data.at("/server/exposures/0/experiment").asText()).isEqualTo("welcome");
        assertThat(data.at("/server/events").toString()).contains("purchase").doesNotContain("running");
        assertThat(site.trust(page, "data_exported", 1)).hasSize(1);
        String secret =
                (String) page.evaluate("JSON.parse(localStorage.getItem('candor." + site.siteKey + "')).secret");
        assertThat(secret).matches("[0-9a-f]{64}");

        Locator erase = page.locator("dialog button", new Page.LocatorOptions().setHasText("Erase"));
        erase.click();
        assertThat(page.evaluate("localStorage.length"))
                .as("a second press is needed")
                .isNotEqualTo(0);
        page.waitForResponse(
                answer -> answer.request().method().equals("DELETE") && answer.status() == 200,
                () -> page.locator("dialog button", new Page.LocatorOptions().setHasText("Press again"))
                        .click());
        assertThat(page.locator("dialog [role=status]").last()).containsText("Done.");
        assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
        assertThat(page.locator("#hero")).hasText("Our new shoes");
        JsonNode after = FakeSite.json(io.restassured.RestAssured.given()
                .header("Origin", WidgetSite.SHOP)
                .header("Authorization", "Visitor " + site.siteKey + "." + secret)
                .get("/v1/visitor")
                .then()
                .statusCode(200)
                .extract()
                .asString());
        assertThat(after.path("exposures")).isEmpty();
        assertThat(after.path("events")).isEmpty();
        assertThat(site.trust(page, "data_erased", 1).get(0).has("unit")).isFalse();
        assertThat(site.refused).isEmpty();
        assertThat(site.faults).isEmpty();
        page.context().close();
    }

    @Test
    void objectionIsHeardByTheServerAndMayBeTakenBack() {
        WidgetSite site = site("panel-object");
        Page page = site.personalized(Chromium.person(), "/");
        open(page);
        page.waitForResponse(
                answer -> answer.request().method().equals("PATCH") && answer.status() == 200,
                () -> page.locator("dialog button", new Page.LocatorOptions().setHasText("Object"))
                        .click());
        assertThat(page.locator("#hero")).hasText("Our new shoes");
        assertThat(page.evaluate("candor.decide('welcome').reason")).isEqualTo("consent_required");
        assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
        page.waitForResponse(
                answer -> answer.request().method().equals("PATCH") && answer.status() == 200,
                () -> page.locator("dialog button", new Page.LocatorOptions().setHasText("objection back"))
                        .click());
        assertThat(page.locator("dialog button", new Page.LocatorOptions().setHasText("Object to")))
                .isVisible();
        page.context().close();
    }

    @Test
    void withoutTheServerThisBrowsersPartIsDoneAndTheRestIsOwed() {
        WidgetSite site = site("panel-away");
        Page page = site.personalized(Chromium.person(), "/");
        open(page);
        site.rightsAway = true;
        purpose(page, 2).locator("button").nth(1).click();
        assertThat(page.locator("#hero")).hasText("Our new shoes");
        Locator said = page.locator("dialog [role=status]").nth(1);
        assertThat(said).containsText("The server can’t be reached now.");
        site.rightsAway = false;
        page.waitForResponse(
                answer -> answer.request().method().equals("PATCH") && answer.status() == 200,
                () -> said.locator("button").click());
        assertThat(said).containsText("Done.");
        page.context().close();
    }

    @Test
    void pageThatIsNotEncryptedSaysWhatCannotBeDone() {
        WidgetSite site = site("panel-plain");
        try (BrowserContext visitor = site.visitor()) {
            Page page = site.open(visitor, WidgetSite.PLAIN + "/");
            assertThat(page.evaluate("typeof crypto.subtle")).isEqualTo("undefined");
            page.evaluate(
                    "candor.consent({measurement: 'granted', remembering: 'granted', personalization: 'granted'});"
                            + "candor.declare('interest', 'running')");
            open(page);
            page.locator("dialog button", new Page.LocatorOptions().setHasText("Erase"))
                    .click();
            page.locator("dialog button", new Page.LocatorOptions().setHasText("Press again"))
                    .click();
            assertThat(page.locator("dialog [role=status]").last()).containsText("It has no key to the server’s part");
            assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
        }
    }

    @Test
    void keyboardStaysInsideAndComesBack() {
        WidgetSite site = site("panel-keys");
        Page page = site.personalized(Chromium.person(), "/");
        page.focus("#search");
        open(page);
        assertThat(page.locator("dialog h2")).isFocused();
        int buttons = page.locator("dialog button").count();
        for (int i = 0; i < buttons; i++) {
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.localName")).isEqualTo("candor-widget");
        }
        page.keyboard().press("Tab");
        assertThat(page.evaluate("document.activeElement.id"))
                .as("never to the page behind")
                .isNotEqualTo("search");
        assertThat(page.locator("dialog").ariaSnapshot())
                .contains(
                        "dialog \"Your privacy on this site\"",
                        "heading \"What you told us\"",
                        "button \"Change: Which sport do you like?\"",
                        "button \"Take back: Which sport do you like?\"",
                        "button \"Allow\" [pressed]",
                        "button \"Erase everything\"");
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(page.locator("#search")).isFocused();
        page.context().close();
    }
}
