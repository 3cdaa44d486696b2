package dev.candor.ui.site;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.candor.api.access.Accounts;
import dev.candor.api.access.Secrets;
import dev.candor.api.database.Database;
import dev.candor.api.database.Purges;
import dev.candor.domain.actor.Role;
import dev.candor.ui.browser.Axe;
import dev.candor.ui.browser.Chromium;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Paperwork, the public trust page and the badge as people read them. Pictures are left in target/screenshots. */
@QuarkusTest
class PaperPageTest {

    @TestHTTPResource("/")
    URI root;

    @Inject
    Accounts accounts;

    @Inject
    Purges purges;

    @Inject
    Database database;

    private static Chromium chromium;

    private String site = "";
    private String siteKey = "";
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
    void aSiteThatMayShowTheBadge() {
        site = "paper-" + Secrets.seed().substring(0, 12);
        token = Secrets.token();
        accounts.insertToken(site, token, Role.ADMIN);
        siteKey = given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(
                        "{\"key\": \"%s\", \"name\": \"<i>Shop</i>\", \"origins\": [\"https://shop.example\"], \"controller\":"
                                        .formatted(site)
                                + " {\"name\": \"Shop Ltd\", \"contact\": \"privacy@shop.example\"}}")
                .post("/api/v1/sites")
                .then()
                .statusCode(201)
                .extract()
                .path("siteKey");
        for (String kind : new String[] {"events", "receipts", "salts"}) {
            purges.note(kind, 0);
        }
    }

    private String page(String path, String language) {
        return given().header("Authorization", "Bearer " + token)
                .header("Accept-Language", language)
                .get("/sites/" + site + path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    void papersAreDraftsInBothLanguagesAndWhatPeopleWroteIsText() {
        String notice = page("/paperwork/notice", "en");
        assertThat(notice)
                .contains("Draft for a lawyer", "&lt;i&gt;Shop&lt;/i&gt;", "download=\"" + site + "-notice-en.md\"")
                .doesNotContain("<i>Shop</i>");
        assertThat(page("/paperwork/record", "ja")).contains("弁護士の確認用の草案", "処理活動の記録");
        assertThat(page("", "en"))
                .contains("/sites/" + site + "/paperwork/notice", "/sites/" + site + "/paperwork/record");
        given().get("/sites/" + site + "/paperwork/notice")
                .then()
                .statusCode(200)
                .body(not(containsString("Draft for a lawyer")));
        given().header("Authorization", "Bearer " + token)
                .get("/sites/" + site + "/experiments/none/paperwork/dpia")
                .then()
                .statusCode(404);
    }

    @Test
    void dashboardSaysWhichCheckTakesTheBadgeAway() {
        assertThat(page("", "en"))
                .contains("Every check holds", "badge.svg", "fear intrusion", "no sample size published");
        String other = "bare-" + Secrets.seed().substring(0, 12);
        given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"key\": \"" + other + "\", \"name\": \"Shop\", \"origins\": [\"http://shop.example\"]}")
                .post("/api/v1/sites")
                .then()
                .statusCode(201);
        site = other;
        assertThat(page("", "en")).contains("The badge is not shown", "set controller.contact", "not https");
        assertThat(page("", "ja")).contains("バッジは表示されません", "連絡先がありません");
    }

    @Test
    void anybodyReadsTheTrustPage() {
        String english = given().get("/trust/" + siteKey + "?lang=en")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(english)
                .contains("Every check holds", "privacy@shop.example", "What your browser sends", "<html lang=\"en\">");
        assertThat(given().get("/trust/" + siteKey + "?lang=ja").asString()).contains("外部送信", "<html lang=\"ja\">");
        given().get("/trust/pk_nobody").then().statusCode(404);
    }

    @Test
    void badgeIsAVariantLikeAnyOther() throws InterruptedException {
        String shop = "http://localhost:8769";
        String badge =
                "<a href=\\\"/trust/%1$s\\\"><img src=\\\"/v1/sites/%1$s/badge.svg?lang=en\\\" alt=\\\"How this site treats what you tell it\\\"></a>"
                        .formatted(siteKey);
        api("PATCH", "", "{\"origins\": [\"" + shop + "\"]}");
        api(
                "PUT",
                "/metrics/purchase",
                "{\"kind\": \"conversion\", \"event\": \"purchase\", \"direction\": \"increase\"}");
        api("POST", "/experiments", """
                {"key": "badge", "name": "Badge", "question": "Does a badge help?", "hypothesis": "Yes.",
                 "unit": "consented_visitor",
                 "variants": [{"key": "without", "role": "control", "weight": 5000},
                              {"key": "with", "role": "personalized", "weight": 5000,
                               "changes": [{"selector": "#checkout", "do": "insertAfter", "value": "%s"}]}],
                 "metrics": [{"metric": "purchase", "role": "primary"}],
                 "plan": {"method": "fixed", "practicalEquivalence": {"relative": 0.01}, "maximumVisitors": 60000}}
                """.formatted(badge));
        String link = api(
                        "POST",
                        "/experiments/badge/previews",
                        "{\"variant\": \"with\", \"url\": \"" + shop + "/cart\"}")
                .getString("url");
        try (BrowserContext context = chromium.browser().newContext(Chromium.person())) {
            context.route(
                    shop + "/cart**",
                    route -> Chromium.fulfill(
                            route,
                            new Route.FulfillOptions()
                                    .setContentType("text/html; charset=utf-8")
                                    .setBody("<!doctype html><html lang=en><title>Cart</title><script src='"
                                            + root.resolve("/v1/candor.js") + "' data-site='" + siteKey
                                            + "' defer></script><button id=checkout>Pay</button>")));
            // As where Candor stands behind the shop's own host.
            context.route(
                    shop + "/v1/**",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setResponse(route.fetch(new Route.FetchOptions()
                                    .setUrl(route.request()
                                            .url()
                                            .replace(shop, root.toString().replaceFirst("/$", "")))))));
            assertThat(width(context, link)).isEqualTo(236);
            purges.note("receipts", 0);
            database.query(
                    handle -> handle.execute("update purge set at = at - interval '27 hours' where kind = 'receipts'"));
            try {
                Instant end = Instant.now().plusSeconds(30);
                while (given().get("/v1/sites/" + siteKey + "/trust").jsonPath().getBoolean("badge.shown")) {
                    assertThat(Instant.now()).isBefore(end);
                    Thread.sleep(50);
                }
                assertThat(width(context, link)).as("the claim is gone").isZero();
            } finally {
                purges.note("receipts", 0);
            }
        }
    }

