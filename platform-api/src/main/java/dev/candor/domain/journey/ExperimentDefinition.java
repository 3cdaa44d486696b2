package dev.candor.domain.journey;

import dev.candor.domain.metric.Metric;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the fold must know of an experiment: the plan as it was sealed, and the turns that its life took since.
 *
 * @param experiment the experiment's key
 * @param variants   keys, in the experiment's order
 * @param metrics    definitions, in the experiment's order
 * @param phases     when each phase began, in their order; empty counts as one phase that began before everything
 * @param sticky     whether a unit keeps its variant over phases; if not, its events count until the next phase began
 * @param until      what happened at or after this moment is not counted; null while the experiment goes on
 */
public record ExperimentDefinition(
        String experiment,
        List<String> variants,
        List<Metric> metrics,
        List<Instant> phases,
        boolean sticky,
        @Nullable Instant until) {
    public ExperimentDefinition {
        variants = List.copyOf(variants);
        metrics = List.copyOf(metrics);
        phases = List.copyOf(phases);
    }

    /** Of an experiment with one phase. */
    public ExperimentDefinition(
            String experiment, List<String> variants, List<Metric> metrics, @Nullable Instant until) {
        this(experiment, variants, metrics, List.of(), false, until);
    }

    /** Whether something that happened at {@code moment} still counts. */
    public boolean counts(Instant moment) {
        return until == null || moment.isBefore(until);
    }

    /** The number of the phase in force at {@code moment}; what seems to come before the start is in the first. */
    public int phaseAt(Instant moment) {
        int phase = 1;
        while (phase < phases.size() && !moment.isBefore(phases.get(phase))) {
            phase++;
        }
        return phase;
    }

    /** The moment from which on nothing counts for a unit of {@code phase}. */
    Instant endOf(int phase) {
        Instant end = until == null ? Instant.MAX : until;
        if (sticky || phase >= phases.size()) {
            return end;
        }
        Instant next = phases.get(phase);
        return next.isBefore(end) ? next : end;
    }
}
