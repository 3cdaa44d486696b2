package dev.candor.ui.site;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.candor.api.access.Accounts;
import dev.candor.api.access.Secrets;
import dev.candor.domain.actor.Role;
import dev.candor.ui.browser.Axe;
import dev.candor.ui.browser.Chromium;
import dev.candor.ui.browser.SignIn;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What conversions may say besides, as an administrator lists it: in both languages, with the keyboard alone. */
@QuarkusTest
class SiteSettingsPageTest {

    private static final String FIELD = "[name=eventProperties]";

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
    void aSite() {
        site = "site-" + Secrets.seed().substring(0, 12);
        token = Secrets.token();
        accounts.insertToken(site, token, Role.ADMIN);
        given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"key\": \"" + site + "\", \"name\": \"Shop\", \"origins\": [\"https://shop.example\"]}")
                .post("/api/v1/sites")
                .then()
                .statusCode(201);
    }

    private Page signedIn(BrowserContext context, Role role) {
        Page page = context.newPage();
        SignIn.as(role, page, accounts, home);
        page.navigate(address());
        return page;
    }

    private String address() {
        return home.resolve("/sites/" + site).toString();
    }

    private List<String> listed() {
        return given().header("Authorization", "Bearer " + token)
                .get("/api/v1/sites/" + site)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("eventProperties");
    }

    private static String keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "key" + i).collect(Collectors.joining("\n"));
    }

    private static void saveByKeyboard(Page page) {
        page.evaluate("document.body.id = 'before'");
        page.focus(FIELD);
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        page.waitForSelector("body:not(#before)");
    }

    @Test
    void anAdministratorListsThemWithTheKeyboardAlone() {
        try (BrowserContext context =
                chromium.browser().newContext(Chromium.person().setLocale("en-GB"))) {
            Page page = signedIn(context, Role.ADMIN);
            page.focus(FIELD);
            page.keyboard().type("plan\n shoe-size\n\n2nd\n");
            saveByKeyboard(page);
            assertThat(page.textContent("#f-eventProperties-fault")).contains("which shoe-size is not", "which 2nd is");
            assertThat(page.getAttribute(FIELD, "aria-invalid")).isEqualTo("true");
            assertThat(page.inputValue(FIELD)).isEqualTo("plan\n shoe-size\n\n2nd");
            Axe.assertNothingKeepsPeopleOut(page, "with a fault");
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of("target/screenshots/event-properties.png")));
            assertThat(listed()).isEmpty();

            page.fill(FIELD, keys(51));
            saveByKeyboard(page);
            assertThat(page.textContent("#f-eventProperties-fault")).contains("at most 50");
            page.fill(FIELD, keys(49) + "\nkey1");
            saveByKeyboard(page);
            assertThat(page.textContent("#f-eventProperties-fault")).contains("each key once");
            page.fill(FIELD, keys(49) + "\nx" + "x".repeat(63));
            saveByKeyboard(page);
            assertThat(page.textContent("[role=status]")).contains("saved");
            assertThat(listed()).hasSize(50).startsWith("key0", "key1");

            page.fill(FIELD, "");
            saveByKeyboard(page);
            assertThat(listed()).isEmpty();
        }
    }

    @Test
    void whatSomebodyElseSavedIsNotOverwritten() {
        try (BrowserContext context = chromium.browser()
                .newContext(Chromium.person().setLocale("ja-JP").setViewportSize(360, 740))) {
            Page page = signedIn(context, Role.ADMIN);
            assertThat(page.textContent("label[for=f-eventProperties]")).isEqualTo("コンバージョンに添えられる情報");
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
            String tag = given().header("Authorization", "Bearer " + token)
                    .get("/api/v1/sites/" + site)
                    .header("ETag");
            given().header("Authorization", "Bearer " + token)
                    .header("If-Match", tag)
                    .contentType("application/json")
                    .body("{\"eventProperties\": [\"theirs\"]}")
                    .patch("/api/v1/sites/" + site)
                    .then()
                    .statusCode(200);
            page.fill(FIELD, "mine");
            saveByKeyboard(page);
            assertThat(page.textContent("[role=alert]")).contains("他の人が変更しました");
            assertThat(page.textContent("section:has(#settings) dl")).contains("theirs");
            assertThat(listed()).containsExactly("theirs");
            saveByKeyboard(page);
            assertThat(listed()).containsExactly("mine");
        }
    }

    @Test
    void whoIsNoAdministratorReadsThem() {
        try (BrowserContext context = chromium.browser().newContext(Chromium.person())) {
            Page page = signedIn(context, Role.EDITOR);
            assertThat(page.locator(FIELD).count()).isZero();
        }
        String editor = Secrets.token();
        accounts.insertToken("editor-" + site, editor, Role.EDITOR);
        given().header("Authorization", "Bearer " + editor)
                .formParam("eventProperties", "plan")
                .formParam("revision", "1")
                .post("/sites/" + site + "/event-properties")
                .then()
                .statusCode(403);
        assertThat(listed()).isEmpty();
    }

    @Test
    void anAdministratorBeginsAnEpochWithTheKeyboardAlone() {
        String button = "form[action$=pseudonym-epochs] button";
        String rows = "section:has(#pseudonyms) tbody tr";
        try (BrowserContext context = chromium.browser()
                .newContext(Chromium.person().setLocale("ja-JP").setViewportSize(360, 740))) {
            Page page = signedIn(context, Role.ADMIN);
            assertThat(page.locator(rows).count()).isEqualTo(1);
            assertThat(page.textContent(rows)).contains("使用中");
            page.evaluate("document.body.id = 'before'");
            page.focus(button);
            page.keyboard().press("Enter");
            page.waitForSelector("body:not(#before)");
            assertThat(page.textContent("[role=status]")).contains("新しい期間が始まり");
            assertThat(page.locator(rows).count()).isEqualTo(2);
            assertThat(page.locator(rows).nth(1).textContent()).contains("届く途中");
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
            Axe.assertNothingKeepsPeopleOut(page, "with two epochs");
            page.locator("section:has(#pseudonyms)")
                    .screenshot(new Locator.ScreenshotOptions().setPath(Path.of("target/screenshots/epochs.png")));
        }
        try (BrowserContext context = chromium.browser().newContext(Chromium.person())) {
            Page page = signedIn(context, Role.EDITOR);
            assertThat(page.locator(rows).count()).isEqualTo(2);
            assertThat(page.locator(button).count()).isZero();
        }
    }
}
