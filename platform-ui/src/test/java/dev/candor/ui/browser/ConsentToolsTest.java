package dev.candor.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TCF, Consent Mode, GPC and DNT as websites have them, in Chromium: what each grants, and what it leaves alone. */
class ConsentToolsTest {

    /** A consent tool as TCF 2.2 describes it. {@code cmp.say(...)} is the visitor, or their answer of another day. */
    private static final String CMP = """
            window.cmp = {
              listeners: new Map(),
              say(eventStatus, purposes, gdprApplies = true) {
                this.last = {eventStatus, gdprApplies, purpose: {consents: Object.fromEntries(purposes.split(' ').map(id => [id, true]))}};
                for (const [listenerId, listener] of this.listeners) listener({...this.last, listenerId}, true);
              },
            };
            window.__tcfapi = (command, version, callback) => {
              if (version !== 2) throw new Error('version ' + version);
              if (command === 'addEventListener') {
                const listenerId = cmp.listeners.size + 1;
                cmp.listeners.set(listenerId, callback);
                callback({eventStatus: 'cmpuishown', listenerId, purpose: {consents: {}}}, true);
              } else throw new Error(command);
            };
            """;

    private static final String GTAG =
            "window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments); }";

    private static final String EVERYTHING =
            "{analytics_storage: 'granted', functionality_storage: 'granted', personalization_storage: 'granted'}";

    private static final String GPC =
            "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => true});";
    private static final String DNT = "Object.defineProperty(Navigator.prototype, 'doNotTrack', {get: () => '1'});";

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
    @ValueSource(
            strings = {
                "",
                CMP,
                "window.__tcfapi = () => {};",
                GTAG + "gtag('consent', 'default', {analytics_storage: 'denied', functionality_storage: 'denied',"
                        + " personalization_storage: 'denied', ad_storage: 'denied'});",
                GPC,
                DNT
            })
    void nothingOfTheDeviceIsTouchedBeforeAnAnswer(String before) {
        try (FakeSite site = visit(before, "{\"gpc\":\"strict\",\"dnt\":true,\"default\":\"optIn\"}")) {
            Page page = site.open();
            page.evaluate("candor.declare('interest', 'running'); candor.track('purchase', {value: 1})");
            site.settle(page);
            assertThat(outcome(page)).isEqualTo("consent_required");
            assertThat(page.evaluate("touched")).isEqualTo(List.of());
            assertThat(site.events).isEmpty();
            assertThat(site.consoleErrors).isEmpty();
        }
    }

