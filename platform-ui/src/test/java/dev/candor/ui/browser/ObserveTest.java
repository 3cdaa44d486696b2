package dev.candor.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the snippet watches for where an experiment asks: bounces, rage exits, returns; by a clock that stands still in between. */
class ObserveTest {

    private static final String GRANT = "candor.consent({measurement: 'granted', remembering: 'granted'})";
    private static final String BODY =
            "<h1 id=hero>Welcome</h1><div id=dead>Looks like a button</div><div id=other>Other</div><a id=link href=/next>Next</a>"
                    + "<input id=number type=number>";

    private static Chromium chromium;

    private static String ruleset(String observe) {
        return """
                {"site":"pk_test","revision":17,"consent":{"consented_visitor":["measurement","remembering"],
                   "signed_in_user":["measurement"]},
                 "holdout":{"seed":"h","below":0}OBSERVE,
                 "experiments":[{"key":"welcome","unit":"consented_visitor","seed":"s",
                   "layer":{"seed":"l","from":0,"to":4294967296,"taken":[]},"audience":null,
                   "variants":[{"key":"plain","role":"privacy_first","below":4294967296,"payload":{},"changes":[]}]}]}
                """.replace("OBSERVE", observe.isEmpty() ? "" : ",\"observe\":" + observe);
    }

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private static FakeSite site(String observe) {
        FakeSite site = new FakeSite(chromium.browser(), ruleset(observe));
        site.body = BODY;
        return site;
    }

    /** A page whose clock stands still, and whose visitor has met the variant. */
    private static Page met(FakeSite site) {
        Page page = site.still("/");
        page.evaluate(GRANT);
        page.waitForCondition(() -> {
            page.clock().runFor(1);
            return !site.events("exposure").isEmpty();
        });
        if (site.ruleset != null && site.ruleset.contains("observe")) {
            site.awaitMore(page);
        }
        return page;
    }

    private static void leave(Page page) {
        page.evaluate("dispatchEvent(new Event('pagehide'))");
    }

    /** The signals of this name when all that was told has arrived. */
    private static List<JsonNode> told(FakeSite site, Page page, String name) {
        page.evaluate("candor.track('last')");
        page.waitForCondition(() -> {
            page.clock().runFor(1);
            return site.events("conversion").stream()
                    .anyMatch(event -> event.path("name").asText().equals("last"));
        });
        // What another page has not been answered yet is told by both; the server knows it by its id.
        Set<String> ids = new HashSet<>();
        return site.events("trust").stream()
                .filter(event -> event.path("name").asText().equals(name))
                .filter(event -> ids.add(event.path("id").asText()))
                .toList();
    }

    @Test
    void whoTouchesNothingForTenSecondsBounces() {
        try (FakeSite site = site("[\"bounce\"]")) {
            Page page = met(site);
            page.clock().runFor(10_000);
            List<JsonNode> bounces = told(site, page, "bounce");
            assertThat(bounces).hasSize(1);
            assertThat(bounces.get(0).path("unit"))
                    .isEqualTo(site.events("exposure").get(0).path("unit"));
            assertThat(site.consoleErrors).isEmpty();
        }
        try (FakeSite site = site("[\"bounce\"]")) {
            Page page = met(site);
            page.clock().runFor(9_000);
            page.mouse().click(3, 3);
            page.clock().runFor(60_000);
            leave(page);
            assertThat(told(site, page, "bounce")).isEmpty();
        }
    }

    @Test
    void whoLeavesBeforeBouncesAndOnce() {
        try (FakeSite site = site("[\"bounce\"]")) {
            Page page = met(site);
            page.clock().runFor(2_000);
            leave(page);
            page.clock().runFor(60_000);
            leave(page);
            assertThat(told(site, page, "bounce")).hasSize(1);
        }
    }

