package dev.candor.stats.estimate;

import dev.candor.stats.Require;

/** A number from zero to one: a p-value, a posterior probability, a share. */
public record Probability(double value) implements Comparable<Probability> {
    /** Certain. */
    public static final Probability ONE = new Probability(1);

    public Probability {
        Require.closedUnit("probability", value);
    }

    @Override
    public int compareTo(Probability other) {
        return Double.compare(value, other.value);
    }
}
