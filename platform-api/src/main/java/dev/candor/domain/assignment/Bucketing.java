package dev.candor.domain.assignment;

import java.nio.charset.StandardCharsets;

/**
 * Where a unit stands for a seed: MurmurHash3 x86 32-bit (Austin Appleby, public domain), seed 0, of the UTF-8 bytes of
 * {@code seed + "/" + unit}, read as an unsigned integer. Thresholds are integers, so that Java and JavaScript never
 * differ by a rounding.
 */
public final class Bucketing {

    /** All buckets: 2^32. */
    public static final long ALL = 1L << 32;

    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;

    private Bucketing() {}

    /** The unit's bucket, 0 to 2^32 - 1. */
    public static long bucket(String seed, String unit) {
        return Integer.toUnsignedLong(murmur3((seed + "/" + unit).getBytes(StandardCharsets.UTF_8)));
    }

    /** The first bucket beyond a share of {@code basisPoints} out of 10,000, rounded down. */
    public static long threshold(int basisPoints) {
        return basisPoints * ALL / 10_000;
    }

    private static int murmur3(byte[] data) {
        int hash = 0;
        int whole = data.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            int block = (data[i] & 0xff)
                    | (data[i + 1] & 0xff) << 8
                    | (data[i + 2] & 0xff) << 16
                    | (data[i + 3] & 0xff) << 24;
            hash = Integer.rotateLeft(hash ^ scramble(block), 13) * 5 + 0xe6546b64;
        }
        int tail = 0;
        for (int i = data.length - 1; i >= whole; i--) {
            tail = tail << 8 | (data[i] & 0xff);
        }
        hash ^= scramble(tail) ^ data.length;
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }

    private static int scramble(int block) {
        return Integer.rotateLeft(block * C1, 15) * C2;
    }
}