    @Test
    void anotherPageOfTheSameVisitIsNoBounce() {
        try (FakeSite site = site("[\"bounce\"]")) {
            Page page = met(site);
            page.keyboard().press("Tab");
            page.navigate(FakeSite.SHOP + "/next", new Page.NavigateOptions().setReferer(FakeSite.SHOP + "/"));
            page.waitForFunction("window.candor && candor.decide");
            page.evaluate(GRANT);
            page.waitForCondition(() -> {
                page.clock().runFor(1);
                return site.events("exposure").size() > 1;
            });
            page.clock().runFor(60_000);
            assertThat(told(site, page, "bounce")).isEmpty();
        }
    }

    @Test
    void threeClicksOnADeadThingAndGoneAreARageExit() {
        assertThat(rage("#dead", 499, 500, 4_999)).hasSize(1);
        assertThat(rage("#dead", 500, 500, 0))
                .as("a second from first to third")
                .isEmpty();
        assertThat(rage("#dead", 1, 1, 5_000)).as("stayed for five seconds").isEmpty();
        assertThat(rage("#link span", 1, 1, 0)).as("leads away by itself").isEmpty();
        assertThat(rage("#number", 1, 1, 0))
                .as("is clicked quickly with good reason")
                .isEmpty();
    }

    private static List<JsonNode> rage(String target, int before, int between, int after) {
        try (FakeSite site = site("[\"rage_exit\"]")) {
            site.body = BODY.replace(">Next<", " onclick='return false'><span>Next</span><");
            Page page = met(site);
            page.click(target);
            page.clock().runFor(before);
            page.click(target);
            page.clock().runFor(between);
            page.click(target);
            if (after > 0) {
                page.clock().runFor(after);
            }
            leave(page);
            return told(site, page, "rage_exit");
        }
    }

    @Test
    void twoClicksOrAnotherThingAreNone() {
        try (FakeSite site = site("[\"rage_exit\"]")) {
            Page page = met(site);
            page.click("#dead");
            page.click("#dead");
            leave(page);
            page.click("#other");
            page.click("#dead");
            page.click("#dead");
            page.click("#dead");
            page.click("#other");
            leave(page);
            assertThat(told(site, page, "rage_exit")).isEmpty();
        }
    }

    @Test
    void nothingIsWatchedUnlessAnExperimentAsks() {
        try (FakeSite site = site("")) {
            Page page = met(site);
            page.click("#dead", new Page.ClickOptions().setClickCount(3));
            page.clock().runFor(60_000);
            leave(page);
            told(site, page, "");
            assertThat(site.events("trust")).isEmpty();
        }
    }

    @Test
    void whoWithdrewIsNotWatched() {
        try (FakeSite site = site("[\"bounce\",\"rage_exit\"]")) {
            Page page = met(site);
            page.evaluate("candor.consent({measurement: 'denied', remembering: 'denied', personalization: 'denied'})");
            page.clock().runFor(60_000);
            leave(page);
            page.waitForCondition(() -> {
                page.clock().runFor(1);
                return site.events("trust").stream()
                        .anyMatch(event -> event.path("name").asText().equals("consent_withdrawn"));
            });
            assertThat(site.events("trust"))
                    .noneMatch(event -> event.path("name").asText().equals("bounce"));
        }
    }

    @Test
    void aReturnOnAnotherDayIsToldOnceAVisit() {
        try (FakeSite site = site("[\"return_visit\"]")) {
            Page first = met(site);
            assertThat(told(site, first, "return_visit")).as("a new visitor").isEmpty();
            first.evaluate("(entry => { const kept = JSON.parse(localStorage[entry]); kept.since = '2026-1-1';"
                    + " localStorage[entry] = JSON.stringify(kept); })('candor.pk_test')");
            for (int i = 0; i < 2; i++) {
                int exposures = site.events("exposure").size();
                Page again = site.still("/");
                again.evaluate(GRANT);
                again.waitForCondition(() -> {
                    again.clock().runFor(1);
                    return site.events("exposure").size() > exposures;
                });
                assertThat(told(site, again, "return_visit")).hasSize(1);
            }
            assertThat(site.events("trust").get(0).path("unit"))
                    .isEqualTo(site.events("exposure").get(0).path("unit"));
        }
    }
}
