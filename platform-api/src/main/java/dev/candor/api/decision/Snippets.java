package dev.candor.api.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every file of the snippet that this server gives: this build's, and those that earlier releases froze. */
@ApplicationScoped
public class Snippets {

    private static final String FOLDER = "/snippet/";

    /** Lines of {@code VERSION/candor.HASH.js}: what src/main/resources/snippet/released holds, which a jar can't list. */
    private static final String RELEASED = FOLDER + "released/";

    private final Snippet core = Snippet.load("candor", FOLDER + "candor.js");
    private final Map<String, Snippet> byHashedName = new HashMap<>();

    public Snippets() {
        for (Snippet each : List.of(
                core,
                Snippet.load("candor-widgets", FOLDER + "candor-widgets.js"),
                Snippet.load("candor-more", FOLDER + "candor-more.js"))) {
            byHashedName.put(each.hashedName(), each);
        }
        for (String path : released()) {
            String file = path.substring(path.indexOf('/') + 1);
            Snippet frozen = Snippet.load(file.substring(0, file.indexOf('.')), RELEASED + path);
            if (!frozen.hashedName().equals(file)) {
                throw new IllegalStateException(
                        path + " was edited after its release: its hash is that of " + frozen.hashedName());
            }
            byHashedName.put(file, frozen);
        }
    }

    /** The current build of the one file that a page names. */
    Snippet core() {
        return core;
    }

    Optional<Snippet> named(String hashedName) {
        return Optional.ofNullable(byHashedName.get(hashedName));
    }

    /** The path under which this very build is served as long as this version is known. */
    public String corePath() {
        return "/v1/" + core.hashedName();
    }

    /** The value of the tag's {@code integrity} for {@link #corePath}. */
    public String coreIntegrity() {
        return core.integrity();
    }

    static List<String> released() {
        try (InputStream in = Snippets.class.getResourceAsStream(RELEASED + "index.txt")) {
            if (in == null) {
                throw new IllegalStateException(RELEASED + "index.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
