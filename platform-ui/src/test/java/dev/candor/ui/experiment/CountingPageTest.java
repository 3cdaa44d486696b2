package dev.candor.ui.experiment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.candor.api.access.Accounts;
import dev.candor.api.access.Secrets;
import dev.candor.api.database.Database;
import dev.candor.domain.actor.Role;
import dev.candor.ui.browser.Axe;
import dev.candor.ui.browser.Chromium;
import dev.candor.ui.browser.SignIn;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the results page says of visitors that were really sent: of whom it speaks, whom it left out, and a recount of them. */
@QuarkusTest
class CountingPageTest {

    private static final String ORIGIN = "https://counting.example";
    private static final String BROWSER =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    /** Of 100 engaged visitors 85 agree, of 100 others 39: together 62 %. */
    private static final int EACH = 100;

    private static final int ENGAGED_WHO_AGREE = 85;
    private static final int OTHERS_WHO_AGREE = 39;
    private static final int COUNTED = ENGAGED_WHO_AGREE + OTHERS_WHO_AGREE;

    @TestHTTPResource("/")
    URI home;

    @Inject
    Accounts accounts;

    @Inject
    Database database;

    private static Chromium chromium;

    private final List<String> events = new ArrayList<>();
    private String site = "";
    private String token = "";
    private String siteKey = "";

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private JsonPath api(String method, String path, String body) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(body)
                .request(method, "/api/v1/sites" + path)
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300))
                .extract()
                .jsonPath();
    }

    private void running() {
        site = "site-" + Secrets.seed().substring(0, 12);
        token = Secrets.token();
        accounts.insertToken(site, token, Role.ADMIN);
        siteKey = api("POST", "", """
                {"key": "%s", "name": "Shop", "origins": ["%s"], "timeZone": "UTC", "locale": "en"}
                """.formatted(site, ORIGIN)).getString("siteKey");
        api("PUT", "/" + site + "/metrics/purchase", "{\"kind\": \"conversion\", \"event\": \"purchase\"}");
        api("PUT", "/" + site + "/attributes/interest", """
                {"type": "enum", "values": ["running", "hiking"], "texts": {"en": {"label": "What do you like?",
                 "whyWeAsk": "To greet you.", "whyYouWouldAgree": "Less to skip.", "whatYouGet": "A fitting page.",
                 "recipients": "Nobody."}}}""");
        api("POST", "/" + site + "/experiments", """
                {"key": "welcome", "name": "Welcome", "question": "Does it?", "unit": "consented_visitor",
                 "variants": [
                   {"key": "plain", "role": "privacy_first", "weight": 5000},
                   {"key": "by-interest", "role": "personalized", "weight": 5000, "experiences": [
                     {"when": {"attribute": "interest", "op": "is", "value": "running"},
                      "why": {"en": "You told us you like running."}}]}],
                 "metrics": [{"metric": "purchase", "role": "primary"}],
                 "plan": {"practicalEquivalence": {"relative": 0.01}, "maximumVisitors": 6000}}""");
        api("POST", "/" + site + "/experiments/welcome/start", "");
    }

    private static UUID id() {
        UUID random = UUID.randomUUID();
        long high = (System.currentTimeMillis() << 16) | 0x7000 | (random.getMostSignificantBits() & 0x0fff);
        return new UUID(high, random.getLeastSignificantBits());
    }

    private void add(String event) {
        events.add("{\"id\": \"" + id() + "\", " + event + "}");
        if (events.size() == 90) {
            send(BROWSER);
        }
    }

    private JsonPath send(String browser) {
        JsonPath answer = given().header("User-Agent", browser)
                .header("Origin", ORIGIN)
                .contentType("text/plain")
                .body("{\"siteKey\": \"%s\", \"events\": [%s]}".formatted(siteKey, String.join(",", events)))
                .post("/v1/events")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath();
        events.clear();
        return answer;
    }

    /**
     * Who is engaged agrees more often and buys twice as often, whatever they are shown. Who buys is told by their place among
     * those alike, not by chance, so that there is no effect to be found in any run.
     */
    private void visit() {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < 2 * EACH; i++) {
            boolean engaged = i < EACH;
            if (engaged ? i >= ENGAGED_WHO_AGREE : i >= EACH + OTHERS_WHO_AGREE) {
                add("\"type\": \"consent\", \"purpose\": \"measurement\", \"state\": \"denied\"");
                continue;
            }
            String unit = "visitor-" + i;
            String variant = variant(unit);
            add("\"type\": \"consent\", \"purpose\": \"measurement\", \"state\": \"granted\", \"unit\": \"" + unit
                    + "\"");
            add("\"type\": \"exposure\", \"experiment\": \"welcome\", \"variant\": \"" + variant + "\", \"unit\": \""
                    + unit + "\", \"dimensions\": {\"consent\": \"granted\", \"device\": \"mobile\"}");
            int place = places.merge(engaged + variant, 1, Integer::sum);
            if (place % (engaged ? 2 : 4) == 0) {
                add("\"type\": \"conversion\", \"name\": \"purchase\", \"unit\": \"" + unit + "\"");
            }
        }
        send(BROWSER);
    }

    private String variant(String unit) {
        return given().header("User-Agent", BROWSER)
                .header("Origin", ORIGIN)
                .contentType("text/plain")
                .body("""
                        {"siteKey": "%s", "unit": "%s", "consent": {"measurement": "granted", "remembering": "granted"}}
                        """.formatted(siteKey, unit))
                .post("/v1/decide")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("decisions[0].variant");
    }

    private void awaitCounted() throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (!isCounted()) {
            assertThat(Instant.now()).as("counted in time").isBefore(end);
            Thread.sleep(50);
        }
    }

    private boolean isCounted() {
        JsonPath results = api("GET", "/" + site + "/experiments/welcome/results", "");
        return results.getInt("visitors") == COUNTED
                && results.getInt("lag.waitingUnits") == 0
                // 124 and 76, in steps of 50.
                && results.getInt("coverage.answered") == 150
                && results.getInt("excludedBots") == 1;
    }

    private Page signedIn(BrowserContext context, Role role) {
        Page page = context.newPage();
        SignIn.as(role, page, accounts, home);
        page.navigate(home.resolve("/sites/" + site + "/experiments/welcome").toString());
        return page;
    }

    @Test
    void theTrapShowsNoEffectSaysOfWhomItSpeaksAndARecountConfirmsOrRepairs() throws InterruptedException {
        running();
        visit();
        add("\"type\": \"trust\", \"name\": \"why_opened\"");
        assertThat(send("Mozilla/5.0 (compatible; Googlebot/2.1)").getString("rejected[0].reason"))
                .isEqualTo("excluded_traffic");
        awaitCounted();
        assertThat(given().get("/q/metrics").asString())
                .contains("candor_fold_lag_seconds", "candor_fold_waiting_marks", "candor_fold_units_per_second")
                .matches("(?s).*candor_fold_units_total [1-9].*");
        try (BrowserContext context =
                chromium.browser().newContext(Chromium.person().setLocale("en-GB"))) {
            Page page = signedIn(context, Role.EDITOR);
            assertThat(page.textContent(".as-of"))
                    .contains("speaks for 62% of your visitors")
                    .contains("requests of programs, not people, left out: 1");
            assertThat(page.textContent("#forest-table")).contains("no clear difference");
            assertThat(page.textContent("section.verdict")).doesNotContain("wins");
            List<String> menu = page.locator("section:has(#breakdown) .picks a").allTextContents();
            assertThat(menu).contains("Device").doesNotContain("Consent");
            assertThat(page.textContent("main")).doesNotContain("refusers");
            assertThat(page.navigate(home.resolve("/sites/" + site + "/experiments/welcome?breakdown=consent")
                                    .toString())
                            .status())
                    .isEqualTo(400);
            page.goBack();
            recount(page);
        }
        try (BrowserContext context = chromium.browser()
                .newContext(Chromium.person().setLocale("ja-JP").setViewportSize(360, 740))) {
            Page page = signedIn(context, Role.VIEWER);
            assertThat(page.textContent("#recount")).contains("確認しました");
            assertThat(page.locator("#recount button").count()).isZero();
            assertThat(page.textContent(".as-of")).contains("62%");
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
        }
    }

    private void recount(Page page) {
        assertThat(page.textContent("#recount")).contains("Never recounted");
        database.query(handle -> handle.execute("""
                delete from contribution where (experiment_id, unit) in (
                    select experiment_id, unit from contribution c join experiment e on e.id = c.experiment_id
                    join site s on s.id = e.site_id where s.key = ? limit 3)""", site));
        page.focus("#recount button");
        page.keyboard().press("Enter");
        page.waitForSelector("#recount:has-text('repaired')");
        assertThat(page.textContent("#recount")).contains("3 units were not as their events say");
        Axe.assertNothingKeepsPeopleOut(page, "after a recount");
        page.click("#recount button");
        page.waitForSelector("#recount:has-text('confirmed. The events give exactly these numbers')");
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/screenshots/recount.png")));
        assertThat(given().header("Authorization", "Bearer " + token)
                        .get("/api/v1/audit?limit=200")
                        .asString())
                .contains("experiment.recount.repaired", "experiment.recount.confirmed", site + "/welcome");
    }

    @Test
    void aStepThatGoesOnShowsHowFarItIsAndARefusalSaysWhy() {
        running();
        int experiment = database.query(handle -> handle.createQuery(
                        "select e.id from experiment e join site s on s.id = e.site_id where s.key = :site")
                .bind("site", site)
                .mapTo(Integer.class)
                .one());
        UUID job = UUID.randomUUID();
        database.query(handle -> handle.execute(
                "insert into job (id, kind, experiment_id, actor, status, done, total, started_at, beat_at)"
                        + " values (?, 'recount', ?, 'anna', 'running', 16, 64, now(), now())",
                job,
                experiment));
        try (BrowserContext context =
                chromium.browser().newContext(Chromium.person().setLocale("en-GB"))) {
            Page page = signedIn(context, Role.EDITOR);
            assertThat(page.textContent("#recount")).contains("16 of 64 parts are done");
            assertThat(page.getAttribute("#recount progress", "value")).isEqualTo("16");
            assertThat(page.locator("#recount button").count()).isZero();
            database.query(handle -> handle.execute(
                    "update job set status = 'failed', finished_at = now(), result = '{\"reason\": \"it broke\"}' where id = ?",
                    job));
            page.waitForSelector("#recount:has-text('ended too early: it broke')");
            database.query(handle -> handle.execute(
                    "update experiment set started_at = now() - interval '3 years' where id = ?", experiment));
            page.click("#recount button");
            assertThat(page.textContent("[role=alert]")).contains("retention has ended");
        }
    }
}
