package dev.candor.domain.consent;

import dev.candor.domain.Coded;

/** What counts where nobody has said anything: the law of the site's visitors decides it, and the site knows the law. */
public enum JurisdictionDefault implements Coded {
    /** Nothing, until the visitor says yes. */
    OPT_IN("optIn"),
    /** Counting, until the visitor says no. Neither keeping an id nor personalizing. */
    OPT_OUT("optOut");

    private final String code;

    JurisdictionDefault(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
