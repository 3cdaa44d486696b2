package dev.candor.domain.assignment;

/**
 * Where a unit stands for a seed, as an unsigned 32-bit integer, and the thresholds that it is compared with. Both are
 * integers, so that Java and JavaScript never differ by a rounding.
 */
public final class Bucketing {

    /** All buckets: 2^32. */
    public static final long ALL = 1L << 32;

    private Bucketing() {}

    /** The unit's bucket, 0 to 2^32 - 1. Whoever asks for many units of one seed keeps the {@link Seed}. */
    public static long bucket(String seed, String unit) {
        return new Seed(seed).bucket(unit);
    }

    /** The first bucket beyond a share of {@code basisPoints} out of 10,000, rounded down. */
    public static long threshold(int basisPoints) {
        return basisPoints * ALL / 10_000;
    }
}
