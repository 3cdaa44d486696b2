package dev.candor.domain.experiment;

import dev.candor.domain.Coded;

/** What is done to an element of the page. */
public enum ChangeKind implements Coded {
    TEXT("text"),
    HTML("html"),
    ATTR("attr"),
    ADD_CLASS("addClass"),
    REMOVE_CLASS("removeClass"),
    HIDE("hide"),
    SHOW("show"),
    INSERT_BEFORE("insertBefore"),
    INSERT_AFTER("insertAfter"),
    REDIRECT("redirect");

    private final String code;

    ChangeKind(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    /** Whether its value is HTML. */
    public boolean isMarkup() {
        return this == HTML || this == INSERT_BEFORE || this == INSERT_AFTER;
    }
}
