package dev.candor.api.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class SnippetTest {

    /** What a page may be asked to load for everything that a decision needs. */
    private static final int MOST_BYTES_GZIPPED = 7_680;

    /** What few pages need: the units of a day, previews, redirects, HTML, what goes along with a decision, what is watched for. */
    private static final int MOST_BYTES_BESIDE = 6_144;

    /** And for the panel, the questions and the explanations, once they are used. */
    private static final int MOST_BYTES_OF_WIDGETS = 8_192;

    private static final Path FROZEN = Path.of("src/main/resources/snippet/released");

    @Test
    void staysSmall() throws IOException {
        assertThat(gzipped("candor")).isLessThanOrEqualTo(MOST_BYTES_GZIPPED);
        assertThat(gzipped("candor-more")).isLessThanOrEqualTo(MOST_BYTES_BESIDE);
        assertThat(gzipped("candor-widgets")).isLessThanOrEqualTo(MOST_BYTES_OF_WIDGETS);
    }

    @Test
    void neverAsksWhereTheVisitorIs() {
        assertThat(text("candor"))
                .doesNotContain("geolocation", "document.cookie", "sessionStorage", "indexedDB", "userAgent\"");
    }

    @Test
    void partsAreNamedByTheirHash() {
        assertThat(text("candor")).contains("/v1/" + built("candor-more").hashedName());
        assertThat(text("candor-more"))
                .contains("/v1/" + built("candor-widgets").hashedName());
    }

    @Test
    void frozenFilesHashToTheirNames() throws IOException {
        List<String> onDisk;
        try (Stream<Path> files = Files.walk(FROZEN)) {
            onDisk = files.filter(each -> each.toString().endsWith(".js"))
                    .map(each -> FROZEN.relativize(each).toString())
                    .toList();
        }
        assertThat(Snippets.released()).containsExactlyInAnyOrderElementsOf(onDisk);
        for (String path : onDisk) {
            String file = path.substring(path.indexOf('/') + 1);
            assertThat(Snippet.load(file.substring(0, file.indexOf('.')), "/snippet/released/" + path)
                            .hashedName())
                    .isEqualTo(file);
        }
    }

    private static Snippet built(String name) {
        return Snippet.load(name, "/snippet/" + name + ".js");
    }

    private static String text(String name) {
        return new String(built(name).bytes(), StandardCharsets.UTF_8);
    }

    private static int gzipped(String name) throws IOException {
        byte[] bytes = built(name).bytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(bytes);
        }
        System.out.printf("%s.js: %,d bytes, %,d gzipped%n", name, bytes.length, out.size());
        return out.size();
    }
}
