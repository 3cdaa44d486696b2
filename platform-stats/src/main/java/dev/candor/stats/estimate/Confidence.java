package dev.candor.stats.estimate;

import dev.candor.stats.Require;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.numeric.StudentT;

/**
 * How sure an interval is, as the error it allows: {@code alpha} is two-sided, half of it on each side, strictly between 0
 * and 1. A 95 % interval has alpha 0.05.
 */
public record Confidence(double alpha) {
    /** Alpha 0.05. */
    public static final Confidence NINETY_FIVE_PERCENT = new Confidence(0.05);

    /** Alpha 0.10: the interval that belongs to two one-sided tests at 5 %. */
    public static final Confidence NINETY_PERCENT = new Confidence(0.1);

    public Confidence {
        Require.openUnit("alpha", alpha);
    }

    /** The share of intervals that cover the truth, {@code 1 - alpha}. */
    public double coverage() {
        return 1 - alpha;
    }

    /** The Normal value exceeded with probability alpha / 2. */
    public double normalQuantile() {
        return Normal.upperQuantile(alpha / 2);
    }

    /** The Student value exceeded with probability alpha / 2. */
    public double studentQuantile(double degrees) {
        return StudentT.upperQuantile(alpha / 2, degrees);
    }
}
