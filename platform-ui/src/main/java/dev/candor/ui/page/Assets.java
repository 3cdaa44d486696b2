package dev.candor.ui.page;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The files that pages load. Their addresses change when a file does, so that browsers may keep them. */
@Named
@Singleton
public class Assets {

    private static final List<String> FILES =
            List.of("dashboard.css", "dashboard.js", "charts.js", "icons.svg", "lib/htmx.min.js", "lib/echarts.min.js");

    private final String version = hashOfAll();

    /** What to append to a file's address. */
    public String version() {
        return version;
    }

    private static String hashOfAll() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String file : FILES) {
                try (InputStream content = Thread.currentThread()
                        .getContextClassLoader()
                        .getResourceAsStream("META-INF/resources/" + file)) {
                    if (content == null) {
                        throw new IllegalStateException("the build left out " + file);
                    }
                    digest.update(content.readAllBytes());
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
