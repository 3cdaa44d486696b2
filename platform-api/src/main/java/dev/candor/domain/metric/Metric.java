package dev.candor.domain.metric;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How events become a number per unit.
 *
 * @param key              a name, unique within the site
 * @param event            the event that counts
 * @param denominatorEvent for a ratio: the event below the line
 * @param direction        which way is better
 * @param windowHours      only what happens within so many hours after the exposure counts; null for no limit
 * @param cap              a unit's value above this counts as this; null for no such cap
 * @param capPercentile    a unit's value above this percentile of all units' values counts as that; null for no such cap
 * @param retention        for a retention: when the unit must have come back
 * @param quantile         for a quantile: which one, strictly between 0 and 1
 * @param covariate        whether the value before the exposure is kept to sharpen the comparison
 * @param epsilon          for answers of one to five that chance changes before they are sent: the privacy loss of one answer;
 *                         null for plain answers
 */
public record Metric(
        String key,
        MetricKind kind,
        String event,
        @Nullable String denominatorEvent,
        Direction direction,
        @Nullable Integer windowHours,
        @Nullable BigDecimal cap,
        @Nullable BigDecimal capPercentile,
        @Nullable Days retention,
        @Nullable BigDecimal quantile,
        boolean covariate,
        @Nullable BigDecimal epsilon) {

    /** Days after the exposure, each of 24 hours: from {@code from} on, up to {@code to} and without it. */
    public record Days(int from, int to) {
        public Days {
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException("no stretch of days: " + from + " to " + to);
            }
        }
    }

    /** A metric of plain answers. */
    public Metric(
            String key,
            MetricKind kind,
            String event,
            @Nullable String denominatorEvent,
            Direction direction,
            @Nullable Integer windowHours,
            @Nullable BigDecimal cap,
            @Nullable BigDecimal capPercentile,
            @Nullable Days retention,
            @Nullable BigDecimal quantile,
            boolean covariate) {
        this(
                key,
                kind,
                event,
                denominatorEvent,
                direction,
                windowHours,
                cap,
                capPercentile,
                retention,
                quantile,
                covariate,
                null);
    }

    /** A metric that neither comes back, nor is a quantile, nor has a cap that depends on all units. */
    public Metric(
            String key,
            MetricKind kind,
            String event,
            @Nullable String denominatorEvent,
            Direction direction,
            @Nullable Integer windowHours,
            @Nullable BigDecimal cap,
            boolean covariate) {
        this(key, kind, event, denominatorEvent, direction, windowHours, cap, null, null, null, covariate);
    }

    /** A metric of this kind over its own event, with nothing special. */
    public static Metric plain(String key, MetricKind kind, Direction direction) {
        return new Metric(key, kind, key, null, direction, null, null, false);
    }

    /** The same metric of answers that chance changes; null for plain ones. */
    public Metric withEpsilon(@Nullable BigDecimal changed) {
        return new Metric(
                key,
                kind,
                event,
                denominatorEvent,
                direction,
                windowHours,
                cap,
                capPercentile,
                retention,
                quantile,
                covariate,
                changed);
    }

    /**
     * Whether signals that belong to no unit can be counted into it: it asks who did something, at whatever time. When they had
     * met their variant is not known of such signals.
     */
    public boolean takesSignalsOfNobody() {
        return kind == MetricKind.CONVERSION && windowHours == null;
    }

    /** Whether its number needs all units' values at once: then sums are made when results are read, not while folding. */
    public boolean needsAllValues() {
        return capPercentile != null || kind == MetricKind.QUANTILE;
    }
}
