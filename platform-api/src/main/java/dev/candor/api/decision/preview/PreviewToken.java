package dev.candor.api.decision.preview;

import dev.candor.api.catalog.PreviewSeal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a preview link shows, and until when: {@code 1.SITE.EXPIRY.EXPERIMENT.VARIANT.EXPERIENCE.SIGNATURE}. It can be
 * read by everybody and made only with the site's key.
 *
 * @param experience index of the variant's experience; null for the variant's own content
 * @param expiresAt  a whole second; from then on the token is worth nothing
 */
public record PreviewToken(
        int siteId,
        String experiment,
        String variant,
        @Nullable Integer experience,
        Instant expiresAt) {

    private static final Pattern FORM =
            Pattern.compile("(1\\.(\\d{1,9})\\.(\\d{1,12})\\.([a-z0-9-]{1,64})\\.([a-z0-9-]{1,64})\\.(\\d{1,3})?)"
                    + "\\.([A-Za-z0-9_-]{43})");

    /** The token as it stands in an address. */
    public String text(PreviewSeal seal) {
        String content = "1." + siteId + "." + expiresAt.getEpochSecond() + "." + experiment + "." + variant + "."
                + (experience == null ? "" : experience);
        return content + "." + seal.sign(content);
    }

    /** The token that {@code seal} signed; empty for anything else. Whether it has expired is not looked at. */
    public static Optional<PreviewToken> read(String text, PreviewSeal seal) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || !seal.isSignature(matcher.group(1), matcher.group(7))) {
            return Optional.empty();
        }
        String experience = matcher.group(6);
        return Optional.of(new PreviewToken(
                Integer.parseInt(matcher.group(2)),
                matcher.group(4),
                matcher.group(5),
                experience == null ? null : Integer.valueOf(experience),
                Instant.ofEpochSecond(Long.parseLong(matcher.group(3)))));
    }

    /** Whether its time is over. */
    public boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
