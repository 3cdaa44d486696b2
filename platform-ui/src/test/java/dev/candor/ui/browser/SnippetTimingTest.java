package dev.candor.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Measures what deciding costs the main thread of a slow device; prints the figures for docs/benchmarks.md and judges none. */
class SnippetTimingTest {

    private static final int EXPERIMENTS = 20;
    private static final int SLOWER = 4;

    @Test
    void decidesTwentyExperiments() {
        String one = SnippetBehaviourTest.WELCOME
                .replaceFirst("(?s).*\"experiments\":\\[", "")
                .replaceFirst("]}\\s*$", "");
        StringBuilder all = new StringBuilder(one);
        for (int i = 1; i < EXPERIMENTS; i++) {
            all.append(',')
                    .append(one.replace("\"welcome\"", "\"welcome-" + i + "\"").replace("#hero", "#hero-" + i));
        }
        String ruleset = SnippetBehaviourTest.WELCOME.replace(one, all);
        try (Chromium chromium = Chromium.launch();
                FakeSite site = new FakeSite(chromium.browser(), ruleset)) {
            StringBuilder body = new StringBuilder("<h1 id=hero>Welcome</h1>");
            for (int i = 1; i < EXPERIMENTS; i++) {
                body.append("<p id=hero-").append(i).append(">Welcome</p>");
            }
            site.body = body.toString();
            Page page = site.open();
            JsonObject rate = new JsonObject();
            rate.addProperty("rate", SLOWER);
            page.context().newCDPSession(page).send("Emulation.setCPUThrottlingRate", rate);
            Map<?, ?> ms = (Map<?, ?>) page.evaluate("""
                    async ([engineUrl, rules]) => {
                      const engine = await import(engineUrl);
                      const ruleset = JSON.parse(rules);
                      const visitor = { units: { consented_visitor: "0123456789abcdef0123456789abcdef" }, context: { device: "mobile" },
                        consent: { measurement: "granted", remembering: "granted", personalization: "granted" },
                        attributes: { interest: "running" }, carried: {}, now: Date.now() };
                      const median = act => {
                        const times = [];
                        for (let i = 0; i < 50; i++) {
                          const from = performance.now();
                          act(i);
                          times.push(performance.now() - from);
                        }
                        return times.sort((a, b) => a - b)[25];
                      };
                      const decide = median(() => ruleset.experiments.forEach(each => engine.decide(ruleset, each, visitor)));
                      candor.consent(visitor.consent);
                      const show = median(i => candor.declare("interest", i % 2 ? "running" : "cycling"));
                      return { decide, show, shown: candor.decide("welcome-19").variant };
                    }""", List.of(FakeSite.CANDOR + "/engine.mjs", ruleset));
            assertThat(ms.get("shown")).isEqualTo("by-interest");
            System.out.printf(
                    Locale.ROOT,
                    "%d experiments, CPU %d times slower, median of 50: decide %s ms, decide and change the page %s ms%n",
                    EXPERIMENTS,
                    SLOWER,
                    ms.get("decide"),
                    ms.get("show"));
        }
    }
}
