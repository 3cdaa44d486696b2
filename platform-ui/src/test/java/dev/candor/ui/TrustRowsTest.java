package dev.candor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/trust-rows.md says is tested: each test that it names is there. */
class TrustRowsTest {

    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    @Test
    void eachTestThatARowNamesExists() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String module : List.of("platform-stats", "platform-api", "platform-ui")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "test", "java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
                    sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        List<MatchResult> named = NAMED.matcher(Files.readString(Path.of("..", "docs", "trust-rows.md")))
                .results()
                .toList();
        assertThat(named)
                .hasSizeGreaterThan(50)
                .allSatisfy(test -> assertThat(sources.getOrDefault(test.group(1), ""))
                        .as(test.group())
                        .contains("void " + test.group(2) + "("));
    }
}
