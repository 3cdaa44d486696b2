package dev.candor.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the snippet remembers of an earlier phase, when it tells of a flag, and when an experiment is over. */
class PhasesAndFlagsTest {

    private static final String GRANT = "candor.consent({measurement: 'granted', remembering: 'granted'})";

    /** Everyone gets plain in the first phase and bold in the second. */
    private static final String FIRST = ruleset("\"phase\":1,\"earlier\":[]", 4_294_967_296L);

    private static final String SECOND = ruleset("\"phase\":2,\"earlier\":[[4294967296,4294967296]]", 0);
    private static final String SECOND_NOT_STICKY = ruleset("\"x\":0", 0);

    private static Chromium chromium;

    private static String ruleset(String more, long plainBelow) {
        return """
                {"site":"pk_test","revision":17,"consent":{"consented_visitor":["measurement"]},
                 "holdout":{"seed":"h","below":0},
                 "experiments":[{"key":"welcome","unit":"consented_visitor","seed":"s",MORE,
                   "layer":{"seed":"l","from":0,"to":4294967296,"taken":[]},"audience":null,
                   "variants":[{"key":"plain","role":"privacy_first","below":BELOW,"payload":{},"changes":[]},
                     {"key":"bold","role":"control","below":4294967296,"payload":{},"changes":[]}]}]}
                """.replace("MORE", more).replace("BELOW", Long.toString(plainBelow));
    }

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private static String decided(Page page) {
        return (String) page.evaluate("(d => d.variant + ' ' + d.reason)(candor.decide('welcome'))");
    }

    @Test
    void rememberedVariantSurvivesANewPhase() {
        try (FakeSite site = new FakeSite(chromium.browser(), FIRST)) {
            Page first = site.open();
            first.evaluate(GRANT);
            assertThat(decided(first)).isEqualTo("plain assigned");
            site.ruleset = SECOND;
            Page second = site.open();
            second.evaluate(GRANT);
            assertThat(decided(second)).isEqualTo("plain sticky");
            site.await(second, "exposure", 2);
            assertThat(site.events("exposure"))
                    .allSatisfy(
                            event -> assertThat(event.path("variant").asText()).isEqualTo("plain"));
            Page third = site.open();
            third.evaluate(GRANT);
            assertThat(decided(third)).as("remembered as phase 1 gave it").isEqualTo("plain sticky");
        }
    }

    @Test
    void newPhaseMovesWhoIsNotToStay() {
        try (FakeSite site = new FakeSite(chromium.browser(), FIRST)) {
            Page first = site.open();
            first.evaluate(GRANT);
            assertThat(decided(first)).isEqualTo("plain assigned");
            site.ruleset = SECOND_NOT_STICKY;
            Page second = site.open();
            second.evaluate(GRANT);
            assertThat(decided(second)).isEqualTo("bold assigned");
        }
    }

    @Test
    void nothingIsRememberedOnTheDeviceWithoutRemembering() {
        try (FakeSite site = new FakeSite(chromium.browser(), FIRST)) {
            Page first = site.open();
            first.evaluate("candor.consent({measurement: 'granted'})");
            assertThat(decided(first)).isEqualTo("plain assigned");
            assertThat(first.evaluate("touched")).isEqualTo(List.of());
            first.evaluate(GRANT);
            assertThat((String) first.evaluate("localStorage.getItem('candor.pk_test')"))
                    .contains("\"carried\":{\"welcome\":{\"variant\":\"plain\",\"phase\":1}}");
            first.evaluate("candor.consent({remembering: 'denied'})");
            assertThat(first.evaluate("localStorage.length")).isEqualTo(0);
            site.ruleset = SECOND;
            Page second = site.open();
            second.evaluate(GRANT);
            assertThat(decided(second)).isEqualTo("bold assigned");
        }
    }

    @Test
    void whatADeviceClaimsIsBelievedOnlyWhereThatPhaseGaveIt() {
        try (FakeSite site = new FakeSite(chromium.browser(), SECOND)) {
            Page page = site.open();
            page.evaluate("localStorage.setItem('candor.pk_test', JSON.stringify({id: '" + "a".repeat(32)
                    + "', since: '2026-1-1', carried: {welcome: {variant: 'bold', phase: 1}}}))");
            page.evaluate(GRANT);
            assertThat(decided(page)).isEqualTo("bold assigned");
        }
    }

    @Test
    void flagTellsOnlyWhenAskedAndOnce() {
        try (FakeSite site = new FakeSite(
                chromium.browser(), FIRST.replace("\"phase\":1,\"earlier\":[]", "\"exposures\":\"asked\""))) {
            Page page = site.open();
            page.evaluate("candor.expose('welcome')");
            page.evaluate(GRANT);
            assertThat(decided(page)).isEqualTo("plain assigned");
            site.settle(page);
            assertThat(site.events("exposure")).isEmpty();
            page.evaluate("candor.expose('unheard-of')");
            page.evaluate("candor.expose('welcome')");
            page.evaluate("candor.expose('welcome')");
            assertThat(site.await(page, "exposure", 1)).hasSize(1);
            assertThat(site.consoleErrors).isEmpty();
        }
    }

    @Test
    void experimentThatIsOverOrNotYetBegunAssignsNobody() {
        long hour = 3_600_000;
        long now = System.currentTimeMillis();
        assertReason("\"until\":" + (now - hour), "null not_running");
        assertReason("\"until\":" + (now + hour), "plain assigned");
        assertReason("\"from\":" + (now + hour), "null not_running");
        assertReason("\"from\":" + (now - hour), "plain assigned");
    }

    private static void assertReason(String time, String decision) {
        try (FakeSite site = new FakeSite(chromium.browser(), ruleset(time, 4_294_967_296L))) {
            Page page = site.open();
            page.evaluate(GRANT);
            assertThat(decided(page)).as(time).isEqualTo(decision);
        }
    }

    @Test
    void markOfARedirectIsTakenOutOfTheAddressWithoutTouchingTheDevice() {
        try (FakeSite site = new FakeSite(chromium.browser(), FIRST)) {
            Page page = site.open("/?a=1&candor_redirected=1#x");
            assertThat(page.evaluate("location.search + location.hash")).isEqualTo("?a=1#x");
            assertThat(page.evaluate("touched")).isEqualTo(List.of());
        }
    }
}
