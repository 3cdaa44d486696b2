package dev.candor.domain.experiment;

import dev.candor.domain.Coded;

/** How a group-sequential plan spends its alpha over the looks. */
public enum Spending implements Coded {
    OBRIEN_FLEMING("obrienFleming"),
    POCOCK("pocock");

    private final String code;

    Spending(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
