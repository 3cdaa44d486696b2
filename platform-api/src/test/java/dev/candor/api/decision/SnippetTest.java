package dev.candor.api.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class SnippetTest {

    /** What a page may be asked to load for everything that a decision needs. */
    private static final int MOST_BYTES_GZIPPED = 7_680;

    @Test
    void staysSmall() throws IOException {
        byte[] bytes = Snippet.load().bytes();
        int gzipped = gzip(bytes).length;
        System.out.printf("candor.js: %,d bytes, %,d gzipped%n", bytes.length, gzipped);
        assertThat(gzipped).isLessThanOrEqualTo(MOST_BYTES_GZIPPED);
    }

    @Test
    void neverAsksWhereTheVisitorIs() {
        assertThat(new String(Snippet.load().bytes(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("geolocation", "document.cookie", "sessionStorage", "indexedDB", "userAgent\"");
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
