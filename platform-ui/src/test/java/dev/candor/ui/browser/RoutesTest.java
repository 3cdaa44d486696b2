package dev.candor.ui.browser;

import static dev.candor.ui.browser.SnippetBehaviourTest.GRANT_ALL;
import static dev.candor.ui.browser.SnippetBehaviourTest.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Page views that are not loads: routes of a single-page app, pages that come back, pages that nobody looks at yet. */
class RoutesTest {

    private static final String VARIANT = "Good to see you";

    /** Only on the start page. */
    private static final String AT_HOME =
            WELCOME.replace("\"audience\":null", "\"audience\":{\"context\":\"path\",\"op\":\"is\",\"value\":\"/\"}");

    private static final String OLD_BROWSER = "<script>delete window.navigation</script>";

    private static Chromium chromium;

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OLD_BROWSER})
    void changesGoWithTheirPageAndComeBackWithIt(String head) {
        try (FakeSite site = new FakeSite(chromium.browser(), AT_HOME)) {
            site.head = head;
            Page page = site.open();
            page.evaluate(GRANT_ALL);
            assertThat(page.textContent("#hero")).isEqualTo(VARIANT);
            page.evaluate("history.pushState({own: 1}, '', '/cart')");
            assertThat(page.textContent("#hero")).isEqualTo("Welcome");
            assertThat(page.evaluate("candor.decide('welcome').reason")).isEqualTo("not_in_audience");
            page.evaluate("history.replaceState(null, '', '/checkout')");
            page.goBack();
            page.waitForCondition(() -> page.textContent("#hero").equals(VARIANT));
            assertThat(site.await(page, "exposure", 2))
                    .as("one for each view of the start page")
                    .hasSize(2);
            assertThat(site.consoleErrors).isEmpty();
        }
    }

    /** Frameworks keep an element and set its text node: what they had put there is theirs again when the page changes. */
    @ParameterizedTest
    @ValueSource(strings = {"", OLD_BROWSER})
    void elementThatIsKeptShowsTheNextPagesOwnText(String head) {
        try (FakeSite site = new FakeSite(chromium.browser(), AT_HOME)) {
            site.head = head;
            site.body = "<h1 id=hero>Welcome</h1><script>const text = hero.firstChild</script>";
            Page page = site.open();
            page.evaluate(GRANT_ALL);
            assertThat(page.textContent("#hero")).isEqualTo(VARIANT);
            page.evaluate("history.pushState(null, '', '/cart'); text.data = 'Your cart'");
            assertThat(page.textContent("#hero")).isEqualTo("Your cart");
        }
    }

    @Test
    void whatTheAppRendersLaterIsChangedBeforeItIsSeen() {
        try (FakeSite site = new FakeSite(chromium.browser(), WELCOME)) {
            site.body = "<main id=app></main>";
            Page page = site.open();
            page.evaluate(GRANT_ALL);
            for (int i = 0; i < 3; i++) {
                assertThat(
                                page.evaluate(
                                        "app.innerHTML = '<h1 id=hero>Welcome</h1>';"
                                                + " new Promise(r => requestAnimationFrame(() => r(document.querySelector('#hero').textContent)))"))
                        .isEqualTo(VARIANT);
            }
            page.evaluate("candor.consent({measurement: 'denied'})");
            assertThat(page.textContent("#hero")).isEqualTo("Welcome");
            page.evaluate("app.innerHTML = '<h1 id=hero>Welcome</h1>'");
            assertThat(page.textContent("#hero")).isEqualTo("Welcome");
        }
    }

    /** A page view is another path, query or #/route; a mark in the page, a scroll position in the state are none. */
    @Test
    void exposureIsToldOncePerPageView() {
        try (FakeSite site = new FakeSite(chromium.browser(), WELCOME)) {
            Page page = site.open();
            page.evaluate(GRANT_ALL);
            assertThat(site.await(page, "exposure", 1)).hasSize(1);
            for (String same : List.of("location.hash = 'reviews'", "history.replaceState({y: 9}, '')", GRANT_ALL)) {
                page.evaluate(same);
            }
            site.settle(page);
            assertThat(site.events("exposure")).hasSize(1);
            page.evaluate("history.pushState(null, '', '/?page=2')");
            assertThat(site.await(page, "exposure", 2)).hasSize(2);
            page.evaluate("location.hash = '#/cart'");
            assertThat(site.await(page, "exposure", 3)).hasSize(3);
        }
    }

    @Test
    void pageThatComesBackFromTheCacheIsAnotherView() {
        try (FakeSite site = new FakeSite(chromium.browser(), WELCOME)) {
            Page page = site.open();
            page.evaluate(GRANT_ALL);
            site.await(page, "exposure", 1);
            page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))");
            assertThat(site.await(page, "exposure", 2)).hasSize(2);
            assertThat(page.textContent("#hero")).isEqualTo(VARIANT);
        }
    }

    @Test
    void prerenderedPageIsReadAndCountsWhenSomebodyLooksAtIt() {
        try (FakeSite site = new FakeSite(chromium.browser(), WELCOME)) {
            site.head =
                    "<script>Object.defineProperty(document, 'prerendering', {value: true, configurable: true})</script>"
                            + ServedSite.CONSENT;
            Page page = site.tab("/");
            page.waitForFunction("candor.decide");
            site.settle(page);
            assertThat(site.events).isEmpty();
            assertThat(page.evaluate("touched")).isEqualTo(List.of());
            page.evaluate("Object.defineProperty(document, 'prerendering', {value: false});"
                    + " document.dispatchEvent(new Event('prerenderingchange'))");
            assertThat(site.await(page, "exposure", 1)).hasSize(1);
            assertThat(page.textContent("#hero")).isEqualTo(VARIANT);
        }
    }
}
