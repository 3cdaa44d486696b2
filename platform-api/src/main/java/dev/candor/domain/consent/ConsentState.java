package dev.candor.domain.consent;

import dev.candor.domain.Coded;

/** A visitor's answer for one purpose. Not having answered is not a yes. */
public enum ConsentState implements Coded {
    UNKNOWN("unknown"),
    GRANTED("granted"),
    DENIED("denied");

    private final String code;

    ConsentState(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
