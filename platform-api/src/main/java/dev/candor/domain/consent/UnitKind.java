package dev.candor.domain.consent;

import dev.candor.domain.Coded;

/** What is assigned and counted; one kind for an experiment, the same in every arm. */
public enum UnitKind implements Coded {
    /** A random id that the browser keeps once the visitor allows it. */
    CONSENTED_VISITOR("consented_visitor"),
    /** No id in the browser; the server derives one that lasts a day. */
    DAILY_VISITOR("daily_visitor"),
    /** The site's own user id. */
    SIGNED_IN_USER("signed_in_user");

    private final String code;

    UnitKind(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
