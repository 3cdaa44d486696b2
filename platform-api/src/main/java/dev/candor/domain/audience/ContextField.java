package dev.candor.domain.audience;

import dev.candor.domain.Coded;

/** What a rule may ask of the present request; nobody's history. */
public enum ContextField implements Coded {
    DEVICE("device", false),
    LANGUAGE("language", false),
    PATH("path", false),
    UTM_SOURCE("query.utm_source", false),
    UTM_MEDIUM("query.utm_medium", false),
    UTM_CAMPAIGN("query.utm_campaign", false),
    REFERRER_HOST("referrerHost", false),
    HOUR_OF_DAY("hourOfDay", true),
    DAY_OF_WEEK("dayOfWeek", true),
    NEW_OR_RETURNING("newOrReturning", false);

    private final String code;
    private final boolean numeric;

    ContextField(String code, boolean numeric) {
        this.code = code;
        this.numeric = numeric;
    }

    @Override
    public String code() {
        return code;
    }

    /** Whether its values are numbers: the hour 0 to 23, the day 1 (Monday) to 7. */
    public boolean numeric() {
        return numeric;
    }
}
