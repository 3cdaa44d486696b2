package dev.candor.stats.estimate;

import dev.candor.stats.Require;

/**
 * A range of values of one quantity, in the quantity's own unit, both ends included; an end may be infinite. Ends are not
 * clipped to what is possible (a difference of rates may leave [-1, 1]); presentation does that.
 */
public record Interval(double lower, double upper) {
    public Interval {
        Require.valid(!Double.isNaN(lower), "lower", lower, "must be a number");
        Require.valid(!Double.isNaN(upper), "upper", upper, "must be a number");
        Require.valid(lower <= upper, "lower", lower, "must not lie above upper, " + upper);
    }

    /** The interval from {@code centre - halfWidth} to {@code centre + halfWidth}. */
    public static Interval around(double centre, double halfWidth) {
        return new Interval(centre - halfWidth, centre + halfWidth);
    }

    /** Whether the value lies in the interval, ends included. */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    /** Whether both ends lie strictly between the two bounds. */
    public boolean liesStrictlyWithin(double low, double high) {
        return low < lower && upper < high;
    }

    /** The interval of minus the quantity, as when a harm is stated as a gain. */
    public Interval negated() {
        return new Interval(-upper, -lower);
    }

    /** Upper end minus lower end. */
    public double width() {
        return upper - lower;
    }
}
