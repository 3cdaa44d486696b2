package dev.candor.ui.ofrep;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import dev.candor.ui.browser.Chromium;
import dev.candor.ui.browser.Npm;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenFeature's OFREP providers as they come from npm: for servers in Node, for pages in Chromium. */
@QuarkusTest
class OfrepProvidersPageTest {

    /** The page's; the server is at another, so that the browser asks for permission as it would anywhere. */
    private static final String PAGE = "http://localhost:8765/";

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "candor.bootstrap-token")
    String token;

    private static Npm npm;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        npm = Npm.install("ofrep");
    }

    private RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    /** A site whose experiments are flags of every type; returns what its creation answered. */
    private JsonNode site(String key) throws IOException {
        String created = admin().body("{\"key\": \"" + key + "\", \"name\": \"Flags\", \"origins\": [\""
                        + PAGE.replaceAll("/$", "") + "\"], \"locale\": \"en\"}")
                .post("/api/v1/sites")
                .then()
                .statusCode(201)
                .extract()
                .asString();
        admin().body("{\"kind\": \"conversion\", \"event\": \"purchase\", \"direction\": \"increase\"}")
                .put("/api/v1/sites/" + key + "/metrics/purchase")
                .then()
                .statusCode(200);
        flag(key, "switch", "false", "true");
        flag(key, "words", "\"plain\"", "\"bright\"");
        flag(key, "share", "0.25", "0.75");
        flag(key, "page", "{\"hero\": \"plain\"}", "{\"hero\": \"bright\"}");
        return JSON.readTree(created);
    }

    private void flag(String site, String key, String control, String treatment) {
        admin().body(String.format(Locale.ROOT, """
                        {"key": "%s", "name": "A flag", "question": "Which?", "hypothesis": "One.",
                         "unit": "signed_in_user", "trafficShare": 10000,
                         "variants": [{"key": "off", "role": "control", "weight": 5000, "payload": %s},
                                      {"key": "on", "role": "personalized", "weight": 5000, "payload": %s}],
                         "metrics": [{"metric": "purchase", "role": "primary"}],
                         "plan": {"method": "fixed", "practicalEquivalence": {"relative": 0.01}, "maximumVisitors": 60000}}
                        """, key, control, treatment))
                .post("/api/v1/sites/" + site + "/experiments")
                .then()
                .statusCode(201);
        step(site, key, "start");
    }

    private void step(String site, String key, String step) {
        admin().post("/api/v1/sites/" + site + "/experiments/" + key + "/" + step)
                .then()
                .statusCode(200);
    }

    @Test
    void providerForNodeEvaluatesEveryTypeAndTellsErrorsApart() throws IOException, InterruptedException {
        String key = site("ofrep-node").get("serverKey").asText();
        JsonNode said = JSON.readTree(npm.node("server.mjs", base.toString().replaceAll("/$", ""), key));
        Set<String> variants = new HashSet<>();
        for (JsonNode user : said.get("users")) {
            boolean on = user.at("/boolean/variant").asText().equals("on");
            variants.add(user.at("/boolean/variant").asText());
            assertThat(user.at("/boolean/value").isBoolean()).isTrue();
            assertThat(user.at("/boolean/value").asBoolean()).isEqualTo(on);
            assertThat(user.at("/boolean/reason").asText()).isEqualTo("SPLIT");
            assertThat(user.at("/boolean/flagMetadata/reason").asText()).isEqualTo("assigned");
            assertThat(user.at("/string/value").asText())
                    .isEqualTo(user.at("/string/variant").asText().equals("on") ? "bright" : "plain");
            assertThat(user.at("/number/value").asDouble()).isIn(0.25, 0.75);
            assertThat(user.at("/object/value/hero").asText()).isIn("plain", "bright");
        }
        assertThat(variants).containsExactlyInAnyOrder("on", "off");
        assertThat(said.at("/unasked/value").asText()).isEqualTo("plain");
        assertThat(said.at("/unasked/reason").asText()).isEqualTo("DEFAULT");
        assertThat(said.at("/unknown/errorCode").asText()).isEqualTo("FLAG_NOT_FOUND");
        assertThat(said.at("/unknown/value").asBoolean()).isTrue();
        assertThat(said.at("/mismatch/errorCode").asText()).isEqualTo("TYPE_MISMATCH");
        assertThat(said.at("/nobody/errorCode").asText()).isEqualTo("TARGETING_KEY_MISSING");
        assertThat(said.at("/invalid/errorCode").asText()).isEqualTo("INVALID_CONTEXT");
        assertThat(said.at("/stranger/errorCode").asText()).isEqualTo("GENERAL");
    }

    @Test
    void providerForPagesEvaluatesAndPollsWithoutFetchingAgain() throws IOException, InterruptedException {
        String key = site("ofrep-web").get("siteKey").asText();
        npm.bundle("web.mjs", "--format=iife", "--outfile=web.js");
        String script = Files.readString(npm.place().resolve("web.js"));
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        try (Chromium chromium = Chromium.launch();
                BrowserContext context = chromium.browser().newContext(Chromium.person())) {
            context.route(
                    PAGE + "**",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("text/html")
                            .setBody("<!doctype html><title>Flags</title><script>" + script + "</script>")));
            Page page = context.newPage();
            page.onResponse((Response answer) -> {
                if (answer.url().endsWith("/flags") && answer.request().method().equals("POST")) {
                    statuses.add(answer.status());
                }
            });
            page.navigate(PAGE);
            page.evaluate("""
                    async ([baseUrl, key]) => {
                      const { OpenFeature, ProviderEvents, OFREPWebProvider } = openfeature;
                      window.changes = [];
                      OpenFeature.addHandler(ProviderEvents.ConfigurationChanged, (e) => changes.push(...e.flagsChanged));
                      await OpenFeature.setContext({ targetingKey: "anna", measurement: "granted" });
                      await OpenFeature.setProviderAndWait(new OFREPWebProvider({
                        baseUrl, pollInterval: 200, cacheMode: "disabled",
                        headers: [["Authorization", "Bearer " + key]] }));
                      window.client = OpenFeature.getClient();
                    }""", List.of(base.toString().replaceAll("/$", ""), key));
            JsonNode words = details(page, "client.getStringDetails('words', '?')");
            assertThat(words.get("reason").asText()).isEqualTo("SPLIT");
            assertThat(words.get("value").asText())
                    .isEqualTo(words.get("variant").asText().equals("on") ? "bright" : "plain");
            assertThat(details(page, "client.getBooleanDetails('switch', false)")
                            .get("value")
                            .isBoolean())
                    .isTrue();
            assertThat(details(page, "client.getNumberDetails('share', 0)")
                            .get("value")
                            .asDouble())
                    .isIn(0.25, 0.75);
            assertThat(details(page, "client.getObjectDetails('page', {})")
                            .at("/value/hero")
                            .asText())
                    .isIn("plain", "bright");
            assertThat(details(page, "client.getBooleanDetails('unheard-of', true)")
                            .get("errorCode")
                            .asText())
                    .isEqualTo("FLAG_NOT_FOUND");
            assertThat(details(page, "client.getBooleanDetails('words', true)")
                            .get("errorCode")
                            .asText())
                    .isEqualTo("TYPE_MISMATCH");

            page.waitForCondition(() -> statuses.size() >= 4);
            assertThat(statuses.get(0)).isEqualTo(200);
            assertThat(statuses.subList(1, statuses.size())).containsOnly(304);
            assertThat((Integer) page.evaluate("changes.length")).isZero();

            step("ofrep-web", "words", "pause");
            page.waitForFunction("changes.includes('words')");
            JsonNode paused = details(page, "client.getStringDetails('words', '?')");
            assertThat(paused.get("reason").asText()).isEqualTo("DISABLED");
            assertThat(paused.get("value").asText()).isEqualTo("plain");

            page.evaluate("openfeature.OpenFeature.setContext({ measurement: 'granted' })");
            assertThat(details(page, "client.getBooleanDetails('switch', true)")
                            .get("errorCode")
                            .asText())
                    .isEqualTo("TARGETING_KEY_MISSING");
        }
    }

    private static JsonNode details(Page page, String call) throws IOException {
        return JSON.readTree((String) page.evaluate("JSON.stringify(" + call + ")"));
    }
}
