package dev.candor.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the built snippet does to a page and to a visitor's device, in Chromium, with nothing but a tag in the page. */
class SnippetBehaviourTest {

    static final String GRANT_ALL =
            "candor.consent({measurement: 'granted', remembering: 'granted', personalization: 'granted'})";
    private static final String UUID_7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    /** Everyone gets the personalized variant, whose own content is the default welcome. */
    static final String WELCOME = """
            {"site":"pk_test","revision":17,
             "consent":{"consented_visitor":["measurement","remembering"],"daily_visitor":[],"signed_in_user":["measurement"]},
             "holdout":{"seed":"h","below":0},
             "experiments":[{"key":"welcome","unit":"consented_visitor","seed":"s",
               "layer":{"seed":"l","from":0,"to":4294967296,"taken":[]},"audience":null,
               "variants":[{"key":"by-interest","role":"personalized","below":4294967296,"payload":{"hero":"default"},
                 "changes":[{"selector":"#hero","do":"text","value":"Good to see you"}],
                 "experiences":[{"when":{"attribute":"interest","op":"is","value":"running"},"payload":{"hero":"running"},
                   "changes":[{"selector":"#hero","do":"text","value":"Run, <b>runner</b>"}],
                   "why":{"en":"You told us you like running.","ja":"ランニングがお好きと伺いました。"},"attributes":["interest"]}]}]}]}
            """;

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
    void freshVisitorsDeviceIsNotTouchedBeforeConsent() {
        try (FakeSite site = visit(WELCOME)) {
            Page page = site.open();
            page.evaluate("candor.declare('interest', 'running'); candor.track('purchase', {value: 1})");
            site.settle(page);
            assertThat(page.evaluate("touched")).isEqualTo(List.of());
            assertThat(page.textContent("#hero")).isEqualTo("Welcome");
            assertThat(page.evaluate("candor.decide('welcome').reason")).isEqualTo("consent_required");
            assertThat(site.events).isEmpty();
        }
    }

    @Test
    void ordinaryPageFetchesNothingButTheFirstFileTheRulesAndTheEvents() {
        String ruleset = WELCOME.replace(
                        "\"experiments\":", "\"widgets\":{\"badge\":true,\"ask\":true,\"feedback\":0},\"experiments\":")
                .replace(
                        "\"changes\":[{\"selector\":\"#hero\",\"do\":\"text\",\"value\":\"Good to see you\"}]",
                        "\"changes\":[{\"selector\":\"#hero\",\"do\":\"text\",\"value\":\"Good to see you\"},"
                                + "{\"selector\":\"#hero\",\"do\":\"attr\",\"attribute\":\"title\",\"value\":\"Hello\"},"
                                + "{\"selector\":\"#hero\",\"do\":\"addClass\",\"value\":\"warm\"},"
                                + "{\"selector\":\"p\",\"do\":\"hide\"}]");
        try (FakeSite site = visit(ruleset)) {
            Page page = site.open();
            page.evaluate(GRANT_ALL);
            page.evaluate("candor.track('purchase', {value: 1}); history.pushState(null, '', '/cart')");
            assertThat(page.getAttribute("#hero", "title")).isEqualTo("Hello");
            site.await(page, "exposure", 2);
            assertThat(site.events("conversion")).hasSize(1);
            assertThat(Set.copyOf(site.asked))
                    .containsExactlyInAnyOrder("/v1/candor.js", "/v1/sites/pk_test/ruleset", "/v1/events", "/settled");
            page.evaluate("candor.declare('interest', 'running'); candor.consent({personalization: 'granted'})");
            page.waitForCondition(() -> site.asked.contains("/v1/candor-more.js"));
        }
    }

