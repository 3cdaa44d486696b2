package dev.candor.api.decision.preview;

import dev.candor.api.problem.Fields;
import dev.candor.domain.Keys;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a preview link for.
 *
 * @param experience index of one of the variant's experiences; null for the variant's own content
 * @param hours      how long the link lasts, 1 to {@link #LONGEST_HOURS}
 * @param url        the page to show it on, with scheme and host
 */
public record PreviewRequest(String variant, @Nullable Integer experience, int hours, String url) {

    /** A week. */
    public static final int LONGEST_HOURS = 168;

    public static final int USUAL_HOURS = 24;

    private static final int LONGEST_URL = 2_000;

    /** The request in {@code fields}; its faults are noted there. */
    public static PreviewRequest read(Fields fields) {
        return new PreviewRequest(
                fields.text("variant", Keys::isKey, Keys.KEY_RULE),
                fields.has("experience") ? Integer.valueOf((int) fields.whole("experience", 0, 999)) : null,
                (int) fields.whole("hours", 1, LONGEST_HOURS, USUAL_HOURS),
                fields.text("url", LONGEST_URL));
    }
}
