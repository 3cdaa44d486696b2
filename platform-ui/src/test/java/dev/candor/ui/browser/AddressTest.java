package dev.candor.ui.browser;

import static dev.candor.ui.browser.SnippetBehaviourTest.GRANT_ALL;
import static dev.candor.ui.browser.SnippetBehaviourTest.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page's address holds beyond its path stays in the browser, but for the campaign's own parameters. */
class AddressTest {

    private static final String ADDRESS =
            "/shoes?email=a@b.c&gclid=clicked123&q=worn+out+knees&utm_source=letter#told-us";

    private static Chromium chromium;

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"consented_visitor", "daily_visitor"})
    void noQueryNoFragmentAndNoClickOfAnAdvertisementIsSent(String unit) {
        String rules = WELCOME.replace("\"unit\":\"consented_visitor\"", "\"unit\":\"" + unit + "\"");
        try (FakeSite site = new FakeSite(chromium.browser(), rules)) {
            site.decisions = "{\"decisions\":[{\"experiment\":\"welcome\",\"variant\":\"by-interest\","
                    + "\"role\":\"personalized\",\"reason\":\"assigned\",\"personalized\":false,\"payload\":{},"
                    + "\"changes\":[],\"why\":null}]}";
            Page page = site.open("/other");
            List<String> sent = new ArrayList<>();
            page.onRequest(request -> sent.add(told(request)));
            page.navigate(FakeSite.SHOP + ADDRESS);
            page.evaluate(GRANT_ALL);
            page.evaluate("candor.track('purchase', {value: 1})");
            site.settle(page);
            site.await(page, "conversion", 1);
            assertThat(sent).as("the page itself is asked for with all of it").anyMatch(told -> told.contains("a@b.c"));
            assertThat(sent)
                    .filteredOn(told -> told.startsWith(FakeSite.CANDOR))
                    .hasSizeGreaterThan(2)
                    .noneMatch(told -> told.contains("a@b.c")
                            || told.contains("clicked123")
                            || told.contains("knees")
                            || told.contains("told-us"));
        }
    }

    /** The address, every header and the body. */
    private static String told(Request request) {
        return request.url() + " " + request.headers() + " " + request.postData();
    }
}
