package dev.candor.ui.browser;

import static dev.candor.ui.browser.SnippetBehaviourTest.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a person sees from frame to frame, with a slow processor and network: never the original where a change applies. */
class FlickerTest {

    private static final String MASK = " data-mask=\"#hero, p\"";
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

    @Test
    void returningVisitorSeesTheVariantFromTheFirstFrameThoughCandorIsSilent() {
        try (ServedSite site = new ServedSite(chromium.browser())) {
            site.head = ServedSite.CONSENT;
            site.ruleset = CompletableFuture.completedFuture(WELCOME);
            Page first = site.page();
            site.visit(first, "/");
            site.awaitEvents(first, "exposure", 1);

            site.ruleset = new CompletableFuture<>();
            site.rest = new CompletableFuture<>();
            Page second = site.slowPage();
            site.visit(second, "/again");
            // The parser is in the middle of the heading, and frames go by.
            second.waitForCondition(() -> (boolean) second.evaluate("!!document.querySelector('#hero')"));
            site.awaitFrames(second, 3);
            site.rest.complete(null);
            site.awaitHero(second, VARIANT);
            site.ruleset.complete(WELCOME.replace("17", "18"));
            second.evaluate("new Promise(ready => candor.ready(ready))");
            site.awaitFrames(second, 3);
            assertThat(site.heroes(second)).isSubsetOf("masked", VARIANT).endsWith(VARIANT);
            assertThat(second.textContent("#hero")).isEqualTo(VARIANT);
            assertThat(site.errors).isEmpty();
            print("cached ruleset", second);
        }
    }

    @Test
    void newVisitorSeesTheMaskAndThenTheVariant() {
        try (ServedSite site = new ServedSite(chromium.browser())) {
            site.head = ServedSite.CONSENT;
            site.mask = MASK;
            Page page = site.slowPage();
            site.stopTheClock(page);
            site.visit(page, "/");
            site.awaitHero(page, "masked");
            site.awaitFrames(page, 3);
            site.ruleset.complete(WELCOME);
            site.awaitHero(page, VARIANT);
            site.awaitFrames(page, 3);
            assertThat(site.heroes(page)).containsExactly("masked", VARIANT);
            assertThat(site.seen(page, "p")).containsExactly("masked", "Hello");
            assertThat(site.errors).isEmpty();
            print("uncached with mask", page);
        }
    }

    @Test
    void preloadedRulesAreFetchedOnce() {
        try (ServedSite site = new ServedSite(chromium.browser())) {
            site.head = "<link rel=preload as=fetch crossorigin href=\"CANDOR/v1/sites/pk_test/ruleset\">"
                    + ServedSite.CONSENT;
            site.caching = "public, max-age=10, stale-while-revalidate=60";
            site.ruleset = CompletableFuture.completedFuture(WELCOME);
            Page page = site.page();
            site.visit(page, "/");
            site.awaitEvents(page, "exposure", 1);
            assertThat(site.asked("/v1/sites/pk_test/ruleset")).isOne();
        }
    }

    /** What makes it harmless is loaded beside the rules and may come after them. */
    @Test
    void htmlTooIsNotSeenToReplaceTheOriginal() {
        try (ServedSite site = new ServedSite(chromium.browser())) {
            site.head = ServedSite.CONSENT;
            site.mask = MASK;
            site.more = new CompletableFuture<>();
            Page page = site.page();
            site.stopTheClock(page);
            site.visit(page, "/");
            site.awaitHero(page, "masked");
            site.ruleset.complete(WELCOME.replace("\"do\":\"text\"", "\"do\":\"html\""));
            site.awaitFrames(page, 10);
            site.more.complete(null);
            site.awaitHero(page, VARIANT);
            assertThat(site.heroes(page)).containsExactly("masked", VARIANT);
        }
    }

    @Test
    void nothingIsMaskedAfterARefusalOrForARobot() {
        for (String head : List.of(
                ServedSite.CONSENT.replace("measurement: \"granted\"", "measurement: \"denied\""),
                "<script>Object.defineProperty(navigator, 'webdriver', {value: true})</script>" + ServedSite.CONSENT)) {
            try (ServedSite site = new ServedSite(chromium.browser())) {
                site.head = head;
                site.mask = MASK;
                Page page = site.page();
                site.stopTheClock(page);
                site.visit(page, "/");
                site.awaitHero(page, "Welcome");
                assertThat(site.heroes(page)).containsExactly("Welcome");
            }
        }
    }

