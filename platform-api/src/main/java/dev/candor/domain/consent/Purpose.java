package dev.candor.domain.consent;

import dev.candor.domain.Coded;

/** What data may be used for; a visitor answers for each on its own. */
public enum Purpose implements Coded {
    /** Counting what visitors do. */
    MEASUREMENT("measurement"),
    /** Keeping an id on the device. */
    REMEMBERING("remembering"),
    /** Choosing content by what the visitor declared. */
    PERSONALIZATION("personalization");

    private final String code;

    Purpose(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
