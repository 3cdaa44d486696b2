package dev.candor.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A refusal names what the visitor had met, on this page or before, and nobody who met it. */
class SignalsOfNobodyTest {

    private static final String GRANT =
            "candor.consent({measurement: 'granted', remembering: 'granted', personalization: 'granted'})";
    private static final String DENY =
            "candor.consent({measurement: 'denied', remembering: 'denied', personalization: 'denied'})";
    private static final String SWITCH_OFF = "candor.consent({personalization: 'denied'})";

    /** One experiment is met on the shop's pages alone, so that whoever withdraws elsewhere meets nothing there. */
    private static final String RULESET = """
            {"site":"pk_test","revision":17,"consent":{"consented_visitor":["measurement","remembering"],"daily_visitor":[]},
             "holdout":{"seed":"h","below":0},
             "experiments":[EXPERIMENTS]}
            """;

    private static final String SHOP = experiment("shop", "consented_visitor", "/shop");

    private static Chromium chromium;

    private static String experiment(String key, String unit, String path) {
        return """
                {"key":"%s","unit":"%s","seed":"s","layer":{"seed":"l","from":0,"to":4294967296,"taken":[]},
                 "audience":{"context":"path","op":"is","value":"%s"},
                 "variants":[{"key":"bold","role":"personalized","below":4294967296,"payload":{},"changes":[]}]}
                """.formatted(key, unit, path);
    }

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private static FakeSite site(String... experiments) {
        return new FakeSite(chromium.browser(), RULESET.replace("EXPERIMENTS", String.join(",", experiments)));
    }

    private static List<String> told(FakeSite site) {
        return site.events("trust").stream()
                .peek(event ->
                        assertThat(event.has("unit")).as(event.toString()).isFalse())
                .map(event -> event.path("name").asText() + " "
                        + event.path("experiment").asText() + " "
                        + event.path("variant").asText() + " "
                        + event.path("met").asBoolean())
                .toList();
    }

    @Test
    void withdrawalNamesWhatThisPageShowed() {
        try (FakeSite site = site(SHOP)) {
            Page page = site.open("/shop");
            page.evaluate(GRANT);
            site.await(page, "exposure", 1);
            page.evaluate(DENY);
            site.await(page, "trust", 2);
            assertThat(told(site))
                    .containsExactlyInAnyOrder(
                            "consent_withdrawn shop bold true", "personalization_off shop bold true");
        }
    }

    @Test
    void withdrawalOnAnotherPageNamesWhatWasMetBefore() {
        try (FakeSite site = site(SHOP, experiment("never", "consented_visitor", "/never"))) {
            Page shop = site.open("/shop");
            shop.evaluate(GRANT);
            site.await(shop, "exposure", 1);
            Page privacy = site.open("/privacy");
            privacy.evaluate(GRANT);
            privacy.evaluate(DENY);
            site.await(privacy, "trust", 2);
            assertThat(told(site))
                    .containsExactlyInAnyOrder(
                            "consent_withdrawn shop bold true", "personalization_off shop bold true");
            assertThat((Integer) privacy.evaluate("localStorage.length")).isZero();
        }
    }

    @Test
    void whatRunsNoMoreIsNotNamed() {
        try (FakeSite site = site(SHOP)) {
            Page shop = site.open("/shop");
            shop.evaluate(GRANT);
            site.await(shop, "exposure", 1);
            site.ruleset = RULESET.replace("EXPERIMENTS", "");
            Page later = site.open("/shop");
            later.evaluate(GRANT);
            later.evaluate(SWITCH_OFF);
            site.await(later, "trust", 2);
            assertThat(told(site))
                    .containsExactlyInAnyOrder("consent_withdrawn   false", "personalization_off   false");
        }
    }

    @Test
    void repeatsAreToldOnceAsLongAsTheVisitorIsRemembered() {
        try (FakeSite site = site(SHOP)) {
            Page page = site.open("/shop");
            page.evaluate(GRANT);
            site.await(page, "exposure", 1);
            page.evaluate(SWITCH_OFF);
            site.await(page, "trust", 2);
            page.evaluate("candor.consent({personalization: 'granted'})");
            page.evaluate(SWITCH_OFF);
            site.settle(page);
            Page later = site.open("/shop");
            later.evaluate(GRANT);
            later.evaluate(SWITCH_OFF);
            site.await(later, "exposure", 2);
            assertThat(told(site)).hasSize(2);
        }
    }

    @Test
    void refusalBeforeAnythingWasMetSaysSo() {
        try (FakeSite site = site(SHOP)) {
            Page page = site.open("/shop");
            page.evaluate(DENY);
            site.await(page, "trust", 1);
            assertThat(told(site)).containsExactly("consent_refused   false");
        }
    }

    @Test
    void dailyVisitorsAreCountedByWhatThePageShowedAndNothingIsStored() {
        try (FakeSite site = site(experiment("daily", "daily_visitor", "/shop"))) {
            site.decisions =
                    "{\"decisions\":[{\"experiment\":\"daily\",\"variant\":\"bold\",\"reason\":\"assigned\"}]}";
            Page page = site.open("/shop");
            site.await(page, "exposure", 1);
            JsonNode exposure = site.events("exposure").get(0);
            assertThat(exposure.has("unit")).isFalse();
            assertThat(exposure.at("/dimensions/consent").asText()).isEqualTo("unknown");
            page.evaluate(DENY);
            site.await(page, "trust", 1);
            assertThat(told(site)).containsExactly("consent_refused daily bold true");
            assertThat((Integer) page.evaluate("localStorage.length")).isZero();
        }
    }

    @Test
    void exposureSaysWhetherPersonalizationWasAllowedWhenItWasMet() {
        try (FakeSite site = site(SHOP)) {
            Page page = site.open("/shop");
            page.evaluate(GRANT);
            assertThat(site.await(page, "exposure", 1)
                            .get(0)
                            .at("/dimensions/consent")
                            .asText())
                    .isEqualTo("granted");
        }
    }
}
