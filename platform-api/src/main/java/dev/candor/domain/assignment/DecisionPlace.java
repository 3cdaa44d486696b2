package dev.candor.domain.assignment;

import dev.candor.domain.Coded;

/** Where the decisions for a site's pages are made. */
public enum DecisionPlace implements Coded {
    /** In the visitor's browser: every rule goes there, and what the visitor declares stays there. */
    BROWSER("browser"),
    /** By the server: the browser gets its own decisions alone, and what the visitor declares is sent under a grant. */
    SERVER("server");

    private final String code;

    DecisionPlace(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
