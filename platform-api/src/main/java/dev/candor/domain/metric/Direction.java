package dev.candor.domain.metric;

import dev.candor.domain.Coded;

/** Which way is better. */
public enum Direction implements Coded {
    INCREASE("increase"),
    DECREASE("decrease");

    private final String code;

    Direction(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