    /** How wide the badge is drawn beside the button. */
    private static int width(BrowserContext context, String link) {
        Page page = context.newPage();
        page.navigate(link);
        page.waitForFunction("document.querySelector('#checkout + a img')?.complete");
        int width = ((Number)
                        page.evaluate("document.querySelector('#checkout + a img').getBoundingClientRect().width"))
                .intValue();
        page.close();
        return width;
    }

    private JsonPath api(String method, String path, String body) {
        String address = "/api/v1/sites/" + site + path;
        RequestSpecification request =
                given().header("Authorization", "Bearer " + token).contentType("application/json");
        if (method.equals("PATCH")) {
            request.header(
                    "If-Match",
                    given().header("Authorization", "Bearer " + token)
                            .get(address)
                            .getHeader("ETag"));
        }
        return request.body(body)
                .request(method, address)
                .then()
                .statusCode(lessThan(300))
                .extract()
                .jsonPath();
    }

    @Test
    void pagesAreAccessibleOnAPhoneInTheDarkAndOnADesk() {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            int width = scheme == ColorScheme.LIGHT ? 1280 : 390;
            try (BrowserContext context = chromium.browser()
                    .newContext(new Browser.NewContextOptions()
                            .setColorScheme(scheme)
                            .setViewportSize(width, 900)
                            .setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + token)))) {
                Page page = context.newPage();
                for (String path : new String[] {
                    "/trust/" + siteKey + "?lang=ja", "/sites/" + site + "/paperwork/notice", "/sites/" + site
                }) {
                    page.navigate(root.resolve(path).toString());
                    Axe.assertNothingKeepsPeopleOut(page, path);
                    String name =
                            path.contains("trust") ? "trust" : path.contains("/paperwork") ? "paper" : "site-badge";
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(Path.of("target/screenshots/" + name + "-" + width + ".png")));
                    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                            .as(path)
                            .isLessThanOrEqualTo(width);
                }
            }
        }
    }
}
