package dev.candor.stats.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the examples in the document to the ones that run. */
class DocumentationTest {
    private static final Path DOCUMENT = Path.of("../docs/statistics.md");
    private static final Path EXAMPLES = Path.of("src/test/java/dev/candor/stats/examples");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TEST = Pattern.compile("@Test\n    void (\\w+)\\(");

    @Test
    void everyExampleInTheDocumentIsATest() throws IOException {
        String sources = sources();
        for (String block : blocks()) {
            assertThat(sources).contains(trimmed(block));
        }
    }

    @Test
    void everyTestIsInTheDocument() throws IOException {
        String document = String.join(
                "\n", blocks().stream().map(DocumentationTest::trimmed).toList());
        for (Path file : files()) {
            String source = Files.readString(file);
            List<String> bodies = new ArrayList<>();
            TEST.matcher(source).results().map(MatchResult::end).forEach(end -> bodies.add(body(source, end)));
            assertThat(bodies).as(file + " has examples").isNotEmpty();
            for (String body : bodies) {
                assertThat(document).contains(trimmed(body));
            }
        }
    }

    /** The lines between a method's braces. */
    private static String body(String source, int from) {
        return source.substring(source.indexOf('\n', from) + 1, source.indexOf("\n    }\n", from));
    }

    private static List<String> blocks() throws IOException {
        return JAVA_BLOCK
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String sources() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (Path file : files()) {
            sources.append(trimmed(Files.readString(file)));
        }
        return sources.toString();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(EXAMPLES)) {
            return entries.filter(file -> file.toString().endsWith("ExamplesTest.java"))
                    .sorted()
                    .toList();
        }
    }

    /** Indentation differs between a document and a class. */
    private static String trimmed(String text) {
        return String.join("\n", text.lines().map(String::strip).toList()).strip();
    }
}
