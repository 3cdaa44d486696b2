package dev.candor.ui.experiment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.candor.api.access.Accounts;
import dev.candor.api.access.Secrets;
import dev.candor.domain.actor.Role;
import dev.candor.ui.browser.Chromium;
import dev.candor.ui.browser.SignIn;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an editor does in a real browser: begin from a template, see what is missing, change, explain, preview. */
@QuarkusTest
class SteeringPageTest {

    @TestHTTPResource("/")
    URI home;

    @Inject
    Accounts accounts;

    private static Chromium chromium;

    private String site = "";
    private String token = "";

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @BeforeEach
    void aSiteThatAsksForAnInterest() {
        site = "site-" + Secrets.seed().substring(0, 12);
        token = Secrets.token();
        accounts.insertToken(site, token, Role.ADMIN);
        send("POST", "", """
                {"key": "%s", "name": "Shop", "origins": ["https://shop.example"], "timeZone": "UTC", "locale": "en"}
                """.formatted(site));
        send("PUT", "/" + site + "/metrics/purchase", "{\"kind\": \"conversion\", \"event\": \"purchase\"}");
        send("PUT", "/" + site + "/attributes/interest", """
                {"type": "enum", "values": ["running", "hiking"], "texts": {"en": {"label": "What do you like?",
                 "whyWeAsk": "To greet you.", "whyYouWouldAgree": "Less to skip.", "whatYouGet": "A fitting page.",
                 "recipients": "Nobody."}}}""");
    }

    private void send(String method, String path, String body) {
        assertThat(given().header("Authorization", "Bearer " + token)
                        .contentType("application/json")
                        .body(body)
                        .request(method, "/api/v1/sites" + path)
                        .statusCode())
                .isLessThan(300);
    }

    private void running() {
        send("POST", "/" + site + "/experiments", """
                {"key": "welcome", "name": "Welcome", "question": "Does it?", "unit": "consented_visitor",
                 "variants": [
                   {"key": "plain", "role": "privacy_first", "weight": 5000},
                   {"key": "by-interest", "role": "personalized", "weight": 5000, "experiences": [
                     {"when": {"attribute": "interest", "op": "is", "value": "running"},
                      "why": {"en": "You told us you like running."}}]}],
                 "metrics": [{"metric": "purchase", "role": "primary"}],
                 "plan": {"practicalEquivalence": {"relative": 0.01}, "maximumVisitors": 6000}}""");
        send("POST", "/" + site + "/experiments/welcome/start", "");
    }

    private Page signedIn(BrowserContext context, Role role) {
        Page page = context.newPage();
        SignIn.as(role, page, accounts, home);
        return page;
    }

    private String address(String path) {
        return home.resolve("/sites/" + site + path).toString();
    }

    private static BrowserContext context(boolean script) {
        return chromium.browser()
                .newContext(Chromium.person().setLocale("en-GB").setJavaScriptEnabled(script));
    }

    @Test
    void aTemplateBecomesADraftThatSaysWhatIsMissing() {
        try (BrowserContext context = context(false)) {
            Page page = signedIn(context, Role.EDITOR);
            page.navigate(address("/new-experiment"));
            page.check("[name=template][value=personalization]");
            page.fill("[name=key]", "Not A Key");
            page.click("main button[type=submit]");
            assertThat(page.textContent("#f-key-fault")).contains("a-z");
            assertThat(page.textContent("#f-name-fault")).contains("blank");
            assertThat(page.getAttribute("[name=key]", "aria-invalid")).isEqualTo("true");
            assertThat(page.inputValue("[name=key]")).isEqualTo("Not A Key");
            assertThat(page.isChecked("[name=template][value=personalization]")).isTrue();
            page.fill("[name=key]", "greeting");
            page.fill("[name=name]", "A greeting");
            page.selectOption("[name=primary]", "purchase");
            page.click("main button[type=submit]");
            page.waitForURL(address("/experiments/greeting"));
            assertThat(page.textContent("main")).contains("The draft is here");
            String checklist = page.textContent("section:has(#checklist)");
            assertThat(checklist)
                    .contains("1 thing is missing")
                    .contains("Reasons told to visitors")
                    .contains("/variants/1/experiences/0/why/en")
                    .contains("Think about it")
                    .doesNotContain("Choose the one metric");
            page.navigate(address("/new-experiment"));
            page.fill("[name=key]", "greeting");
            page.fill("[name=name]", "Again");
            page.click("main button[type=submit]");
            assertThat(page.textContent("#f-key-fault")).contains("already");
        }
    }

