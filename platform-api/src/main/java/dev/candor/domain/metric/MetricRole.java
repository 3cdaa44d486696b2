package dev.candor.domain.metric;

import dev.candor.domain.Coded;

/** What a metric is for in one experiment. */
public enum MetricRole implements Coded {
    /** Decides. */
    PRIMARY("primary"),
    /** Exploratory. */
    SECONDARY("secondary"),
    /** Must not get worse by its margin. */
    GUARDRAIL("guardrail"),
    /** Says how far visitors go on trusting the site; must not get worse by its margin. */
    TRUST("trust");

    private final String code;

    MetricRole(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    /** Whether personalization has to show that it does no harm here. */
    public boolean guards() {
        return this == GUARDRAIL || this == TRUST;
    }
}
