package dev.candor.domain.event;

import dev.candor.domain.Coded;

/** The fixed menu by which results may be broken down: what was true of the visitor when they first met a variant. */
public enum Dimension implements Coded {
    DEVICE("device"),
    LANGUAGE("language"),
    CAMPAIGN("campaign"),
    NEW_OR_RETURNING("newOrReturning"),
    CONSENT("consent");

    private final String code;

    Dimension(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
