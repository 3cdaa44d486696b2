package dev.candor.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every state of every widget, in both languages, light and dark, wide and on a phone: nothing keeps anybody out, and nothing
 * is cut off. Pictures are left in target/screenshots; {@code -Dcandor.pictures=docs/images/widgets} leaves them there.
 */
@QuarkusTest
class WidgetLooksPageTest {

    private static final Path PICTURES = System.getProperty("candor.pictures") == null
            ? Path.of("target/screenshots")
            : Path.of("..", System.getProperty("candor.pictures"));

    private static Chromium chromium;

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "candor.bootstrap-token")
    String token;

    private record Look(String language, ColorScheme scheme, int width) {

        Browser.NewContextOptions options() {
            return Chromium.person()
                    .setLocale(language)
                    .setColorScheme(scheme)
                    .setViewportSize(width, width < 500 ? 640 : 520);
        }

        String name(String state) {
            return state + "-" + language + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT)
                    + (width < 500 ? "-phone" : "");
        }
    }

    private static final List<Look> LOOKS = List.of(
            new Look("en", ColorScheme.LIGHT, 640),
            new Look("ja", ColorScheme.DARK, 640),
            new Look("en", ColorScheme.DARK, 320),
            new Look("ja", ColorScheme.LIGHT, 320));

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private static void look(Page page, Look look, String state) {
        String name = look.name(state);
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        Axe.assertNothingKeepsPeopleOut(page, name);
        assertThat(page.evaluate("""
                [...document.querySelectorAll('candor-widget')].flatMap((w) => [...w.shadowRoot.querySelectorAll('.card, .card *')])
                  .filter((e) => e.getBoundingClientRect().right > innerWidth || e.getBoundingClientRect().left < 0
                    || (e.localName === 'button' && Math.min(e.offsetWidth, e.offsetHeight) < 44))
                  .map((e) => e.outerHTML)""")).as(name).isEqualTo(List.of());
    }

    @Test
    void everyStateIsOpenToEverybody() {
        WidgetSite site = new WidgetSite(token, base, chromium.browser(), "looks", "");
        for (Look look : LOOKS) {
            boolean japanese = look.language().equals("ja");
            Page page = site.met("by-interest", look.options(), "/");
            assertThat(WidgetSite.isAsked(page)).isTrue();
            look(page, look, "ask");
            WidgetSite.button(page, japanese ? "回答する" : "Answer").click();
            look(page, look, "ask-answer");
            WidgetSite.button(page, "running").click();
            assertThat(page.locator("#hero")).hasText("New running shoes");
            look(page, look, "ask-thanks");
            page.keyboard().press("Escape");
            page.locator(".badge").click();
            assertThat(WidgetSite.card(page)).containsText("running");
            look(page, look, "why");
            page.keyboard().press("Escape");
            look(page, look, "badge");
            page.evaluate("void candor.panel()");
            assertThat(page.locator("dialog")).isVisible();
            look(page, look, "panel");
            page.locator("dialog button", new Page.LocatorOptions().setHasText(japanese ? "変更" : "Change"))
                    .click();
            look(page, look, "panel-change");
            page.locator("dialog button", new Page.LocatorOptions().setHasText(japanese ? "すべて消去" : "Erase"))
                    .click();
            look(page, look, "panel-erase");
            page.context().close();
        }
        assertThat(site.faults).isEmpty();
    }

    @Test
    void theOneQuestionIsOpenToEverybody() {
        WidgetSite site = new WidgetSite(
                token, base, chromium.browser(), "looks-felt", "\"feedback\": {\"share\": 10000, \"epsilon\": 1.0986}");
        site.ownClock = true;
        for (Look look : LOOKS) {
            Page page = site.met("plain", look.options(), "/");
            FeedbackPageTest.forward(page);
            assertThat(WidgetSite.card(page)).isVisible();
            look(page, look, "feedback");
            page.context().close();
        }
    }

    @Test
    void fromRightToLeftEverythingIsMirrored() {
        WidgetSite site = new WidgetSite(token, base, chromium.browser(), "looks-rtl", "");
        Look look = new Look("en", ColorScheme.LIGHT, 640);
        Page page = site.met("plain", look.options(), "/rtl");
        assertThat(WidgetSite.isAsked(page)).isTrue();
        assertThat(WidgetSite.card(page).boundingBox().x).isLessThan(100);
        assertThat(WidgetSite.button(page, "×").boundingBox().x)
                .isLessThan(page.locator(".card h2").boundingBox().x);
        look(page, look, "ask-rtl");
        page.context().close();
    }

    @Test
    void siteDressesThemInItsColours() {
        WidgetSite site = new WidgetSite(token, base, chromium.browser(), "looks-theme", "");
        Page page = site.met("plain", Chromium.person(), "/");
        page.evaluate(
                "document.documentElement.style.cssText = '--candor-surface: rgb(1, 2, 3); --candor-radius: 3px'");
        page.evaluate("document.body.style.fontFamily = 'monospace'");
        assertThat(WidgetSite.isAsked(page)).isTrue();
        assertThat(WidgetSite.card(page)).hasCSS("background-color", "rgb(1, 2, 3)");
        assertThat(WidgetSite.card(page)).hasCSS("border-radius", "3px");
        assertThat(WidgetSite.card(page)).hasCSS("font-family", "monospace");
        page.context().close();
    }
}
