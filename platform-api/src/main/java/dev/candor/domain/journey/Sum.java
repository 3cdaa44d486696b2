package dev.candor.domain.journey;

import java.math.BigInteger;

/** An exact sum of 64-bit numbers: cheap as long as it fits in 64 bits itself, and right beyond. */
final class Sum {

    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private BigInteger carried = BigInteger.ZERO;
    private long rest;

    void add(long value) {
        long sum = rest + value;
        // As Math.addExact decides that it overflows.
        if (((rest ^ sum) & (value ^ sum)) < 0) {
            carried = carried.add(BigInteger.valueOf(rest));
            sum = value;
        }
        rest = sum;
    }

    BigInteger exact() {
        return carried.add(BigInteger.valueOf(rest));
    }

    /** As much as a 64-bit number holds, nine million millions: a sender who claims more must not stop the fold. */
    static long kept(BigInteger micros) {
        return micros.min(LARGEST).longValueExact();
    }
}
