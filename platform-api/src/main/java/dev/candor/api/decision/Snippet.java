package dev.candor.api.decision;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The snippet as the build made it from src/main/snippet.
 *
 * @param bytes  UTF-8 JavaScript
 * @param sha256 of the bytes, in hex
 */
@SuppressWarnings("ArrayRecordComponent") // read once, written nowhere, compared by its hash
record Snippet(byte[] bytes, String sha256) {

    private static final String RESOURCE = "/snippet/candor.js";

    static Snippet load() {
        try (InputStream in = Snippet.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing: Maven makes it in generate-resources");
            }
            byte[] bytes = in.readAllBytes();
            return new Snippet(
                    bytes,
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
