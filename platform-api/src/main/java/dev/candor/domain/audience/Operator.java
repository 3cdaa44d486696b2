package dev.candor.domain.audience;

import dev.candor.domain.Coded;

/** How a field is compared with a rule's value or values. There are no regular expressions. */
public enum Operator implements Coded {
    IS("is"),
    IS_NOT("isNot"),
    IN("in"),
    NOT_IN("notIn"),
    STARTS_WITH("startsWith"),
    CONTAINS("contains"),
    LESS("lt"),
    AT_MOST("le"),
    GREATER("gt"),
    AT_LEAST("ge"),
    EXISTS("exists");

    private final String code;

    Operator(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    /** Whether it takes a list of {@code values} instead of one {@code value}. */
    public boolean takesMany() {
        return this == IN || this == NOT_IN;
    }

    /** Whether it looks for a text within a text. */
    public boolean searchesText() {
        return this == STARTS_WITH || this == CONTAINS;
    }

    /** Whether it compares numbers. */
    public boolean ordersNumbers() {
        return this == LESS || this == AT_MOST || this == GREATER || this == AT_LEAST;
    }
}