    @Test
    void spySeesEveryTouch() {
        try (FakeSite site = visit("", "{}")) {
            Page page = site.open();
            page.evaluate("""
                    document.cookie; document.cookie = 'a=b'; localStorage.getItem('a'); sessionStorage; indexedDB; caches; cookieStore;
                    const canvas = document.createElement('canvas');
                    canvas.getContext('2d').getImageData(0, 0, 1, 1); canvas.toDataURL();
                    new AudioContext(); new OfflineAudioContext(1, 1, 44100); navigator.plugins; document.fonts;
                    WebGLRenderingContext.prototype.getParameter;
                    null;
                    """);
            assertThat((List<?>) page.evaluate("touched"))
                    .hasToString(
                            "[cookie, cookie, getItem, sessionStorage, indexedDB, caches, cookieStore, getImageData,"
                                    + " toDataURL, AudioContext, OfflineAudioContext, plugins, fonts, getParameter]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1 8 9 5 6, assigned personalized",
        "1 2 3 4 5 6 7 8 9 10 11, assigned personalized",
        "1 8 9, assigned",
        "1 8 9 5, assigned",
        "1 8 9 6, assigned",
        "1 8, consent_required",
        "1 9, consent_required",
        "8 9 5 6, consent_required",
        "2 3 4 7 10 11, consent_required"
    })
    void tcfGrantsByItsPurposes(String purposes, String outcome) {
        for (String applies : List.of("true", "undefined")) {
            try (FakeSite site = visit(CMP, "{}")) {
                Page page = site.open();
                page.evaluate("cmp.say('tcloaded', '" + purposes + "', " + applies + ")");
                assertThat(outcome(page)).as(applies).isEqualTo(outcome);
                assertThat(site.consoleErrors).isEmpty();
            }
        }
    }

    @Test
    void tcfThatDoesNotApplySaysNothing() {
        try (FakeSite site = visit(CMP + GTAG, "{}")) {
            Page page = site.open();
            page.evaluate("cmp.say('tcloaded', '1 8 9 5 6', false)");
            assertThat(outcome(page)).isEqualTo("consent_required");
            page.evaluate("gtag('consent', 'update', " + EVERYTHING + ")");
            assertThat(outcome(page)).as("then Consent Mode is heard").isEqualTo("assigned personalized");
        }
    }

    @Test
    void tcfOutranksConsentModeAlsoWhileItIsSilent() {
        try (FakeSite site = visit(CMP + GTAG, "{\"default\":\"optOut\"}")) {
            Page page = site.open();
            page.evaluate("gtag('consent', 'update', " + EVERYTHING + ")");
            assertThat(outcome(page)).isEqualTo("consent_required");
            assertThat(page.evaluate("touched")).isEqualTo(List.of());
            page.evaluate("cmp.say('useractioncomplete', '1 8 9')");
            assertThat(outcome(page)).isEqualTo("assigned");
        }
    }

    @Test
    void toolThatComesSecondsLateIsFound() {
        try (FakeSite site = visit("", "{}")) {
            Page page = site.open();
            page.evaluate("() => { setTimeout(() => {" + CMP + "}, 1500) }");
            page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate("!!window.cmp && cmp.listeners.size === 1")));
            page.evaluate("cmp.say('useractioncomplete', '1 8 9')");
            assertThat(outcome(page)).isEqualTo("assigned");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "window.__tcfapi = () => { throw new Error('broken'); };",
                "window.__tcfapi = (command, version, callback) => callback(null, false);",
                "window.__tcfapi = (command, version, callback) => callback({eventStatus: 'tcloaded'}, true);",
                "window.__tcfapi = (command, version, callback) => callback(undefined, true);",
                "window.dataLayer = Object.freeze([]);",
                "window.dataLayer = [null, 1, 'consent', ['consent'], ['consent', 'update'], {0: 'consent', 1: 'update', 2: 7}];"
            })
    void brokenToolGrantsNothingAndDoesNoHarm(String tool) {
        try (FakeSite site = visit(tool, "{}")) {
            Page page = site.open();
            site.settle(page);
            assertThat(outcome(page)).isEqualTo("consent_required");
            assertThat(site.consoleErrors).isEmpty();
            page.evaluate(SnippetBehaviourTest.GRANT_ALL);
            assertThat(outcome(page)).isEqualTo("assigned personalized");
        }
    }

    @Test
    void withdrawalInTheToolIsObeyedAtOnce() {
        try (FakeSite site = visit(CMP, "{}")) {
            Page page = site.open();
            page.evaluate("cmp.say('useractioncomplete', '1 8 9 5 6')");
            assertThat(outcome(page)).isEqualTo("assigned personalized");
            site.await(page, "consent", 3);
            page.evaluate("cmp.say('useractioncomplete', '')");
            assertThat(outcome(page)).isEqualTo("consent_required");
            assertThat(page.textContent("#hero")).isEqualTo("Welcome");
            assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
            List<JsonNode> told = site.await(page, "consent", 6);
            assertThat(told).allSatisfy(event -> {
                assertThat(event.path("method").asText()).isEqualTo("tcf");
                assertThat(event.path("signals").toString()).isEqualTo("[\"tcf\"]");
            });
            assertThat(told.subList(3, 6)).allSatisfy(event -> {
                assertThat(event.path("state").asText()).isEqualTo("denied");
                assertThat(event.has("unit")).isFalse();
            });
            assertThat(site.await(page, "trust", 2))
                    .allSatisfy(event -> assertThat(event.has("unit")).isFalse())
                    .extracting(event -> event.path("name").asText())
                    .containsExactlyInAnyOrder("consent_withdrawn", "personalization_off");
        }
    }

    @Test
    void withdrawalInTheToolOutranksAnEarlierChoiceHere() {
        try (FakeSite site = visit(CMP, "{}")) {
            Page page = site.open();
            page.evaluate(SnippetBehaviourTest.GRANT_ALL);
            page.evaluate("cmp.say('tcloaded', '')");
            assertThat(outcome(page)).as("an old answer of the tool").isEqualTo("assigned personalized");
            page.evaluate("cmp.say('useractioncomplete', '1 8 9')");
            assertThat(outcome(page)).isEqualTo("assigned");
        }
    }

    @Test
    void repeatedAnswerOfTheToolIsToldOnce() {
        try (FakeSite site = visit(CMP, "{}")) {
            for (int view = 1; view <= 3; view++) {
                Page page = site.open("/" + view);
                page.evaluate("cmp.say('tcloaded', '1 8 9')");
                assertThat(outcome(page)).isEqualTo("assigned");
                site.await(page, "exposure", view);
                assertThat(site.events("consent"))
                        .as("view " + view)
                        .extracting(event -> event.path("purpose").asText() + " "
                                + event.path("state").asText())
                        .containsExactlyInAnyOrder(
                                "measurement granted", "remembering granted", "personalization denied");
            }
            assertThat(site.events("exposure").stream()
                            .map(event -> event.path("unit").asText())
                            .collect(Collectors.toSet()))
                    .hasSize(1);
            assertThat(site.events("trust")).isEmpty();
        }
    }

    @Test
    void repeatedRefusalIsNotToldAndLeavesNothing() {
        try (FakeSite site = visit(CMP, "{}")) {
            Page page = site.open();
            page.evaluate("cmp.say('tcloaded', '')");
            site.settle(page);
            assertThat(site.events).isEmpty();
            assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
        }
    }

    @Test
    void choiceInThePanelOutlivesThePage() {
        try (FakeSite site = visit(CMP, "{}")) {
            Page first = site.open();
            first.evaluate("cmp.say('tcloaded', '1 8 9 5 6')");
            assertThat(outcome(first)).isEqualTo("assigned personalized");
            first.evaluate("""
                    const entry = JSON.parse(localStorage.getItem('candor.pk_test'));
                    localStorage.setItem('candor.pk_test', JSON.stringify({...entry, choice: {personalization: 'denied'}}));
                    """);
            Page second = site.open("/second");
            second.evaluate("cmp.say('tcloaded', '1 8 9 5 6')");
            assertThat(outcome(second)).isEqualTo("assigned");
        }
    }

    @Test
    void toolIsNoLongerHeardOnceAllConsentWasTakenBack() {
        try (FakeSite site = visit(CMP, "{}")) {
            Page page = site.open();
            page.evaluate("candor.optOut()");
            page.evaluate("cmp.say('useractioncomplete', '1 8 9')");
            assertThat(outcome(page)).isEqualTo("consent_required");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gtag('consent','default',ALL) | assigned personalized",
                "gtag('consent','default',NONE); gtag('consent','update',ALL) | assigned personalized",
                "gtag('consent','update',ALL); gtag('consent','default',NONE) | assigned personalized",
                "gtag('consent','update',{analytics_storage:'granted',functionality_storage:'granted'}) | assigned",
                "gtag('consent','update',{analytics_storage:'granted'}) | consent_required",
                "gtag('consent','update',{ad_storage:'granted',ad_user_data:'granted',ad_personalization:'granted'}) | consent_required",
                "gtag('consent','default',{...ALL,region:['US']}) | consent_required",
                "gtag('consent','default',ALL); gtag('consent','default',{...NONE,region:['DE']}) | consent_required",
                "gtag('consent','default',{...NONE,region:['DE']}); gtag('consent','default',ALL) | consent_required",
                "gtag('consent','update',ALL); gtag('consent','update',NONE) | consent_required",
                "gtag('event','consent',ALL) | consent_required"
            })
    void consentModeGrantsByItsTypes(String calls, String outcome) {
        String said = calls.replace("ALL", EVERYTHING).replace("NONE", EVERYTHING.replace("granted", "denied"));
        try (FakeSite past = visit(GTAG + said, "{}")) {
            assertThat(outcome(past.open())).as("before the snippet").isEqualTo(outcome);
        }
        try (FakeSite later = visit(GTAG, "{}")) {
            Page page = later.open();
            page.evaluate("() => {" + said + "}");
            assertThat(outcome(page)).as("after the snippet").isEqualTo(outcome);
        }
    }

    @Test
    void otherWrappersOfTheDataLayerGoOnAndThePageSeesNoDifference() {
        String counting = "{ const push = dataLayer.push; dataLayer.push = function (...items) {"
                + " window.counted = (window.counted || 0) + items.length; return push.apply(dataLayer, items); }; }";
        try (FakeSite site = visit(GTAG + counting, "{}")) {
            Page page = site.open();
            page.evaluate("() => {" + counting + "}");
            assertThat(page.evaluate("dataLayer.push({event: 'a'}, {event: 'b'})"))
                    .isEqualTo(2);
            assertThat(page.evaluate("counted")).as("each of the two saw both").isEqualTo(4);
            page.evaluate("gtag('consent', 'update', " + EVERYTHING + ")");
            assertThat(outcome(page)).isEqualTo("assigned personalized");
            assertThat(page.evaluate("dataLayer.length")).isEqualTo(3);
        }
    }

    @Test
    void globalPrivacyControlSwitchesPersonalizationOffUnlessTheVisitorChoseOrTheSiteIsLegal() {
        String grantAll = "cmp.say('useractioncomplete', '1 8 9 5 6')";
        try (FakeSite site = visit(GPC + CMP, "{\"gpc\":\"strict\"}")) {
            Page page = site.open();
            page.evaluate(grantAll);
            assertThat(outcome(page)).isEqualTo("assigned");
            assertThat(site.await(page, "consent", 3))
                    .filteredOn(event -> event.path("purpose").asText().equals("personalization"))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.path("state").asText()).isEqualTo("denied");
                        assertThat(event.path("method").asText()).isEqualTo("gpc");
                        assertThat(event.path("signals").toString()).isEqualTo("[\"gpc\",\"tcf\"]");
                        assertThat(event.has("unit")).isFalse();
                    });
            assertThat(site.events("trust")).as("nobody refused anything here").isEmpty();
            page.evaluate("candor.consent({personalization: 'granted'})");
            assertThat(outcome(page)).isEqualTo("assigned personalized");
        }
        try (FakeSite site = visit(GPC + CMP, "{\"gpc\":\"legal\"}")) {
            Page page = site.open();
            page.evaluate(grantAll);
            assertThat(outcome(page)).isEqualTo("assigned personalized");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'default':'optOut'} | | assigned",
                "{'default':'optIn'} | | consent_required",
                "{'default':'optOut','dnt':true} | DNT | consent_required",
                "{'default':'optOut','dnt':false} | DNT | assigned",
                "{'default':'optOut'} | GPC | assigned",
                "{'default':'optOut'} | CMP | consent_required"
            })
    void defaultOfTheJurisdictionCountsWhereNobodySpeaks(String policy, String signal, String reason) {
        String before = Stream.of(signal == null ? "" : signal)
                .map(name -> name.replace("DNT", DNT).replace("GPC", GPC).replace("CMP", CMP))
                .collect(Collectors.joining());
        try (FakeSite site = visit(before, policy.replace('\'', '"'))) {
            site.ruleset = site.ruleset.replace("\"unit\":\"consented_visitor\"", "\"unit\":\"signed_in_user\"");
            Page page = site.open();
            page.evaluate("candor.identify('u-1')");
            assertThat(outcome(page)).isEqualTo(reason);
            site.settle(page);
            assertThat(site.events("consent")).as("nobody answered").isEmpty();
            assertThat(page.evaluate("touched")).isEqualTo(List.of());
        }
    }

    @Test
    void idOfPageMemoryIsTheOneThatIsKept() {
        try (FakeSite site = visit("", "{}")) {
            site.ruleset = site.ruleset.replace("[\"measurement\",\"remembering\"]", "[\"measurement\"]");
            Page page = site.open();
            page.evaluate("candor.consent({measurement: 'granted'})");
            String unit = site.await(page, "exposure", 1).get(0).path("unit").asText();
            assertThat(page.evaluate("touched")).isEqualTo(List.of());
            page.evaluate("candor.consent({remembering: 'granted'})");
            assertThat(page.evaluate("JSON.parse(localStorage.getItem('candor.pk_test')).id"))
                    .isEqualTo(unit);
        }
    }

    @Test
    void exposureNamesTheReceiptOfTheGrant() {
        try (FakeSite site = visit(CMP, "{}")) {
            Page page = site.open();
            page.evaluate("candor.declare('interest', 'running')");
            page.evaluate("cmp.say('useractioncomplete', '1 8 9 5 6')");
            List<JsonNode> told = site.await(page, "consent", 3);
            String receipt = told.stream()
                    .filter(event -> event.path("purpose").asText().equals("personalization"))
                    .map(event -> event.path("id").asText())
                    .findFirst()
                    .orElseThrow();
            Page second = site.open("/second");
            second.evaluate("cmp.say('tcloaded', '1 8 9 5 6')");
            assertThat(site.await(second, "exposure", 2)).allSatisfy(event -> {
                assertThat(event.path("personalized").asBoolean()).isTrue();
                assertThat(event.path("receiptId").asText()).isEqualTo(receipt);
            });
        }
    }

    /** The reason of the only experiment's decision, and whether the declared interest chose the content. */
    private static String outcome(Page page) {
        page.evaluate("candor.declare('interest', 'running')");
        return (String) page.evaluate("(({reason, personalized}) => reason + (personalized ? ' personalized' : ''))"
                + "(candor.decide('welcome'))");
    }

    private static FakeSite visit(String before, String signals) {
        FakeSite site = new FakeSite(
                chromium.browser(),
                SnippetBehaviourTest.WELCOME.replace("\"holdout\"", "\"signals\":" + signals + ",\"holdout\""),
                Chromium.person().setLocale("en-GB"));
        site.head = "<script>" + before + "</script>";
        return site;
    }
}