    @Test
    void consentShowsTheVariantAndTellsOfItOnce() {
        try (FakeSite site = visit(WELCOME)) {
            Page page = site.open();
            page.evaluate(GRANT_ALL);
            page.evaluate(GRANT_ALL);
            assertThat(page.textContent("#hero")).isEqualTo("Good to see you");
            site.settle(page);
            JsonNode exposure = only(site.events("exposure"));
            assertThat(exposure.path("id").asText()).matches(UUID_7);
            assertThat(exposure.path("experiment").asText()).isEqualTo("welcome");
            assertThat(exposure.path("variant").asText()).isEqualTo("by-interest");
            assertThat(exposure.path("unit").asText()).matches("[0-9a-f]{32}");
            assertThat(exposure.path("personalized").asBoolean()).isFalse();
            assertThat(exposure.path("ageMs").asLong()).isBetween(0L, 5_000L);
            assertThat(exposure.path("dimensions"))
                    .isEqualTo(
                            FakeSite.json(
                                    "{\"device\":\"desktop\",\"language\":\"en\",\"consent\":\"granted\",\"newOrReturning\":\"new\"}"));
            assertThat(site.events("consent")).hasSize(3).allSatisfy(event -> {
                assertThat(event.path("state").asText()).isEqualTo("granted");
                assertThat(event.path("method").asText()).isEqualTo("api");
                assertThat(event.path("unit")).isEqualTo(exposure.path("unit"));
            });
        }
    }

    @Test
    void declaredInterestPersonalizesUnderConsentOnlyAndNeverLeavesTheBrowser() {
        try (FakeSite site = visit(WELCOME)) {
            Page page = site.open();
            page.evaluate("candor.declare('interest', 'running')");
            page.evaluate("candor.consent({measurement: 'granted', remembering: 'granted'})");
            assertThat(page.textContent("#hero")).isEqualTo("Good to see you");
            page.evaluate("candor.consent({personalization: 'granted'})");
            assertThat(page.innerHTML("#hero")).isEqualTo("Run, &lt;b&gt;runner&lt;/b&gt;");
            assertThat(page.evaluate("candor.decide('welcome').why"))
                    .isEqualTo(Map.of("text", "You told us you like running.", "attributes", List.of("interest")));
            page.evaluate("candor.consent({personalization: 'denied'})");
            assertThat(page.textContent("#hero")).isEqualTo("Good to see you");
            site.settle(page);
            assertThat(site.events.toString()).doesNotContain("running");
            assertThat(page.evaluate("localStorage.getItem('candor.pk_test')").toString())
                    .doesNotContain("running");
        }
    }

    @Test
    void returningVisitorIsTheSameOneOnceThePageRepeatsTheAnswer() {
        try (FakeSite site = visit(WELCOME)) {
            Page first = site.open();
            first.evaluate(GRANT_ALL + "; candor.declare('interest', 'running')");
            site.settle(first);
            Page second = site.open("/other");
            assertThat(second.evaluate("touched")).isEqualTo(List.of());
            assertThat(second.textContent("#hero")).isEqualTo("Welcome");
            second.evaluate(GRANT_ALL.replace("})", "}, {remembered: true})"));
            assertThat(second.textContent("#hero")).isEqualTo("Run, runner".replace("runner", "<b>runner</b>"));
            site.settle(second);
            List<JsonNode> exposures = site.events("exposure");
            assertThat(exposures).hasSize(2);
            assertThat(exposures.get(1).path("unit")).isEqualTo(exposures.get(0).path("unit"));
            assertThat(exposures.get(1).path("personalized").asBoolean()).isTrue();
            assertThat(site.events("consent")).as("one answer, told once").hasSize(3);
        }
    }

    @Test
    void refusalIsToldWithoutAnIdAndLeavesNothing() {
        try (FakeSite site = visit(WELCOME)) {
            Page page = site.open();
            page.evaluate("candor.consent({measurement: 'denied', remembering: 'denied', personalization: 'denied'})");
            page.evaluate("candor.track('purchase', {value: 9})");
            site.await(page, "trust", 1);
            assertThat(page.textContent("#hero")).isEqualTo("Welcome");
            assertThat(site.events("consent")).hasSize(3);
            assertThat(only(site.events("trust")).path("name").asText()).isEqualTo("consent_refused");
            assertThat(site.events)
                    .hasSize(4)
                    .allSatisfy(event -> assertThat(event.has("unit")).isFalse());
            assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
        }
    }

    @Test
    void withdrawalErasesTheDeviceAndBringsTheOriginalBack() {
        try (FakeSite site = visit(WELCOME)) {
            site.body = "<h1 id=hero>Wel<em>come</em></h1>";
            Page page = site.open();
            page.evaluate(GRANT_ALL);
            assertThat((Integer) page.evaluate("localStorage.length")).isPositive();
            page.evaluate("candor.consent({measurement: 'denied', remembering: 'denied', personalization: 'denied'})");
            assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
            assertThat(page.innerHTML("#hero")).isEqualTo("Wel<em>come</em>");
        }
    }

