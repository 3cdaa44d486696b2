package dev.candor.domain.actor;

import dev.candor.domain.Coded;

/** What someone may do; each role may also do what those before it may. */
public enum Role implements Coded {
    /** Reads. */
    VIEWER("viewer"),
    /** Also exports. */
    ANALYST("analyst"),
    /** Also edits, starts and stops experiments. */
    EDITOR("editor"),
    /** Also users, tokens, sites, erasure and overrides. */
    ADMIN("admin");

    private final String code;

    Role(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    /** Whether this role may do what {@code needed} asks for. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
