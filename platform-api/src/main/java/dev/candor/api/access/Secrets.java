package dev.candor.api.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/** Random secrets, and what is kept of them: only a hash. */
public final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String READABLE = "abcdefghijkmnpqrstuvwxyz23456789";

    private Secrets() {}

    /** Where noise must not be guessed. */
    public static SecureRandom random() {
        return RANDOM;
    }

    public static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** 256 random bits that can stand in a header, a cookie or an address. */
    public static String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
    }

    /** 128 random bits as lower-case hexadecimal. */
    public static String seed() {
        return HexFormat.of().formatHex(bytes(16));
    }

    /** A UUID of version 7 (RFC 9562): the time, and 74 random bits. */
    public static UUID uuid7(Instant now) {
        ByteBuffer random = ByteBuffer.wrap(bytes(16));
        long high = (now.toEpochMilli() << 16) | 0x7000 | (random.getLong() & 0x0fff);
        return new UUID(high, (random.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }

    /** A password that a person can type: 20 letters and digits, 100 bits. */
    public static String password() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            password.append(READABLE.charAt(RANDOM.nextInt(READABLE.length())));
        }
        return password.toString();
    }

    /** SHA-256 in hexadecimal. For secrets of at least 128 random bits, which need no slow hash. */
    public static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