    /** The checklist leads to the input; when all is filled in, the draft starts. */
    @Test
    void aDraftIsFilledInAndStarts() {
        try (BrowserContext context = context(false)) {
            Page page = signedIn(context, Role.EDITOR);
            page.navigate(address("/new-experiment"));
            page.check("[name=template][value=personalization]");
            page.fill("[name=key]", "greeting");
            page.fill("[name=name]", "A greeting");
            page.click("main button[type=submit]");
            page.click("a:has-text('/variants/1/experiences/0/why/en')");
            assertThat(page.url()).endsWith("/edit#f-variants-1-experiences-0-why-en");
            page.fill("[name='variants/1/experiences/0/why/en']", "You told us that you like running.");
            page.fill("[name='variants/1/experiences/0/when/value']", "swimming");
            page.selectOption("[name=metrics]", "purchase");
            page.fill("[name='plan/practicalEquivalence/relative']", "a little");
            page.fill("[name='plan/maximumVisitors']", "0");
            page.click("main button[type=submit]");
            assertThat(page.textContent("#f-plan-maximumVisitors-fault")).contains("from 1");
            assertThat(page.textContent("#f-plan-practicalEquivalence-relative-fault"))
                    .contains("a number");
            page.fill("[name='plan/practicalEquivalence/relative']", "1.5");
            page.fill("[name='plan/maximumVisitors']", "6000");
            page.click("main button[type=submit]");
            assertThat(page.textContent("#f-variants-1-experiences-0-when-value-fault"))
                    .contains("running, hiking");
            page.fill("[name='variants/1/experiences/0/when/value']", "running");
            page.fill("[name='plan/expectedDailyVisitors']", "1000");
            page.click("main button[type=submit]");
            assertThat(page.textContent("main")).contains("The draft is saved").contains("this draft may start");
            assertThat(page.textContent("main")).contains("1.5% of the baseline");
            page.click("main .actions >> text=Start");
            assertThat(page.textContent("main")).contains("its plan is sealed");
            assertThat(page.navigate(address("/experiments/greeting/edit")).status())
                    .isEqualTo(409);
        }
    }

    /** An administrator lets a finding pass with a reason; an editor is not offered it, and the reason stands beside the results. */
    @Test
    void aFindingPassesWithAReason() {
        send("POST", "/" + site + "/experiments", """
                {"key": "creepy", "name": "Creepy", "question": "Does it?", "unit": "consented_visitor",
                 "variants": [
                   {"key": "plain", "role": "privacy_first", "weight": 5000},
                   {"key": "by-interest", "role": "personalized", "weight": 5000, "experiences": [
                     {"when": {"attribute": "interest", "op": "is", "value": "running"},
                      "why": {"en": "We noticed you like running."}}]}],
                 "metrics": [{"metric": "purchase", "role": "primary"}],
                 "plan": {"practicalEquivalence": {"relative": 0.01}, "maximumVisitors": 6000}}""");
        try (BrowserContext context = context(false)) {
            Page page = signedIn(context, Role.EDITOR);
            page.navigate(address("/experiments/creepy"));
            assertThat(page.textContent("section:has(#checklist)")).contains("/variants/1/experiences/0/why/en");
            assertThat(page.locator("[name=reason]").count())
                    .as("an editor lets nothing pass")
                    .isZero();
        }
        try (BrowserContext context = context(false)) {
            Page page = signedIn(context, Role.ADMIN);
            page.navigate(address("/experiments/creepy"));
            page.click("summary:has-text('Let this pass')");
            page.fill("[name=reason]", "It quotes what the visitor told us.");
            page.click("form[action$='/overrides'] button[type=submit]");
            page.waitForURL(address("/experiments/creepy"));
            assertThat(page.locator("[name=reason]").count()).isZero();
            page.click("main .actions >> text=Start");
            assertThat(page.textContent("main")).contains("its plan is sealed");
            assertThat(page.textContent("main .reasons >> nth=-1"))
                    .as("beside the results")
                    .contains("It quotes what the visitor told us.")
                    .contains("creepy.");
        }
    }

    @Test
    void trafficAndWeightsChangeWhileItRuns() {
        running();
        try (BrowserContext context = context(false)) {
            Page page = signedIn(context, Role.EDITOR);
            page.navigate(address("/experiments/welcome"));
            page.fill("[name=trafficShare]", "lots");
            page.click("text=Change the traffic");
            assertThat(page.textContent("#f-trafficShare-fault")).contains("from 0.01 to 100");
            page.fill("[name=trafficShare]", "12.5");
            page.click("text=Change the traffic");
            assertThat(page.textContent("main"))
                    .contains("The share of the traffic has changed")
                    .contains("Traffic changed from 100% to 12.5%");
            page.fill("[name='weights/plain']", "20");
            page.fill("[name='weights/by-interest']", "79.99");
            page.click("text=Begin a new phase");
            assertThat(page.textContent("#phase-fault")).contains("weights add up to 9999, not 10000");
            page.fill("[name='weights/by-interest']", "80");
            page.click("text=Begin a new phase");
            assertThat(page.textContent("main"))
                    .contains("A new phase has begun")
                    .contains("Phase 2 began: plain 20%, by-interest 80%");
        }
    }

