package dev.candor.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of events when the server is away as the page closes, and when the device's clock is wrong. */
class KeptEventsTest {

    private static final String REMEMBERED = SnippetBehaviourTest.GRANT_ALL.replace("})", "}, {remembered: true})");
    private static final long HOUR_MS = 3_600_000;

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
    void nextPageTellsWhatTheServerNeverAcknowledged() {
        try (FakeSite site = visit()) {
            site.eventStatuses.addAll(Collections.nCopies(100, 503));
            Page first = site.open();
            first.evaluate(SnippetBehaviourTest.GRANT_ALL + "; candor.track('purchase', {value: 7})");
            first.waitForCondition(() -> stored(first).contains("purchase"));
            first.close();
            assertThat(site.events).isEmpty();

            site.eventStatuses.clear();
            Page second = site.open("/other");
            second.evaluate(REMEMBERED);
            List<JsonNode> conversions = site.await(second, "conversion", 1);
            assertThat(conversions).hasSize(1);
            assertThat(conversions.get(0).path("value").asInt()).isEqualTo(7);
            assertThat(site.events("exposure"))
                    .extracting(event -> event.path("id").asText())
                    .hasSize(2)
                    .doesNotHaveDuplicates();
            second.waitForCondition(() -> stored(second).equals("[]"));
        }
    }

    @Test
    void whatWasKeptIsErasedWithTheGrant() {
        try (FakeSite site = visit()) {
            site.eventStatuses.addAll(Collections.nCopies(100, 503));
            Page page = site.open();
            page.evaluate(SnippetBehaviourTest.GRANT_ALL + "; candor.track('purchase')");
            page.waitForCondition(() -> stored(page).contains("purchase"));
            page.evaluate("candor.optOut()");
            assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
            assertThat(page.textContent("#hero")).isEqualTo("Welcome");
        }
    }

    @Test
    void aClockThatIsDaysAheadIsCorrectedByTheServers() {
        try (FakeSite site = visit()) {
            site.head = "<script>const now = Date.now; Date.now = () => now() + 3 * 864e5;</script>";
            site.eventAnswers.add("""
                    {"accepted": 0, "serverTime": "%s", "rejected": [%s]}""".formatted(
                            Instant.now(),
                            "{\"index\":0,\"reason\":\"id_out_of_range\"},{\"index\":1,\"reason\":\"malformed\"}"));
            Page page = site.open();
            page.evaluate("candor.consent({measurement: 'granted', remembering: 'granted'})");
            page.waitForCondition(() -> site.events.stream().anyMatch(event -> isNow(event)));
            site.settle(page);
            assertThat(site.events.stream().filter(KeptEventsTest::isNow)).hasSize(1);
            page.evaluate("candor.track('purchase')");
            assertThat(site.await(page, "conversion", 1)).allMatch(KeptEventsTest::isNow);
        }
    }

    /** Whether the time in the event's id is the present one. */
    private static boolean isNow(JsonNode event) {
        String id = event.path("id").asText().replace("-", "");
        return Math.abs(Long.parseLong(id.substring(0, 12), 16) - System.currentTimeMillis()) < HOUR_MS;
    }

    private static String stored(Page page) {
        return String.valueOf(page.evaluate("localStorage.getItem('candor.pk_test.events')"));
    }

    private static FakeSite visit() {
        return new FakeSite(chromium.browser(), SnippetBehaviourTest.WELCOME);
    }
}
