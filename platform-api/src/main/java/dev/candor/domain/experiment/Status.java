package dev.candor.domain.experiment;

import dev.candor.domain.Coded;

/** Where an experiment stands in its life. */
public enum Status implements Coded {
    DRAFT("draft"),
    /** Started, and waits for its time. */
    SCHEDULED("scheduled"),
    RUNNING("running"),
    /** Assigns nobody for now; what was begun goes on being counted. */
    PAUSED("paused"),
    STOPPED("stopped"),
    ARCHIVED("archived");

    private final String code;

    Status(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