    @Test
    void previewLinkIsAwaitedThoughRulesAreKept() {
        try (ServedSite site = new ServedSite(chromium.browser())) {
            site.head = ServedSite.CONSENT;
            site.ruleset = CompletableFuture.completedFuture(WELCOME);
            Page page = site.page();
            site.visit(page, "/");
            site.awaitEvents(page, "exposure", 1);
            site.preview = new CompletableFuture<>();
            site.visit(page, "/?candor_preview=unknown");
            page.waitForCondition(() -> site.asked("/v1/sites/pk_test/preview") == 1);
            site.awaitFrames(page, 3);
            assertThat(site.heroes(page)).doesNotContain(VARIANT);
            assertThat(site.events("exposure")).hasSize(1);
            // Nobody signed it: a view like any other.
            site.preview.complete(null);
            site.awaitHero(page, VARIANT);
            site.awaitEvents(page, "exposure", 2);
        }
    }

    @Test
    void nothingIsMaskedWhereNothingChanges() {
        try (ServedSite site = new ServedSite(chromium.browser())) {
            site.mask = MASK;
            Page page = site.page();
            site.stopTheClock(page);
            site.visit(page, "/");
            site.awaitHero(page, "masked");
            // Nobody has consented: no experiment may change anything.
            site.ruleset.complete(WELCOME);
            site.awaitHero(page, "Welcome");
            assertThat(site.seen(page, "p")).containsExactly("masked", "Hello");
        }
    }

    @Test
    void onlyWhatThePendingExperimentChangesStaysMasked() {
        try (ServedSite site = new ServedSite(chromium.browser())) {
            site.mask = MASK;
            site.decisions = new CompletableFuture<>();
            Page page = site.page();
            site.stopTheClock(page);
            site.visit(page, "/");
            site.awaitHero(page, "masked");
            site.ruleset.complete(WELCOME.replace("\"unit\":\"consented_visitor\"", "\"unit\":\"daily_visitor\""));
            page.waitForCondition(() -> site.seen(page, "p").contains("Hello"));
            site.awaitFrames(page, 3);
            assertThat(site.heroes(page)).containsExactly("masked");
            site.decisions.complete("""
                    {"decisions":[{"experiment":"welcome","variant":"by-interest","role":"personalized",
                      "reason":"assigned","personalized":false,"payload":{},"changes":[],"why":null}]}""");
            site.awaitHero(page, VARIANT);
            assertThat(site.heroes(page)).containsExactly("masked", VARIANT);
        }
    }

    @Test
    void maskIsLiftedAfter800MillisecondsAndWhatComesLaterIsNotShown() {
        try (ServedSite site = new ServedSite(chromium.browser())) {
            site.head = ServedSite.CONSENT;
            site.mask = MASK;
            Page page = site.page();
            site.stopTheClock(page);
            site.visit(page, "/");
            site.awaitHero(page, "masked");
            page.clock().runFor(799);
            site.awaitFrames(page, 3);
            assertThat(site.heroes(page)).containsExactly("masked");
            page.clock().runFor(1);
            site.awaitFrames(page, 2);
            assertThat(site.heroes(page)).containsExactly("masked", "Welcome");

            site.ruleset.complete(WELCOME);
            page.evaluate("new Promise(ready => candor.ready(ready))");
            site.awaitFrames(page, 3);
            assertThat(site.heroes(page)).containsExactly("masked", "Welcome");
            assertThat(page.evaluate("candor.decide('welcome').reason")).isEqualTo("too_late");
            page.clock().runFor(1_000);
            site.awaitEvents(page, "consent", 3);
            assertThat(site.events("exposure")).isEmpty();

            // The next page view is another matter.
            page.evaluate("history.pushState(null, '', '/next')");
            site.awaitHero(page, VARIANT);
            page.clock().runFor(1_000);
            site.awaitEvents(page, "exposure", 1);
        }
    }

    @Test
    void withoutMaskALateVariantIsShownAndCounted() {
        try (ServedSite site = new ServedSite(chromium.browser())) {
            site.head = ServedSite.CONSENT;
            Page page = site.page();
            site.stopTheClock(page);
            site.visit(page, "/");
            site.awaitHero(page, "Welcome");
            page.clock().runFor(3_000);
            site.ruleset.complete(WELCOME);
            site.awaitHero(page, VARIANT);
            page.clock().runFor(1_000);
            site.awaitEvents(page, "exposure", 1);
            assertThat(site.heroes(page)).containsExactly("Welcome", VARIANT);
        }
    }

    /** For docs/benchmarks.md; nothing depends on it. */
    private static void print(String what, Page page) {
        System.out.printf(
                "%s: first frames at ms %s, first contentful paint at %s%n",
                what,
                page.evaluate("JSON.stringify(Array.from(seen, ({hero, at}) => [hero, at]))"),
                page.evaluate(
                        "Math.round((performance.getEntriesByName('first-contentful-paint')[0] || {}).startTime)"));
    }
}