    @Test
    void aChangeFromAnOldPageIsRefused() {
        running();
        try (BrowserContext context = context(true)) {
            Page page = signedIn(context, Role.EDITOR);
            page.navigate(address("/experiments/welcome"));
            send("POST", "/" + site + "/experiments/welcome/pause", "");
            page.fill("[name=trafficShare]", "50");
            page.click("text=Change the traffic");
            assertThat(page.textContent("[role=alert]")).contains("Somebody changed this meanwhile");
        }
    }

    @Test
    void aDecisionIsExplainedStepByStep() {
        running();
        try (BrowserContext context = context(false)) {
            Page page = signedIn(context, Role.VIEWER);
            page.navigate(address("/experiments/welcome/explain"));
            page.selectOption("[name='consent/measurement']", "denied");
            page.click("text=Explain the decision");
            assertThat(page.textContent(".answer-sentence")).contains("not counted: no consent");
            assertThat(page.textContent(".rung-stopped")).contains("Being counted (refused)");
            page.selectOption("[name='consent/measurement']", "granted");
            page.selectOption("[name='attributes/interest']", "running");
            page.click("text=Explain the decision");
            assertThat(page.locator(".rung-stopped").count()).isZero();
            assertThat(page.textContent(".answer-sentence")).matches("(?s).*They get (plain|by-interest).*");
            assertThat(page.textContent(".ladder")).contains("of 4,294,967,296");
            page.click("summary");
            page.fill("[name='context/hourOfDay']", "noon");
            page.click("text=Explain the decision");
            assertThat(page.textContent("#f-context-hourOfDay-fault")).contains("a number");
        }
    }

    @Test
    void aCrowdIsSimulatedInJapanese() {
        running();
        Browser.NewContextOptions phone = Chromium.person().setLocale("ja-JP").setViewportSize(360, 740);
        try (BrowserContext context = chromium.browser().newContext(phone)) {
            Page page = signedIn(context, Role.VIEWER);
            page.navigate(address("/experiments/welcome/explain"));
            page.click("button[value=simulate]");
            assertThat(page.textContent(".answer-sentence"))
                    .contains("100,000 人のうち 100,000 人")
                    .contains("計画どおり");
            assertThat(page.textContent(".answer")).contains("by-interest").contains("50.00%");
        }
    }

    @Test
    void aPreviewLinkIsMadeAndCanBeCopied() {
        running();
        try (BrowserContext context = context(true)) {
            context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
            Page page = signedIn(context, Role.EDITOR);
            page.navigate(address("/experiments/welcome/previews"));
            page.fill("[name=url]", "https://elsewhere.example/");
            page.click("main form button[type=submit]");
            assertThat(page.textContent("#f-url-fault")).contains("page of this site");
            page.fill("[name=url]", "https://shop.example/shoes?a=1");
            page.selectOption("[name=variant]", "by-interest/0");
            page.click("main form button[type=submit]");
            String link = page.textContent("#link-text");
            assertThat(link).startsWith("https://shop.example/shoes?a=1&candor_preview=");
            assertThat(page.textContent("section:has(#link)"))
                    .contains("It works until")
                    .contains("running");
            page.click("[data-copy=link-text]");
            assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(link);
        }
    }

    @Test
    void aPhoneNeedsNoSidewaysScrollingAndAViewerChangesNothing() {
        running();
        Browser.NewContextOptions phone =
                Chromium.person().setViewportSize(360, 740).setLocale("ja-JP");
        try (BrowserContext context = chromium.browser().newContext(phone)) {
            Page page = signedIn(context, Role.EDITOR);
            for (String path : List.of(
                    "/new-experiment",
                    "/experiments/welcome",
                    "/experiments/welcome/explain",
                    "/experiments/welcome/previews")) {
                page.navigate(address(path));
                assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                        .as(path)
                        .isEqualTo(0);
            }
        }
        try (BrowserContext context = context(true)) {
            Page page = signedIn(context, Role.VIEWER);
            page.navigate(address("/experiments/welcome"));
            assertThat(page.locator("[name=trafficShare]").count()).isZero();
            assertThat(page.locator("a[href$='/previews']").count()).isZero();
            assertThat(page.navigate(address("/new-experiment")).status()).isEqualTo(403);
            assertThat(page.navigate(address("/experiments/welcome/previews")).status())
                    .isEqualTo(403);
        }
    }
}
