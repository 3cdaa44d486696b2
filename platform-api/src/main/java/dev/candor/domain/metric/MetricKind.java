package dev.candor.domain.metric;

import dev.candor.domain.Coded;

/** How the events of one unit become its number. */
public enum MetricKind implements Coded {
    /** Did it at least once: 0 or 1. */
    CONVERSION("conversion"),
    /** How many times. */
    COUNT("count"),
    /** Total value. */
    SUM("sum"),
    /** Average value, of units that have any. */
    MEAN("mean"),
    /** Total of one event's values over total of another's. */
    RATIO("ratio"),
    /** Came back after so many days. */
    RETENTION("retention"),
    /** A quantile of the values. */
    QUANTILE("quantile");

    private final String code;

    MetricKind(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
