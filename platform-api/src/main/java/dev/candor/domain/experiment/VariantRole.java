package dev.candor.domain.experiment;

import dev.candor.domain.Coded;

/** What a variant stands for in the comparison. */
public enum VariantRole implements Coded {
    CONTROL("control"),
    /** Uses nothing about the visitor. */
    PRIVACY_FIRST("privacy_first"),
    /** May use what the visitor stated, with their consent. */
    PERSONALIZED("personalized");

    private final String code;

    VariantRole(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
