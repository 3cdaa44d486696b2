package dev.candor.domain;

import org.jspecify.annotations.Nullable;

/** How many visitors stand behind a number that may be shown, and between two of them. */
public final class ManyVisitors {

    /** At least so many. */
    public static final int LEAST = 50;

    private ManyVisitors() {}

    /**
     * A count that grows before the reader's eyes, in whole steps of {@value #LEAST}: two answers differ by nothing or by many.
     *
     * @return null for a few; 0 for nobody
     */
    public static @Nullable Long inSteps(long count) {
        return count > 0 && count < LEAST ? null : Long.valueOf(count - count % LEAST);
    }
}
