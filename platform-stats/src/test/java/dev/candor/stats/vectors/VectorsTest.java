package dev.candor.stats.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every reference answer of a folder, each held to its own tolerance. The folder is the system property
 * {@code candor.vectors}; without it, the copy in the test resources. A method, a field or a file that the library does not
 * know fails; nothing is skipped.
 */
class VectorsTest {
    private static final String OWN_COPY = "src/test/resources/reference/vectors";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Scores SCORES = new Scores();

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answerIsWithinItsTolerance(VectorCase vector) {
        List<String> complaints = List.of("the library threw something else");
        try {
            complaints = vector.complaints(SCORES);
        } finally {
            SCORES.finished(vector.method(), complaints.isEmpty());
        }
        assertThat(complaints).as(vector.toString()).isEmpty();
    }

    static Stream<VectorCase> cases() throws IOException {
        List<VectorCase> cases = new ArrayList<>();
        for (Path file : files(folder())) {
            String method = file.getFileName().toString().replaceFirst("\\.json$", "");
            JsonNode list = JSON.readTree(file.toFile());
            assertThat(list.isArray()).as(file + " is a list of cases").isTrue();
            list.forEach(content ->
                    cases.add(new VectorCase(method, content.path("name").asText(), content)));
        }
        return cases.stream();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files =
                    entries.filter(f -> f.toString().endsWith(".json")).sorted().toList();
            assertThat(files).as("vector files in " + folder.toAbsolutePath()).isNotEmpty();
            return files;
        }
    }

    /** A relative folder is looked for from this module, then from the project that holds it. */
    private static Path folder() {
        Path named = Path.of(System.getProperty("candor.vectors", OWN_COPY));
        return Files.isDirectory(named) ? named : Path.of("..").resolve(named);
    }

    @AfterAll
    static void printScores() {
        System.out.println(SCORES.table());
    }
}
