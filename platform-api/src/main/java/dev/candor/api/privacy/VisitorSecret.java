package dev.candor.api.privacy;

import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor's browser shows to speak for its visitor: {@code Authorization: Visitor <siteKey>.<secret>}. The secret has 256
 * random bits. The unit is made from it, so that it can be found without anything being registered, and travels in events
 * without giving the secret away.
 */
record VisitorSecret(String siteKey, Optional<String> secret) {

    private static final Pattern HEADER = Pattern.compile("Visitor (pk_[0-9a-z]{1,64})(?:\\.([0-9a-f]{64}))?");
    private static final int UNIT_BYTES = 16;

    /** @throws ProblemException UNAUTHENTICATED for anything else than the header above; the secret may be missing */
    static VisitorSecret read(@Nullable String header) {
        Matcher matcher = HEADER.matcher(header == null ? "" : header);
        if (!matcher.matches()) {
            throw new ProblemException(
                    ProblemType.UNAUTHENTICATED,
                    "send Authorization: Visitor <siteKey>.<secret>, the secret as 64 hexadecimal digits");
        }
        return new VisitorSecret(matcher.group(1), Optional.ofNullable(matcher.group(2)));
    }

    /** The unit that this secret stands for at this site; empty without a secret. */
    Optional<String> unit() {
        return secret.map(known -> unit(siteKey, known));
    }

    static String unit(String siteKey, String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("candor visitor\n" + siteKey + "\n" + secret).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, UNIT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Never shown. */
    @Override
    public String toString() {
        return siteKey;
    }
}
