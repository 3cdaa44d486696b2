package dev.candor.ui.browser;

import static dev.candor.ui.browser.SnippetBehaviourTest.GRANT_ALL;
import static dev.candor.ui.browser.SnippetBehaviourTest.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails, the page is the original, in sight, without an exception, and nobody is counted as having seen more. */
class HarmTest {

    private static final String MASK = " data-mask=\"#hero\"";
    private static final String VARIANT = "Good to see you";

    private static Chromium chromium;

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    /** No timer runs here: the failure itself lifts the mask. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failingCandorShowsTheOriginalAtOnceAndIsNotAskedAgainAndAgain(boolean answers) {
        try (ServedSite site = new ServedSite(chromium.browser())) {
            site.head = ServedSite.CONSENT;
            site.mask = MASK;
            site.eventStatus = 503;
            Page page = site.page();
            // As the page asks: of a connection that breaks, the browser's own network may ask the server once more.
            List<String> asked = new ArrayList<>();
            page.onRequest(request -> asked.add(request.url().replaceAll(".*/", "")));
            site.stopTheClock(page);
            site.visit(page, "/");
            site.awaitHero(page, "masked");
            if (answers) {
                site.ruleset.complete("");
            } else {
                site.hangUp = true;
                site.ruleset.complete("x");
            }
            site.awaitHero(page, "Welcome");
            for (int minute = 0; minute < 20; minute++) {
                page.evaluate("candor.track('purchase', {value: 1})");
                page.clock().runFor(60_000);
                site.awaitFrames(page, 2);
            }
            assertThat(site.heroes(page)).containsExactly("masked", "Welcome");
            assertThat(page.evaluate("candor.decide('welcome').variant")).isNull();
            assertThat(asked).containsOnlyOnce("ruleset");
            assertThat(site.asked("/v1/events")).isBetween(1L, 5L);
            assertThat(site.errors).isEmpty();
        }
    }

    @Test
    void blockedStorageHindersNothing() {
        try (ServedSite site = new ServedSite(chromium.browser())) {
            site.head =
                    "<script>Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }});</script>"
                            + ServedSite.CONSENT;
            site.mask = MASK;
            site.ruleset = CompletableFuture.completedFuture(WELCOME);
            Page page = site.page();
            site.visit(page, "/");
            site.awaitHero(page, VARIANT);
            site.awaitEvents(page, "exposure", 1);
            assertThat(site.errors).isEmpty();
        }
    }

    @Test
    void strictPolicyWithTrustedTypesHindersNothing() {
        try (ServedSite site = new ServedSite(chromium.browser())) {
            site.policy = "default-src 'none'; script-src CANDOR; connect-src CANDOR; img-src 'self';"
                    + " require-trusted-types-for 'script'; trusted-types 'none'";
            site.mask = MASK;
            Page page = site.page();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    site.errors.add(message.text());
                }
            });
            site.stopTheClock(page);
            site.visit(page, "/");
            site.awaitHero(page, "masked");
            site.ruleset.complete(WELCOME);
            site.awaitHero(page, "Welcome");
            page.evaluate(GRANT_ALL);
            site.awaitHero(page, VARIANT);
            assertThat(site.errors).isEmpty();
        }
    }

    /** The nonce stands on the tag; the file that makes HTML is imported, and trusted because the tag is. */
    @Test
    void nonceOnTheTagIsEnoughForEverythingItLoads() {
        try (ServedSite site = new ServedSite(chromium.browser())) {
            site.policy = "default-src 'none'; script-src 'nonce-r4nd0m' 'strict-dynamic'; connect-src CANDOR; img-src 'self';"
                    + " base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
            site.head = ServedSite.CONSENT.replace("<script>", "<script nonce=r4nd0m>");
            site.mask = " nonce=r4nd0m";
            site.ruleset = CompletableFuture.completedFuture(WELCOME.replace("\"do\":\"text\"", "\"do\":\"html\""));
            Page page = site.page();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    site.errors.add(message.text());
                }
            });
            site.visit(page, "/");
            site.awaitHero(page, VARIANT);
            site.awaitEvents(page, "exposure", 1);
            assertThat(site.errors).isEmpty();
        }
    }

    @Test
    void pollutedPrototypesHinderNothing() {
        try (ServedSite site = new ServedSite(chromium.browser())) {
            site.head = """
                    <script>
                      Object.assign(Object.prototype, {attributeFilter: ["x"], childList: false, subtree: false, once: true,
                        capture: true, signal: 7, disabled: true, media: "print", experiments: "x", at: 8e15, ruleset: {},
                        method: "DELETE", undo: 1, toJSON() { return "mine"; }});
                      Array.prototype.toJSON = () => "mine";
                      Array.prototype.extra = () => "theirs";
                    </script>""" + ServedSite.CONSENT;
            site.mask = MASK;
            site.ruleset = CompletableFuture.completedFuture(WELCOME);
            for (int visit = 1; visit <= 2; visit++) {
                Page page = site.page();
                site.visit(page, "/");
                site.awaitHero(page, VARIANT);
                site.awaitEvents(page, "exposure", visit);
                page.evaluate(
                        "document.body.append(Object.assign(document.createElement('h2'), {textContent: 'late'}))");
                site.awaitFrames(page, 2);
                assertThat(site.heroes(page)).isSubsetOf("masked", VARIANT);
            }
            assertThat(site.errors).isEmpty();
        }
    }

    @Test
    void loadedTwiceItMasksAsksAndCountsOnce() {
        try (ServedSite site = new ServedSite(chromium.browser())) {
            site.head = ServedSite.CONSENT;
            site.mask = MASK;
            site.bodyEnds =
                    "come</h1><script src=\"CANDOR/v1/candor.js\" data-site=\"pk_test\" data-mask=\"#hero\"></script>";
            Page page = site.page();
            site.stopTheClock(page);
            site.visit(page, "/");
            site.awaitHero(page, "masked");
            site.ruleset.complete(WELCOME);
            site.awaitHero(page, VARIANT);
            page.clock().runFor(1_000);
            site.awaitEvents(page, "exposure", 1);
            site.awaitFrames(page, 3);
            assertThat(page.evaluate("document.adoptedStyleSheets.map(each => each.cssRules.length)"))
                    .as("one mask, and nothing in it")
                    .isEqualTo(List.of(0));
            assertThat(site.asked("/v1/sites/pk_test/ruleset")).isOne();
            assertThat(site.events("exposure")).hasSize(1);
        }
    }

    /** A page that puts its own element back each time it is changed must not be driven into a circle. */
    @Test
    void pageThatFightsBackIsLetBe() {
        try (ServedSite site = new ServedSite(chromium.browser())) {
            site.head = ServedSite.CONSENT;
            site.bodyEnds = """
                    come</h1><script>
                      new MutationObserver(() => {
                        const hero = document.querySelector("#hero");
                        if (hero.textContent === "Welcome") return;
                        const mine = document.createElement("h1");
                        mine.id = "hero";
                        mine.textContent = "Welcome";
                        hero.replaceWith(mine);
                      }).observe(document.body, {childList: true, subtree: true});
                    </script>""";
            site.ruleset = CompletableFuture.completedFuture(WELCOME);
            Page page = site.page();
            site.visit(page, "/");
            site.awaitEvents(page, "exposure", 1);
            site.awaitFrames(page, 3);
            assertThat(page.textContent("#hero")).isEqualTo("Welcome");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete AbortSignal.timeout",
                "delete Object.hasOwn",
                "delete window.CSSStyleSheet",
                "delete Document.prototype.adoptedStyleSheets",
                "delete Element.prototype.setHTML",
                "delete Element.prototype.replaceChildren",
                "delete Navigator.prototype.userAgentData",
                "delete window.navigation",
                "delete window.fetch",
                "delete window.MutationObserver",
                "delete window.AbortSignal",
                "delete window.WeakSet",
                "delete window.URLSearchParams",
                "Object.defineProperty(crypto, 'subtle', {value: undefined})",
                "delete window.crypto"
            })
    void browserThatLacksSomethingShowsAWholePage(String lacking) {
        try (ServedSite site = new ServedSite(chromium.browser())) {
            site.head = "<script>" + lacking + "</script>" + ServedSite.CONSENT;
            site.mask = MASK;
            site.ruleset = CompletableFuture.completedFuture(WELCOME);
            Page page = site.page();
            site.visit(page, "/");
            page.waitForCondition(() -> List.of("Welcome", VARIANT)
                    .contains(
                            site.heroes(page).isEmpty() ? "" : site.heroes(page).getLast()));
            site.awaitFrames(page, 3);

            assertThat(site.heroes(page).getLast()).isIn("Welcome", VARIANT);
            assertThat(site.errors).isEmpty();
        }
    }
}
