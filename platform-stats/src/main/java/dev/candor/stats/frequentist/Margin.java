package dev.candor.stats.frequentist;

import dev.candor.stats.Require;

/**
 * How large a difference must be to matter: in the metric's own unit, or as a share of the control.
 *
 * @param size finite; a share when relative
 * @param scale of the size
 */
public record Margin(double size, Scale scale) {
    public Margin {
        Require.finite("margin", size);
    }

    /** What a margin is measured in. */
    public enum Scale {
        /** The metric's unit: 0.01 of a conversion rate is one percentage point. */
        ABSOLUTE,
        /** A share of the control's mean: 0.01 is one percent of it. */
        RELATIVE
    }

    /** A margin in the metric's unit. */
    public static Margin absolute(double size) {
        return new Margin(size, Scale.ABSOLUTE);
    }

    /** A margin as a share of the control. */
    public static Margin relative(double share) {
        return new Margin(share, Scale.RELATIVE);
    }
}
