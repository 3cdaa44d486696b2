package dev.candor.stats.estimate;

import dev.candor.stats.Require;

/**
 * The values of a ratio that the data do not contradict. With a denominator that may be zero this need not be an interval:
 * it can leave a gap, or be everything, and either says that the denominator is too uncertain for a claim.
 */
public sealed interface ConfidenceSet {

    /** The ordinary case: everything between two bounds. */
    record Bounded(Interval interval) implements ConfidenceSet {}

    /** Everything except what lies strictly between: {@code (-infinity, lower]} and {@code [upper, infinity)}. */
    record Exclusive(double lower, double upper) implements ConfidenceSet {
        public Exclusive {
            Require.finite("lower", lower);
            Require.finite("upper", upper);
        }
    }

    /** No value is contradicted. */
    record Everything() implements ConfidenceSet {}

    /** The set between, or outside, two ends given in either order. */
    static ConfidenceSet of(boolean bounded, double one, double other) {
        double lower = Math.min(one, other);
        double upper = Math.max(one, other);
        return bounded ? new Bounded(new Interval(lower, upper)) : new Exclusive(lower, upper);
    }

    /** The set of minus the values. */
    default ConfidenceSet negated() {
        return switch (this) {
            case Bounded(Interval interval) -> new Bounded(interval.negated());
            case Exclusive(double lower, double upper) -> new Exclusive(-upper, -lower);
            case Everything everything -> everything;
        };
    }
}
