package dev.candor.domain.attribute;

import dev.candor.domain.Coded;

/** Where an attribute's value comes from. Only what was stated may personalize. */
public enum Provenance implements Coded {
    STATED("stated"),
    OBSERVED_HERE("observed_here"),
    INFERRED("inferred"),
    THIRD_PARTY("third_party");

    private final String code;

    Provenance(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
