package dev.candor.domain.experiment;

import dev.candor.domain.metric.Margin;
import dev.candor.domain.metric.MetricRole;
import org.jspecify.annotations.Nullable;

/**
 * A metric's part in one experiment.
 *
 * @param metric the metric's key
 * @param margin how much worse is small enough, for a guardrail or trust metric
 */
public record MetricUse(
        String metric, MetricRole role, @Nullable Margin margin) {}
