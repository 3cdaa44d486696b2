package dev.candor.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The whole decision table of consent in the browser: the file that Java's SignalVectorsTest is held to, row by row. */
class SignalVectorsInBrowserTest {

    private static final Path VECTORS = Path.of("../platform-api/src/test/resources/vectors/signals.csv.gz");

    @Test
    void everyCombinationIsDecidedLikeTheWitness() throws IOException {
        String lines;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(VECTORS))) {
            lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
        try (Chromium chromium = Chromium.launch();
                FakeSite site = new FakeSite(chromium.browser(), null)) {
            Page page = site.open();
            page.evaluate("async () => { globalThis.engine = await import('" + FakeSite.CANDOR + "/engine.mjs') }");
            JsonNode checked = FakeSite.json((String) page.evaluate("""
                    text => {
                      const lines = text.trim().split("\\n").slice(1);
                      const wrong = lines.filter(line => {
                        const [purpose, objected, explicit, gpc, tcf, consentMode, dnt, gpcPolicy, dntPolicy, fallback, state, source] = line.split(",");
                        // The other purposes say what would show if they were mixed up.
                        const only = code => {
                          if (code === "absent") return null;
                          const own = code === "silent" ? "unknown" : code;
                          const other = own === "granted" ? "denied" : "granted";
                          return {measurement: other, remembering: other, personalization: other, [purpose]: own};
                        };
                        const signals = {objected: objected === "yes", explicit: only(explicit), gpc: gpc === "on", tcf: only(tcf),
                          consent_mode: only(consentMode), dnt: dnt === "on"};
                        const policy = {gpc: gpcPolicy, dnt: dntPolicy === "heeded", default: fallback};
                        return String(engine.resolve(policy, signals, purpose)) !== state + "," + source;
                      });
                      return JSON.stringify({ cases: lines.length, wrong: wrong.slice(0, 5) });
                    }""", lines));
            assertThat(checked.get("cases").asInt()).isEqualTo(3 * 2 * 3 * 2 * 4 * 4 * 2 * 2 * 2 * 2);
            assertThat(checked.get("wrong")).isEmpty();
        }
    }
}
