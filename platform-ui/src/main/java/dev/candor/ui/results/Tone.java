package dev.candor.ui.results;

import dev.candor.api.results.ExperimentResults.Range;
import org.jspecify.annotations.Nullable;

/** Whether a difference is good news, bad news, or neither; always shown with a word, never by colour alone. */
enum Tone {
    GOOD("good"),
    BAD("bad"),
    UNCLEAR("unclear");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    /** No reading at all where chance did not make the groups; otherwise as {@link #of}. */
    static Tone of(@Nullable Range range, boolean lowerIsBetter, boolean causal) {
        return causal ? of(range, lowerIsBetter) : UNCLEAR;
    }

    /** Clear only when the whole interval lies on one side of zero. */
    static Tone of(@Nullable Range range, boolean lowerIsBetter) {
        if (range == null) {
            return UNCLEAR;
        }
        boolean above = range.low() != null && range.low() > 0;
        boolean below = range.high() != null && range.high() < 0;
        if (!above && !below) {
            return UNCLEAR;
        }
        return above == lowerIsBetter ? BAD : GOOD;
    }
}
