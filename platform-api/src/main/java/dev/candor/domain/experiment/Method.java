package dev.candor.domain.experiment;

import dev.candor.domain.Coded;

/** When a plan allows a verdict. */
public enum Method implements Coded {
    /** Once, when the planned number of visitors is reached. */
    FIXED("fixed"),
    GROUP_SEQUENTIAL("groupSequential"),
    ALWAYS_VALID("alwaysValid"),
    BAYESIAN("bayesian");

    private final String code;

    Method(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
