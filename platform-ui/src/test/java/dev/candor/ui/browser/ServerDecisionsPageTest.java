package dev.candor.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pages of a site whose decisions are the server's: what is asked when, what comes, and what never does. */
@QuarkusTest
class ServerDecisionsPageTest {

    private static final String SERVER = "\"decisions\": \"server\"";
    private static final String ORIGINAL = "Our new shoes";
    private static final String VARIANT = "New running shoes";
    private static final String TELL =
            "candor.consent({personalization: 'granted'}); candor.declare('interest', 'running')";

    private static Chromium chromium;

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "candor.bootstrap-token")
    String token;

    /** What the visitor's browser asked of {@code /v1/decide}, in order. */
    private final List<JsonNode> questions = new CopyOnWriteArrayList<>();

    /** What the server answered to anything but events. */
    private final List<String> answers = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private WidgetSite site(String key, String settings) {
        return new WidgetSite(token, base, chromium.browser(), key, settings);
    }

    private BrowserContext visitor(WidgetSite site) {
        questions.clear();
        answers.clear();
        BrowserContext context = site.visitor();
        context.onRequest(request -> {
            if (request.url().endsWith("/v1/decide") && request.method().equals("POST")) {
                questions.add(FakeSite.json(request.postData()));
            }
        });
        context.route(url -> url.matches(".*/v1/(decide|sites/.*)"), route -> {
            try {
                APIResponse answer = route.fetch();
                answers.add(answer.text());
                Chromium.fulfill(route, new Route.FulfillOptions().setResponse(answer));
            } catch (PlaywrightException gone) {
                // The page that asked is not there any more.
            }
        });
        return context;
    }

    /** A visitor who is counted and met this variant. */
    private Page met(WidgetSite site, String variant) {
        for (int i = 0; i < 60; i++) {
            BrowserContext context = visitor(site);
            Page page = site.open(context, "/");
            page.evaluate(WidgetSite.COUNTED);
            page.waitForFunction("candor.decide('welcome').variant");
            if (variant.equals(page.evaluate("candor.decide('welcome').variant"))) {
                return page;
            }
            Chromium.close(context);
        }
        throw new AssertionError("sixty visitors, and none met " + variant);
    }

    private void awaitQuestions(Page page, int count) {
        page.waitForCondition(() -> questions.size() >= count);
    }

    @Test
    void privacyFirstArmGetsNothingOfTheOther() {
        WidgetSite site = site("served-plain", SERVER);
        Page page = met(site, "plain");
        page.evaluate(TELL);
        awaitQuestions(page, 3);
        page.waitForCondition(() -> site.events("exposure", "").size() >= 1);
        page.reload();
        page.evaluate("new Promise(ready => candor.ready(ready))");
        page.evaluate(WidgetSite.COUNTED);
        page.waitForFunction("candor.decide('welcome').variant === 'plain'");
        assertThat(page.textContent("#hero")).isEqualTo(ORIGINAL);
        assertThat(answers).hasSizeGreaterThan(4);
        for (String answer : answers) {
            assertThat(answer).doesNotContain(VARIANT, "You told us", "by-interest", "\"when\"", "experiences", "seed");
        }
        assertThat((String) page.evaluate("JSON.stringify(localStorage)")).doesNotContain(VARIANT, "by-interest");
        assertThat(site.faults).isEmpty();
        assertThat(site.refused).isEmpty();
        page.context().close();
    }

    @Test
    void personalizedArmIsAskedAboutAnewWithEachAnswerOfTheVisitor() {
        WidgetSite site = site("served-told", SERVER);
        Page page = met(site, "by-interest");
        assertThat(page.textContent("#hero")).isEqualTo(ORIGINAL);
        assertThat(questions).hasSize(1);
        assertThat(questions.getFirst().path("unit").asText()).matches("[0-9a-f]{32}");
        assertThat(questions.getFirst().path("attributes")).isEmpty();

        page.evaluate("candor.declare('interest', 'running')");
        page.evaluate("candor.consent({personalization: 'granted'})");
        page.waitForCondition(() -> page.textContent("#hero").equals(VARIANT));
        assertThat(questions.getLast().path("attributes").toString()).isEqualTo("{\"interest\":\"running\"}");
        assertThat(page.evaluate("candor.decide('welcome').why.attributes")).isEqualTo(List.of("interest"));
        page.waitForCondition(() -> site.events("consent", "").stream()
                .anyMatch(event -> event.path("purpose").asText().equals("personalization")));

        int asked = questions.size();
        page.evaluate("history.pushState(null, '', '/another?page')");
        page.waitForCondition(() -> page.textContent("#hero").equals(VARIANT));
        assertThat(questions.subList(asked, questions.size()))
                .singleElement()
                .satisfies(question ->
                        assertThat(question.at("/context/path").asText()).isEqualTo("/another"));

        // At once, not when the server has answered.
        assertThat(page.evaluate("candor.withdraw('interest'); document.querySelector('#hero').textContent"))
                .isEqualTo(ORIGINAL);
        awaitQuestions(page, asked + 2);
        assertThat(questions.getLast().path("attributes")).isEmpty();
        page.waitForFunction("candor.decide('welcome').variant === 'by-interest'");

        page.evaluate("candor.declare('interest', 'running')");
        page.waitForCondition(() -> page.textContent("#hero").equals(VARIANT));
        assertThat(page.evaluate("candor.optOut(); document.querySelector('#hero').textContent"))
                .isEqualTo(ORIGINAL);
        int before = questions.size();
        page.evaluate("history.pushState(null, '', '/third')");
        WidgetSite.turn(page);
        assertThat(questions).as("who refused is not asked about").hasSize(before);
        assertThat(site.refused).isEmpty();
        assertThat(site.faults).isEmpty();
        page.context().close();
    }

    @Test
    void nothingIsAskedBeforeConsentAndNobodyIsCountedWithoutAnAnswer() {
        WidgetSite site = site("served-away", SERVER);
        BrowserContext context = visitor(site);
        context.route("**/v1/decide", route -> route.abort());
        Page page = site.open(context, "/");
        page.evaluate("candor.declare('interest', 'running')");
        WidgetSite.turn(page);
        assertThat(questions).isEmpty();
        page.evaluate("candor.consent({measurement: 'granted', remembering: 'granted', personalization: 'granted'})");
        awaitQuestions(page, 1);
        page.evaluate("candor.track('purchase'); candor.consent({}, {remembered: true})");
        page.waitForCondition(() -> site.events("consent", "").size() >= 3);
        WidgetSite.turn(page);
        assertThat(questions).as("asked once").hasSize(1);
        assertThat(page.textContent("#hero")).isEqualTo(ORIGINAL);
        assertThat(site.events("exposure", "")).isEmpty();
        context.close();
    }

    /** It was said that what they told stays in their browser; so it does, until they say it again. */
    @Test
    void whatWasToldBeforeTheSiteChangedStaysInTheBrowser() {
        WidgetSite site = site("served-later", "");
        Page page = met(site, "by-interest");
        page.evaluate(TELL);
        page.waitForCondition(() -> page.textContent("#hero").equals(VARIANT));
        assertThat(questions).isEmpty();
        String revision = site.admin().get("/api/v1/sites/served-later").header("ETag");
        site.admin()
                .header("If-Match", revision)
                .body("{" + SERVER + "}")
                .patch("/api/v1/sites/served-later")
                .then()
                .statusCode(200);

        page.reload();
        page.evaluate("new Promise(ready => candor.ready(ready))");
        page.evaluate(
                "candor.consent({measurement: 'granted', remembering: 'granted', personalization: 'granted'}, {remembered: true})");
        awaitQuestions(page, 1);
        page.waitForFunction("candor.decide('welcome').variant === 'by-interest'");
        assertThat(questions.getLast().path("attributes")).isEmpty();
        assertThat(page.textContent("#hero")).isEqualTo(ORIGINAL);
        page.evaluate("candor.declare('interest', 'running')");
        page.waitForCondition(() -> page.textContent("#hero").equals(VARIANT));
        assertThat(questions.getLast().path("attributes").toString()).isEqualTo("{\"interest\":\"running\"}");
        page.context().close();
    }
}
