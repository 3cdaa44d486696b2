package dev.candor.ui.experiment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.candor.api.access.Accounts;
import dev.candor.api.access.Secrets;
import dev.candor.api.access.Sessions;
import dev.candor.domain.actor.Role;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dashboard by HTTP: who gets in, what they see, and what their buttons do. */
@QuarkusTest
class DashboardPageTest {

    private static final String PASSWORD = "correct horse battery staple";

    @Inject
    Accounts accounts;

    private String site = "";
    private String token = "";

    @BeforeEach
    void aSiteWithADraft() {
        // The list shows 25 experiments on a page, by their site.
        site = "a-site-" + Secrets.seed().substring(0, 12);
        token = Secrets.token();
        accounts.insertToken(site, token, Role.ADMIN);
        api("""
                {"key": "%s", "name": "<i>Shop</i>", "origins": ["https://shop.example"], "timeZone": "UTC",
                 "locale": "en"}""".formatted(site), "");
        api(draft("ready", "purchase", ", \"maximumVisitors\": 6000"), "/" + site + "/experiments");
        api(draft("unready", "nothing_such", ""), "/" + site + "/experiments");
        given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"kind\": \"conversion\", \"event\": \"purchase\", \"direction\": \"increase\"}")
                .put("/api/v1/sites/" + site + "/metrics/purchase")
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300));
    }

    @Test
    void whoIsNotSignedInIsSentToTheFormAndComesBack() {
        String page = "/sites/" + site;
        given().redirects()
                .follow(false)
                .get(page)
                .then()
                .statusCode(302)
                .header("Location", containsString("/login?next="));
        String session = signIn(Role.VIEWER);
        given().cookie(Sessions.COOKIE, session).get(page).then().statusCode(200);
        fromOurPage()
                .cookie(Sessions.COOKIE, session)
                .redirects()
                .follow(false)
                .post("/logout")
                .then()
                .statusCode(303);
        given().redirects()
                .follow(false)
                .cookie(Sessions.COOKIE, session)
                .get(page)
                .then()
                .statusCode(302);
    }

    @Test
    void aWrongPasswordIsToldBesideTheForm() {
        fromOurPage()
                .formParam("name", "nobody")
                .formParam("password", "wrong")
                .header("Accept-Language", "ja")
                .post("/login")
                .then()
                .statusCode(422)
                .body(containsString("正しくありません"))
                .body(containsString("value=\"nobody\""))
                .body(not(containsString("value=\"wrong\"")));
    }

    @Test
    void signingInLeadsNowhereElse() {
        String name = account(Role.VIEWER);
        fromOurPage()
                .redirects()
                .follow(false)
                .formParam("name", name)
                .formParam("password", PASSWORD)
                .formParam("next", "//evil.example/")
                .post("/login")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/"))
                .header("Location", not(containsString("evil")));
    }

    @Test
    void anotherSitesFormIsRefused() {
        String session = signIn(Role.ADMIN);
        String start = "/sites/" + site + "/experiments/ready/start";
        for (String from : new String[] {"cross-site", "same-site", "none"}) {
            given().cookie(Sessions.COOKIE, session)
                    .header("Sec-Fetch-Site", from)
                    .post(start)
                    .then()
                    .statusCode(403);
        }
        given().cookie(Sessions.COOKIE, session)
                .header("Origin", "null")
                .post(start)
                .then()
                .statusCode(403);
        given().cookie(Sessions.COOKIE, session).post(start).then().statusCode(403);
        given().cookie(Sessions.COOKIE, session)
                .post("/api/v1/sites/" + site + "/experiments/ready/start")
                .then()
                .statusCode(403);
        given().formParam("name", "a")
                .formParam("password", "b")
                .post("/login")
                .then()
                .statusCode(403);
    }

    @Test
    void aReadyDraftStartsAndTheNextPageSaysSo() {
        String session = signIn(Role.EDITOR);
        Response answer = fromOurPage()
                .cookie(Sessions.COOKIE, session)
                .redirects()
                .follow(false)
                .post("/sites/" + site + "/experiments/ready/start");
        assertThat(answer.statusCode()).isEqualTo(303);
        given().cookie(Sessions.COOKIE, session)
                .cookies(answer.cookies())
                .get("/sites/" + site + "/experiments/ready")
                .then()
                .statusCode(200)
                .body(containsString("its plan is sealed"))
                .body(containsString("hx-get=\"/sites/" + site + "/experiments/ready/results\""))
                .body(containsString("No visitor has been counted yet"));
        given().cookie(Sessions.COOKIE, session)
                .get("/?status=running")
                .then()
                .body(containsString("&lt;i&gt;Shop&lt;/i&gt;"))
                .body(not(containsString("<i>Shop")));
    }

    @Test
    void aRefusedStartShowsEveryReason() {
        fromOurPage()
                .cookie(Sessions.COOKIE, signIn(Role.EDITOR))
                .post("/sites/" + site + "/experiments/unready/start")
                .then()
                .statusCode(422)
                .body(containsString("The experiment cannot start yet"))
                .body(containsString("/metrics/0/metric"))
                .body(containsString("/plan/maximumVisitors"));
    }

    @Test
    void whoMayOnlyReadHasNoButtonsAndNoSuchRight() {
        String session = signIn(Role.VIEWER);
        String page = "/sites/" + site + "/experiments/ready";
        given().cookie(Sessions.COOKIE, session)
                .get(page)
                .then()
                .statusCode(200)
                .body(not(containsString("/ready/start")));
        fromOurPage()
                .cookie(Sessions.COOKIE, session)
                .accept("text/html")
                .post(page + "/start")
                .then()
                .statusCode(403)
                .contentType(containsString("text/html"))
                .body(containsString("You may not do this"));
    }

    @Test
    void whatIsNotThereIsAPageForPeopleAndAProblemForPrograms() {
        String session = signIn(Role.VIEWER);
        given().cookie(Sessions.COOKIE, session)
                .accept("text/html")
                .header("Accept-Language", "ja")
                .get("/sites/nowhere")
                .then()
                .statusCode(404)
                .body(containsString("ここには何もありません"));
        given().cookie(Sessions.COOKIE, session)
                .accept("text/html")
                .get("/no/such/page")
                .then()
                .statusCode(404)
                .body(containsString("<h1>There is nothing here"));
        given().header("Authorization", "Bearer " + token)
                .accept("text/html, */*")
                .get("/api/v1/sites/nowhere")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void pagesAllowNothingInlineAndNobodysFrame() {
        given().get("/login")
                .then()
                .header("Content-Security-Policy", containsString("script-src 'self'"))
                .header("Content-Security-Policy", containsString("style-src 'self'"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Referrer-Policy", equalTo("same-origin"))
                .header("Cache-Control", equalTo("no-store"));
    }

    @Test
    void tagMasksWhatTheRunningExperimentsChange() {
        String session = signIn(Role.VIEWER);
        String changing = draft("changing", "purchase", ", \"maximumVisitors\": 6000")
                .replaceFirst(
                        "\"changes\": \\[]",
                        "\"changes\": [{\"selector\": \"#hero, a[href=\\\\\"/x\\\\\"]\", \"do\": \"hide\"}]");
        api(changing, "/" + site + "/experiments");
        given().cookie(Sessions.COOKIE, session)
                .get("/sites/" + site)
                .then()
                .statusCode(200)
                .body(containsString("defer&gt;"))
                .body(not(containsString("data-mask")));
        given().header("Authorization", "Bearer " + token)
                .post("/api/v1/sites/" + site + "/experiments/changing/start")
                .then()
                .statusCode(200);
        given().cookie(Sessions.COOKIE, session)
                .header("Accept-Language", "ja")
                .get("/sites/" + site)
                .then()
                .statusCode(200)
                .body(containsString("data-mask=&quot;#hero, a[href=&amp;quot;/x&amp;quot;]&quot;&gt;&lt;/script&gt;"))
                .body(containsString("ちらつきを防ぐ場合"));
    }

    @Test
    void pinnedTagNamesABuildThatHashesToItsIntegrity() throws NoSuchAlgorithmException {
        String page = given().cookie(Sessions.COOKIE, signIn(Role.VIEWER))
                .get("/sites/" + site)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        Matcher tag = Pattern.compile("(/v1/candor\\.[0-9a-f]{16}\\.js)&quot;.*integrity=&quot;sha256-([^&]+)&quot;")
                .matcher(page);
        assertThat(tag.find()).isTrue();
        byte[] build = given().get(tag.group(1))
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("public, max-age=31536000, immutable"))
                .header("Access-Control-Allow-Origin", equalTo("*"))
                .extract()
                .asByteArray();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(build);
        assertThat(Base64.getEncoder().encodeToString(hash))
                .isEqualTo(tag.group(2).replace("&#x3D;", "="));
        assertThat(tag.group(1)).contains(HexFormat.of().formatHex(hash).substring(0, 16));
        assertThat(given().get("/v1/candor.js").asByteArray()).isEqualTo(build);
        Matcher part = Pattern.compile("/v1/candor-more\\.[0-9a-f]{16}\\.js")
                .matcher(new String(build, StandardCharsets.UTF_8));
        assertThat(part.find()).isTrue();
        given().get(part.group()).then().statusCode(200).header("Cache-Control", containsString("immutable"));
        given().get("/v1/candor.0123456789abcdef.js").then().statusCode(404);
    }

    @Test
    void theChosenLanguageIsKept() {
        Response answer = fromOurPage()
                .redirects()
                .follow(false)
                .formParam("to", "ja")
                .formParam("next", "/login")
                .post("/language");
        assertThat(answer.cookie("lang")).isEqualTo("ja");
        given().cookies(answer.cookies()).get("/login").then().body(containsString("<html lang=\"ja\">"));
    }

    private String signIn(Role role) {
        return fromOurPage()
                .redirects()
                .follow(false)
                .formParam("name", account(role))
                .formParam("password", PASSWORD)
                .post("/login")
                .cookie(Sessions.COOKIE);
    }

    private String account(Role role) {
        String name = role.code() + "-" + Secrets.seed();
        accounts.insert(name, BcryptUtil.bcryptHash(PASSWORD, 4), role);
        return name;
    }

    private static RequestSpecification fromOurPage() {
        return given().header("Sec-Fetch-Site", "same-origin");
    }

    private void api(String body, String path) {
        given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/sites" + path)
                .then()
                .statusCode(201);
    }

    private static String draft(String key, String metric, String horizon) {
        return """
                {"key": "%s", "name": "%s", "question": "Does it?", "hypothesis": "", "unit": "consented_visitor",
                 "trafficShare": 10000,
                 "variants": [
                   {"key": "plain", "role": "privacy_first", "weight": 5000, "payload": {}, "changes": []},
                   {"key": "by-interest", "role": "personalized", "weight": 5000, "payload": {}, "changes": []}],
                 "metrics": [{"metric": "%s", "role": "primary"}],
                 "plan": {"method": "fixed", "alpha": 0.05, "power": 0.8,
                          "practicalEquivalence": {"relative": 0.01}%s}}""".formatted(key, key, metric, horizon);
    }
}