    @Test
    void conversionCarriesItsValueToTheSameUnit() {
        try (FakeSite site = visit(WELCOME)) {
            Page page = site.open();
            page.evaluate(GRANT_ALL);
            page.evaluate("candor.track('purchase', {value: 12.5, properties: {size: 'm'}})");
            page.evaluate("candor.track('Not A Name'); candor.track(null); candor.declare('x', {})");
            site.settle(page);
            JsonNode conversion = only(site.events("conversion"));
            assertThat(conversion.path("name").asText()).isEqualTo("purchase");
            assertThat(conversion.path("value").decimalValue()).isEqualByComparingTo("12.5");
            assertThat(conversion.path("properties").path("size").asText()).isEqualTo("m");
            assertThat(conversion.path("unit"))
                    .isEqualTo(only(site.events("exposure")).path("unit"));
        }
    }

    @Test
    void callsBeforeTheSnippetArrivesAreKept() {
        try (FakeSite site = visit(WELCOME)) {
            site.head = "<script>window.candor = window.candor || {q: []};"
                    + "candor.q.push(['consent', {measurement: 'granted', remembering: 'granted'}]);"
                    + "candor.q.push(['track', 'purchase', {value: 3}]);</script>";
            Page page = site.open();
            site.settle(page);
            assertThat(page.textContent("#hero")).isEqualTo("Good to see you");
            assertThat(only(site.events("conversion")).path("value").asInt()).isEqualTo(3);
        }
    }

    @Test
    void eventsAreTriedAgainUnderTheSameIds() {
        try (FakeSite site = visit(WELCOME)) {
            site.eventStatuses.addAll(List.of(503));
            Page page = site.open();
            page.evaluate(GRANT_ALL);
            JsonNode exposure = only(site.await(page, "exposure", 1));
            assertThat(site.events).hasSize(4);
            assertThat(exposure.path("ageMs").asLong()).isGreaterThan(900);
        }
    }

    @Test
    void whatWaitsForAnotherTryIsForgottenOnWithdrawal() {
        try (FakeSite site = visit(WELCOME)) {
            site.eventStatuses.addAll(List.of(503));
            Page page = site.open();
            page.evaluate(GRANT_ALL);
            site.settle(page);
            page.evaluate("candor.consent({measurement: 'denied'})");
            assertThat(site.await(page, "consent", 4)).hasSize(4);
            assertThat(only(site.await(page, "trust", 1)).path("name").asText()).isEqualTo("consent_withdrawn");
            assertThat(site.events)
                    .hasSize(5)
                    .allSatisfy(event -> assertThat(event.has("unit")).isFalse());
        }
    }

    @Test
    void pageIsUnharmedWhileCandorIsDown() {
        for (String broken : new String[] {null, "not json", "[]", "{}", "{\"experiments\":[{\"key\":\"x\"}]}"}) {
            try (FakeSite site = visit(broken)) {
                Page page = site.open();
                page.evaluate(GRANT_ALL + "; candor.track('purchase', {value: 1})");
                site.settle(page);
                assertThat(page.textContent("#hero")).isEqualTo("Welcome");
                assertThat(page.evaluate("candor.decide('welcome').variant")).isNull();
                assertThat(site.events("exposure")).isEmpty();
                assertThat(site.consoleErrors).isEmpty();
            }
        }
    }

