package dev.candor.api.eventstore;

import java.util.concurrent.TimeUnit;

/**
 * The share of the last second or two for which something was busy: a mean whose past fades by half in {@code HALF_LIFE}. Times
 * are nanoseconds of one clock, as {@link System#nanoTime} gives them.
 */
public final class BusyShare {

    static final long HALF_LIFE = TimeUnit.SECONDS.toNanos(1);

    private double share;
    private long upTo;

    /** @param now since when it is watched: it was idle before */
    public BusyShare(long now) {
        upTo = now;
    }

    /** It was busy from {@code begin} to {@code end}; what was counted already is not counted twice. */
    public synchronized void busy(long begin, long end) {
        fade(begin, 0);
        fade(end, 1);
    }

    /** From 0 to 1. */
    public synchronized double share(long now) {
        fade(now, 0);
        return share;
    }

    private void fade(long to, double towards) {
        if (to - upTo <= 0) {
            return;
        }
        double kept = Math.pow(0.5, (double) (to - upTo) / HALF_LIFE);
        share = share * kept + towards * (1 - kept);
        upTo = to;
    }
}
