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
 * @param cap              a unit's value above this counts as this; null for no cap
 * @param covariate        whether the value before the exposure is kept to sharpen the comparison
 */
public record Metric(
        String key,
        MetricKind kind,
        String event,
        @Nullable String denominatorEvent,
        Direction direction,
        @Nullable Integer windowHours,
        @Nullable BigDecimal cap,
        boolean covariate) {

    /** A metric of this kind over its own event, with nothing special. */
    public static Metric plain(String key, MetricKind kind, Direction direction) {
        return new Metric(key, kind, key, null, direction, null, null, false);
    }
}
