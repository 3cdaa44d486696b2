package dev.candor.api.catalog;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs and checks a site's preview links: HMAC-SHA-256 with a key of its own, derived from the site's lasting key. */
public final class PreviewSeal {

    /** What the key is for. Another purpose takes another label, so that no key serves two. */
    private static final String LABEL = "candor preview links 1";

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    private PreviewSeal(byte[] key) {
        this.key = key;
    }

    /** The seal of the site with this lasting key. */
    public static PreviewSeal of(Site site) {
        return new PreviewSeal(hmac(site.keys().lasting(), LABEL));
    }

    /** The seal with this derived key, as {@link #key} gave it. */
    static PreviewSeal kept(byte[] derived) {
        return new PreviewSeal(derived.clone());
    }

    /** The derived key, from which the lasting key can't be had. */
    byte[] key() {
        return key.clone();
    }

    /** The signature of {@code text}, for an address. */
    public String sign(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(key, text));
    }

    /** Whether {@code signature} is {@code text}'s; takes as long for a wrong one. */
    public boolean isSignature(String text, String signature) {
        return MessageDigest.isEqual(
                sign(text).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
