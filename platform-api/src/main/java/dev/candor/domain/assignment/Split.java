package dev.candor.domain.assignment;

import java.util.Arrays;
import java.util.List;

/** How the buckets are split over an experiment's variants: for each, in their order, the first bucket beyond it. */
final class Split {

    private final long[] below;

    Split(List<Integer> weights) {
        below = new long[weights.size()];
        int share = 0;
        for (int i = 0; i < below.length; i++) {
            share += weights.get(i);
            below[i] = Bucketing.threshold(share);
        }
    }

    /** The place of the variant that owns {@code bucket}. */
    int indexOf(long bucket) {
        for (int i = 0; i < below.length; i++) {
            if (bucket < below[i]) {
                return i;
            }
        }
        throw new IllegalArgumentException("the weights do not add up");
    }

    List<Long> below() {
        return Arrays.stream(below).boxed().toList();
    }
}
