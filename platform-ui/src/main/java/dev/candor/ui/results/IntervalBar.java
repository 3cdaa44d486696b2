package dev.candor.ui.results;

import dev.candor.api.results.ExperimentResults.Range;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An interval as a small drawing, {@value #WIDTH} units wide, with zero in the middle.
 *
 * @param from  left end of the line
 * @param to    right end of the line
 * @param point where the estimate stands
 * @param tone  {@code good}, {@code bad} or {@code unclear}
 */
public record IntervalBar(String from, String to, String point, String tone) {

    static final int WIDTH = 160;
    private static final double MARGIN = 6;
    private static final double LEAST_REACH = 0.01;
    private static final double GREATEST_REACH = 1;

    /** How far from zero a set of drawings reaches, so that they can be compared. */
    public static double reach(Collection<Range> ranges) {
        double reach = LEAST_REACH;
        for (Range range : ranges) {
            reach = Math.max(reach, Math.abs(range.estimate()));
            reach = Math.max(reach, range.low() == null ? 0 : Math.abs(range.low()));
            reach = Math.max(reach, range.high() == null ? 0 : Math.abs(range.high()));
        }
        return Math.min(reach, GREATEST_REACH);
    }

    static @Nullable IntervalBar of(@Nullable Range range, double reach, Tone tone) {
        if (range == null) {
            return null;
        }
        return new IntervalBar(
                place(range.low() == null ? -reach : range.low(), reach),
                place(range.high() == null ? reach : range.high(), reach),
                place(range.estimate(), reach),
                tone.code());
    }

    private static String place(double value, double reach) {
        double share = Math.max(-1, Math.min(1, value / reach));
        return String.format(Locale.ROOT, "%.1f", WIDTH / 2.0 + share * (WIDTH / 2.0 - MARGIN));
    }
}
