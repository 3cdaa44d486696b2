package dev.candor.api.access;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What a client says about what it has and what it can read (RFC 9110, sections 12.5.3 and 13.1.2). */
public final class EntityTags {

    private EntityTags() {}

    /** A tag for these bytes and no others, without its quotes. */
    public static String of(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether {@code ifNoneMatch} lists {@code tag}, which comes without its quotes. */
    public static boolean match(@Nullable String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String one : ifNoneMatch.split(",", 20)) {
            String listed = one.strip();
            if (listed.equals("*")) {
                return true;
            }
            // A proxy that compressed the answer marks the tag as weak; for a GET that is as good.
            String strong = listed.startsWith("W/") ? listed.substring(2) : listed;
            if (strong.length() == tag.length() + 2
                    && strong.startsWith("\"")
                    && strong.endsWith("\"")
                    && strong.startsWith(tag, 1)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an answer may be sent as gzip. */
    public static boolean acceptsGzip(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        for (String one : acceptEncoding.split(",", 20)) {
            String coding = one.strip();
            if (coding.startsWith("gzip") || coding.startsWith("*")) {
                return !coding.replace(" ", "").matches(".*;q=0(\\.0*)?");
            }
        }
        return false;
    }
}
