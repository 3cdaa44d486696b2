package dev.candor.api.decision;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * One file of the snippet as the build made it from src/main/snippet, or as an earlier release froze it.
 *
 * @param name   without hash and ending: {@code candor}, {@code candor-widgets}
 * @param bytes  UTF-8 JavaScript
 * @param sha256 of the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // read once, written nowhere, compared by its hash
record Snippet(String name, byte[] bytes, byte[] sha256) {

    /** How many hex digits of the hash stand in an address; pom.xml cuts at the same. */
    private static final int DIGITS = 16;

    static Snippet load(String name, String resource) {
        try (InputStream in = Snippet.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing: Maven makes it in generate-resources");
            }
            byte[] bytes = in.readAllBytes();
            return new Snippet(name, bytes, MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The file's name in its immutable address. */
    String hashedName() {
        return name + "." + HexFormat.of().formatHex(sha256).substring(0, DIGITS) + ".js";
    }

    /** What a page writes into the tag's {@code integrity}. */
    String integrity() {
        return "sha256-" + Base64.getEncoder().encodeToString(sha256);
    }
}
