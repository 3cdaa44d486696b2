package dev.candor.domain.journey;

import java.util.List;

/**
 * What one unit adds to one metric, in millionths.
 *
 * @param counted     whether the unit counts at all: a mean has no value for a unit without events
 * @param value       the value, or what stands above the line of a ratio; the number of values of a quantile
 * @param denominator what stands below the line of a ratio, otherwise 0
 * @param covariate   the same metric before the exposure, where the metric asks for it, otherwise 0
 * @param samples     each single value, ascending, for a quantile; otherwise none
 */
public record MetricValue(boolean counted, long value, long denominator, long covariate, List<Long> samples) {

    /** Adds nothing. */
    public static final MetricValue UNCOUNTED = new MetricValue(false, 0, 0, 0);

    /** Counts, and is nothing: what most units add to most metrics. */
    public static final MetricValue ZERO = new MetricValue(true, 0, 0, 0);

    public MetricValue {
        samples = List.copyOf(samples);
    }

    public MetricValue(boolean counted, long value, long denominator, long covariate) {
        this(counted, value, denominator, covariate, List.of());
    }
}
