package dev.candor.ui.browser;

import static dev.candor.ui.browser.SnippetBehaviourTest.GRANT_ALL;
import static dev.candor.ui.browser.SnippetBehaviourTest.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.WaitUntilState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages that the browser keeps for somebody who comes back, and pages that it makes ahead, by real navigation. A browser that does
 * neither, for want of memory, leaves these tests aside.
 */
class KeptPagesTest {

    private static final String VARIANT = "Good to see you";

    /** A page that was kept is not loaded again. */
    private static final Page.GoBackOptions BEGUN = new Page.GoBackOptions().setWaitUntil(WaitUntilState.COMMIT);

    /** Makes /next ahead; once that has run its scripts, tells the server so, and goes there. */
    private static final String AHEAD = """
            <script>
              if (document.prerendering) localStorage.ahead = "yes";
              if (location.pathname === "/first") {
                const rules = document.createElement("script");
                rules.type = "speculationrules";
                rules.textContent = '{"prerender": [{"urls": ["/next"], "eagerness": "immediate"}]}';
                document.head.append(rules);
                addEventListener("storage", async () => {
                  await fetch("CANDOR/v1/events", {method: "POST", body: '{"events": [{"type": "ahead"}]}'});
                  location.href = "/next";
                });
              }
            </script>""";

    @Test
    void pageThatIsComeBackToIsAPageViewOfWhoeverTheVisitorIsNow() {
        try (Chromium chromium = Chromium.thatKeepsPages();
                ServedSite site = new ServedSite(chromium.browser())) {
            site.caching = "max-age=60";
            site.head = "<script>addEventListener('pageshow', event => { globalThis.kept = event.persisted })</script>";
            site.ruleset.complete(WELCOME);
            Page page = site.page();
            site.visit(page, "/a");
            page.waitForFunction("globalThis.candor && candor.decide");
            page.evaluate(GRANT_ALL);
            site.awaitHero(page, VARIANT);
            site.awaitEvents(page, "exposure", 1);

            page.evaluate("location.href = '/b'");
            page.waitForURL("**/b");
            page.waitForFunction("globalThis.candor && candor.decide");
            page.evaluate(GRANT_ALL);
            site.awaitEvents(page, "exposure", 2);
            page.goBack(BEGUN);
            assumeThat(isKept(page)).as("the page was kept").isTrue();
            site.awaitEvents(page, "exposure", 3);
            assertThat(page.textContent("#hero")).isEqualTo(VARIANT);

            page.goForward(new Page.GoForwardOptions().setWaitUntil(WaitUntilState.COMMIT));
            site.awaitEvents(page, "exposure", 4);
            page.evaluate("candor.optOut()");
            page.waitForCondition(() -> page.textContent("#hero").equals("Welcome"));
            site.awaitEvents(page, "trust", 1);
            page.goBack(BEGUN);
            page.waitForCondition(() -> page.textContent("#hero").equals("Welcome"));
            assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
            assertThat(site.events("exposure")).hasSize(4);
            assertThat(site.errors).isEmpty();
        }
    }

    @Test
    void pageThatIsMadeAheadCountsWhenSomebodyLooksAtIt(@TempDir Path profile) throws Exception {
        try (Chromium chromium = Chromium.launch();
                ServedSite site = new ServedSite(chromium.browser())) {
            site.head = AHEAD + ServedSite.CONSENT;
            site.ruleset.complete(WELCOME.replace(
                    "\"audience\":null", "\"audience\":{\"context\":\"path\",\"op\":\"is\",\"value\":\"/next\"}"));
            Page idle = site.page();
            Process browser = Chromium.alone(profile, site.address("/first"));
            try {
                assumeThat(comes(site, idle, "ahead"))
                        .as("a page was made ahead")
                        .isTrue();
                assertThat(comes(site, idle, "exposure")).isTrue();
                List<String> told = site.events.stream()
                        .map((JsonNode event) -> event.path("type").asText())
                        .filter(List.of("ahead", "exposure")::contains)
                        .toList();
                assertThat(told).containsExactly("ahead", "exposure");
            } finally {
                browser.destroy();
                assertThat(browser.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static boolean isKept(Page page) {
        try {
            page.waitForFunction("globalThis.kept");
            return true;
        } catch (TimeoutError never) {
            return false;
        }
    }

    private static boolean comes(ServedSite site, Page idle, String type) {
        try {
            site.awaitEvents(idle, type, 1);
            return true;
        } catch (TimeoutError never) {
            return false;
        }
    }
}
