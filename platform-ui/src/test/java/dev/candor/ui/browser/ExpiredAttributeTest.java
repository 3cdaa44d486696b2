package dev.candor.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a visitor declared counts for as long as the site said, to the millisecond, and is then gone from the device. */
class ExpiredAttributeTest {

    private static final String REMEMBERED = SnippetBehaviourTest.GRANT_ALL.replace("})", "}, {remembered: true})");
    private static final String TWO_DAYS = SnippetBehaviourTest.WELCOME.replace(
            "\"experiments\":", "\"attributeDays\":{\"interest\":2},\"experiments\":");

    private static final long DECLARED = 1_780_000_000_000L;
    private static final long DAY = 86_400_000;

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
    void answerCountsForItsDaysAndNotAMillisecondLonger() {
        try (FakeSite site = new FakeSite(chromium.browser(), TWO_DAYS)) {
            Page first = openAt(site, DECLARED);
            first.evaluate(SnippetBehaviourTest.GRANT_ALL + "; candor.declare('interest', 'running')");
            first.waitForCondition(() -> stored(first).contains("running"));
            first.close();

            Page last = openAt(site, DECLARED + 2 * DAY - 1);
            last.evaluate(REMEMBERED);
            assertThat(last.textContent("#hero")).isEqualTo("Run, <b>runner</b>");
            assertThat(stored(last)).contains("running");
            last.close();

            Page late = openAt(site, DECLARED + 2 * DAY);
            late.evaluate(REMEMBERED);
            assertThat(late.textContent("#hero")).isEqualTo("Good to see you");
            assertThat(stored(late)).doesNotContain("running");
            assertThat(late.evaluate("candor.decide('welcome').variant")).isEqualTo("by-interest");
        }
    }

    /** A page of a device whose clock stands still. */
    private static Page openAt(FakeSite site, long moment) {
        site.head = "<script>Date.now = () => " + moment + ";</script>";
        return site.open();
    }

    /** What is kept of the visitor; the rules beside it name what may be answered. */
    private static String stored(Page page) {
        return String.valueOf(page.evaluate("localStorage.getItem('candor.pk_test')"));
    }
}
