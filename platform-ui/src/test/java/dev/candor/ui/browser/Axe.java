package dev.candor.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Looks for what keeps people out of a page, inside shadow roots too, by axe-core. */
public final class Axe {

    private static final String SOURCE = source();

    private static final String RUN = """
            async () => {
              const { violations } = await axe.run(document, { resultTypes: ["violations"], preload: false });
              return violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ": " + node.target.flat().join(" ") + " " + node.failureSummary));
            }""";

    private Axe() {}

    /** Fails with every violation, and where it is. */
    public static void assertNothingKeepsPeopleOut(Page page, String state) {
        page.evaluate("() => {" + SOURCE + "; window.axe = axe; }");
        assertThat((Iterable<?>) page.evaluate(RUN)).as(state).isEmpty();
    }

    private static String source() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("axe-core is not among the tests' libraries");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
