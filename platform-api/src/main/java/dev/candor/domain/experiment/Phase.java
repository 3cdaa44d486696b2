package dev.candor.domain.experiment;

import java.time.Instant;
import java.util.List;

/**
 * A stretch of an experiment's life with the same weights. Weights change only by a new phase, whose results are kept
 * apart; the variants' seed stays the same.
 *
 * @param number    from 1 on; phase 1 begins at the start
 * @param startedAt it is in force from this moment until the next one begins
 * @param weights   share of the experiment's traffic in basis points, in the order of its variants
 */
public record Phase(int number, Instant startedAt, List<Integer> weights) {
    public Phase {
        weights = List.copyOf(weights);
        if (number < 1) {
            throw new IllegalArgumentException("phases are numbered from 1: " + number);
        }
        if (weights.stream().mapToInt(Integer::intValue).sum() != Slice.WHOLE) {
            throw new IllegalArgumentException("the weights of a phase add up to 10 000: " + weights);
        }
    }

    /** The first phase of an experiment that starts now. */
    public static Phase first(Experiment experiment, Instant startedAt) {
        return new Phase(1, startedAt, experiment.weights());
    }
}
