package dev.candor.domain.attribute;

import dev.candor.domain.Coded;

/** What values an attribute may take. */
public enum AttributeType implements Coded {
    STRING("string"),
    NUMBER("number"),
    BOOLEAN("boolean"),
    ENUM("enum");

    private final String code;

    AttributeType(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
