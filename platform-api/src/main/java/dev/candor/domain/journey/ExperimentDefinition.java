package dev.candor.domain.journey;

import dev.candor.domain.metric.Metric;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the fold must know of an experiment, as it was sealed at the start.
 *
 * @param experiment the experiment's key
 * @param variants   keys, in the experiment's order
 * @param metrics    definitions, in the experiment's order
 * @param until      what happened at or after this moment is not counted; null while the experiment goes on
 */
public record ExperimentDefinition(
        String experiment,
        List<String> variants,
        List<Metric> metrics,
        @Nullable Instant until) {
    public ExperimentDefinition {
        variants = List.copyOf(variants);
        metrics = List.copyOf(metrics);
    }
}