    @Test
    void pollutedPrototypesChangeNothing() {
        try (FakeSite site = visit(WELCOME)) {
            site.head = """
                    <script>
                      Object.assign(Object.prototype, { all: [], any: [], not: {}, attribute: "x", interest: "running", headers: 5,
                        signal: 7, experiments: "x", unit: "theirs", value: 666, extra: "leak", variants: [], personalization: "granted",
                        toJSON() { return "mine"; }, innerHTML: "<img>", id: "theirs" });
                      Array.prototype.toJSON = () => "mine";
                      window.candor = {q: [["consent", {measurement: "granted", remembering: "granted"}], ["track", "purchase"]]};
                      candor.q.push(["ready", candor => document.title = candor.decide("welcome").reason]);
                    </script>""";
            Page page = site.open();
            site.settle(page);
            assertThat(page.textContent("#hero")).isEqualTo("Good to see you");
            assertThat(page.title()).isEqualTo("assigned");
            JsonNode exposure = only(site.events("exposure"));
            assertThat(exposure.path("unit").asText()).matches("[0-9a-f]{32}");
            JsonNode conversion = only(site.events("conversion"));
            assertThat(conversion.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("id", "type", "name", "unit", "ageMs");
        }
    }

    @Test
    void blockedStorageOnlyShortensTheMemory() {
        try (FakeSite site = visit(WELCOME)) {
            site.head =
                    "<script>Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }});</script>";
            Page page = site.open();
            page.evaluate(GRANT_ALL);
            site.settle(page);
            assertThat(page.textContent("#hero")).isEqualTo("Good to see you");
            assertThat(site.events("exposure")).hasSize(1);
            assertThat(site.consoleErrors).isEmpty();
        }
    }

    @Test
    void unsafeAndImpossibleChangesArePassedOver() {
        String changes = """
                [{"selector":"###","do":"text","value":"x"}, {"selector":"#hero","do":"later","value":"x"},
                 {"selector":"#hero","do":"constructor","value":"x"},
                 {"selector":"#hero","do":"attr","attribute":"onclick","value":"hacked()"},
                 {"selector":"#hero","do":"attr","attribute":"style","value":"color:red"},
                 {"selector":"#hero","do":"attr","attribute":"not a name","value":"x"},
                 {"selector":"a","do":"attr","attribute":"href","value":" java\\tscript:hacked()"},
                 {"selector":"script","do":"attr","attribute":"src","value":"https://evil.example/x.js"},
                 {"selector":"script","do":"text","value":"hacked()"},
                 {"selector":"iframe","do":"attr","attribute":"src","value":"https://evil.example/"},
                 {"selector":"a","do":"attr","attribute":"title","value":"Safe"},
                 {"selector":"a","do":"addClass","value":"loud"}, {"selector":"p","do":"removeClass","value":"quiet"},
                 {"selector":"p","do":"hide"}, {"selector":"#offer","do":"show"}]""";
        try (FakeSite site = visit(
                WELCOME.replace("[{\"selector\":\"#hero\",\"do\":\"text\",\"value\":\"Good to see you\"}]", changes))) {
            site.body =
                    "<h1 id=hero>Welcome</h1><a href='/sale'>Sale</a><p class=quiet>Hello</p><div id=offer hidden>10 %</div>"
                            + "<iframe></iframe>";
            Page page = site.open();
            String before = page.innerHTML("body");
            page.evaluate(GRANT_ALL);
            site.awaitMore(page);
            assertThat(page.innerHTML("body"))
                    .isEqualTo(
                            "<h1 id=\"hero\">Welcome</h1><a href=\"/sale\" title=\"Safe\" class=\"loud\">Sale</a>"
                                    + "<p class=\"\" style=\"display: none !important;\">Hello</p><div id=\"offer\">10 %</div><iframe></iframe>");
            page.evaluate("candor.consent({measurement: 'denied'})");
            assertThat(page.innerHTML("body").replace(" class=\"\"", "").replace(" style=\"\"", ""))
                    .isEqualTo(before);
            assertThat(site.consoleErrors).isEmpty();
        }
    }

    /** As a browser would get it from a server that had let it through. */
    private static final String MARKUP = """
            [{"selector":"#hero","do":"html","value":"Hello <em>runner</em><img src=/hill.png onerror=hacked()><script>hacked()</script>"},
             {"selector":"#hero","do":"insertBefore","value":"<p class=news>New <a href='javascript:hacked()'>shoes</a></p>"},
             {"selector":"#hero","do":"insertAfter","value":"<p>a</p><svg onload=hacked()></svg><iframe src=/evil></iframe><p>b</p>"}]""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<script>delete Element.prototype.setHTML</script>",
                "<meta http-equiv=Content-Security-Policy content=\"require-trusted-types-for 'script'\">"
            })
    void markupIsMadeHarmlessOnceMoreAndTakenOutAgain(String head) {
        try (FakeSite site = visit(
                WELCOME.replace("[{\"selector\":\"#hero\",\"do\":\"text\",\"value\":\"Good to see you\"}]", MARKUP))) {
            site.head = head;
            Page page = site.open();
            String before = page.innerHTML("body");
            page.evaluate(GRANT_ALL);
            site.awaitMore(page);
            assertThat(page.innerHTML("body").replace("<a>", "<a href=\"\">"))
                    .startsWith("<p class=\"news\">New <a href=\"\">shoes</a></p>"
                            + "<h1 id=\"hero\">Hello <em>runner</em><img src=\"/hill.png\"></h1><p>a</p><p>b</p>");
            page.evaluate("candor.consent({measurement: 'denied'})");
            assertThat(page.innerHTML("body")).isEqualTo(before);
            assertThat(site.consoleErrors).isEmpty();
        }
    }

    /** No sanitizer, and a policy that allows no markup from strings: the page stays as it was. */
    @Test
    void markupIsPassedOverWhereThePageAllowsNone() {
        try (FakeSite site = visit(
                WELCOME.replace("[{\"selector\":\"#hero\",\"do\":\"text\",\"value\":\"Good to see you\"}]", MARKUP))) {
            site.head = "<script>delete Element.prototype.setHTML</script>"
                    + "<meta http-equiv=Content-Security-Policy content=\"require-trusted-types-for 'script'\">";
            Page page = site.open();
            String before = page.innerHTML("body");
            page.evaluate(GRANT_ALL);
            assertThat(site.await(page, "exposure", 1)).hasSize(1);
            assertThat(page.innerHTML("body")).isEqualTo(before);
            assertThat(site.consoleErrors).isEmpty();
        }
    }

    @Test
    void dailyVisitorIsDrawnByTheServerAndHasNoIdHere() {
        try (FakeSite site = visit(WELCOME.replace("\"unit\":\"consented_visitor\"", "\"unit\":\"daily_visitor\""))) {
            site.decisions =
                    "{\"decisions\":[{\"experiment\":\"welcome\",\"variant\":\"by-interest\",\"role\":\"personalized\","
                            + "\"reason\":\"assigned\",\"personalized\":false,\"payload\":{},\"changes\":[],\"why\":null}]}";
            Page page = site.open();
            page.evaluate("candor.declare('interest', 'running')");
            site.settle(page);
            JsonNode question = only(site.questions);
            assertThat(question.path("experiments").toString()).isEqualTo("[\"welcome\"]");
            assertThat(question.path("attributes")).isEmpty();
            assertThat(question.path("unit").isNull()).isTrue();
            assertThat(page.textContent("#hero")).isEqualTo("Good to see you");
            page.evaluate("candor.track('purchase')");
            site.settle(page);
            assertThat(site.events)
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.has("unit")).isFalse());
            assertThat(page.evaluate("touched")).isEqualTo(List.of());
        }
    }

    @Test
    void signedInUserIsTheSameWhoeverIsAtTheDevice() {
        try (FakeSite site = visit(WELCOME.replace("\"unit\":\"consented_visitor\"", "\"unit\":\"signed_in_user\""))) {
            Page page = site.open();
            page.evaluate("candor.consent({measurement: 'granted'})");
            assertThat(page.evaluate("candor.decide('welcome').reason")).isEqualTo("no_unit");
            page.evaluate("candor.identify('anna')");
            site.settle(page);
            assertThat(only(site.events("exposure")).path("unit").asText()).isEqualTo("anna");
            assertThat(page.evaluate("touched")).isEqualTo(List.of());
        }
    }

    @Test
    void loadedTwiceItCountsOnce() {
        try (FakeSite site = visit(WELCOME)) {
            site.body += "<script src='" + FakeSite.CANDOR + "/v1/candor.js' data-site='pk_test' defer></script>";
            Page page = site.open();
            page.evaluate(GRANT_ALL);
            site.settle(page);
            assertThat(site.events("exposure")).hasSize(1);
        }
    }

    @Test
    void robotsAreLeftOut() {
        try (FakeSite site = visit(WELCOME)) {
            site.head = "<script>Object.defineProperty(navigator, 'webdriver', {value: true});</script>";
            Page page = site.open();
            page.evaluate(GRANT_ALL);
            site.settle(page);
            assertThat(page.evaluate("candor.decide('welcome').reason")).isEqualTo("excluded_traffic");
            assertThat(site.events("exposure")).isEmpty();
        }
    }

    private static FakeSite visit(@Nullable String ruleset) {
        return new FakeSite(chromium.browser(), ruleset, Chromium.person().setLocale("en-GB"));
    }

    private static JsonNode only(List<JsonNode> events) {
        assertThat(events).hasSize(1);
        return events.get(0);
    }
}
