package dev.candor.api.folding;

import java.time.Duration;

/**
 * When a worker folds again: durable answers come first. While many wait for those, it rests for three times as long as it
 * worked, and lets marks gather, for a unit that is folded once with two events costs half; but no mark waits for longer than
 * {@code longestWait}, if that can be helped: as the oldest comes near it, the rests end.
 *
 * @param gather      marks gather for so long from the beginning of one round to the next, when nobody has to wait
 * @param longestWait no mark is to wait for longer than this
 */
record FoldDuty(Duration gather, Duration longestWait) {

    /** How many times as long as it worked a worker rests while many wait. */
    private static final int RESTS = 3;
    /** While many wait, marks gather for this part of the longest wait. */
    private static final int GATHERINGS = 6;
    /** The next round takes about as long as the last one, or twice as long, since more has gathered. */
    private static final int LONGER = 2;

    FoldDuty {
        if (gather.isNegative() || longestWait.isNegative()) {
            throw new IllegalArgumentException("a fold's times are not below zero");
        }
    }

    /**
     * How long to rest before the next round, from the end of the last one on.
     *
     * @param worked  how long that round took
     * @param oldest  how long the oldest mark had waited when it ended
     * @param crowded whether many wait for their events to be stored
     */
    Duration rest(Duration worked, Duration oldest, boolean crowded) {
        Duration usual = longer(Duration.ZERO, gather.minus(worked));
        if (!crowded) {
            return usual;
        }
        Duration polite = longer(
                worked.multipliedBy(RESTS), longestWait.dividedBy(GATHERINGS).minus(worked));
        Duration left = longestWait.minus(oldest).minus(worked.multipliedBy(LONGER));
        return longer(usual, polite.compareTo(left) < 0 ? polite : left);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
