package dev.candor.domain.journey;

import dev.candor.domain.event.Dimension;
import dev.candor.domain.event.Event;
import dev.candor.domain.event.Event.Exposure;
import dev.candor.domain.metric.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one unit adds to one experiment's statistics.
 *
 * @param phase       the number of the phase in which it first met a variant: there it counts, and in no other
 * @param variant     the key of the variant that the unit met first
 * @param exposedAt   when it did
 * @param quarantined whether it met another variant too; then it is counted as such and adds nothing else
 * @param dimensions  what was known of it then, for breakdowns
 * @param values      one for each metric of the definition, in its order; empty when quarantined
 */
public record Contribution(
        int phase,
        String variant,
        Instant exposedAt,
        boolean quarantined,
        Map<Dimension, String> dimensions,
        List<MetricValue> values) {

    /** Grows when the same events would give another contribution; what was folded by an older one is folded again. */
    public static final int VERSION = 2;

    public Contribution {
        dimensions = Map.copyOf(dimensions);
        values = List.copyOf(values);
    }

    /**
     * The fold. Pure: the order of the events, and how often it is asked, change nothing.
     *
     * @param definition      the experiment as it was sealed
     * @param eventsOfOneUnit all events of one unit, of whatever experiment, each once
     * @return empty when the unit never met a variant of this experiment
     */
    public static Optional<Contribution> of(ExperimentDefinition definition, List<Event> eventsOfOneUnit) {
        Instant end = definition.until() == null ? Instant.MAX : definition.until();
        Exposure first = null;
        for (Event event : eventsOfOneUnit) {
            if (isExposure(definition, event, end) && (first == null || isEarlier(event, first))) {
                first = (Exposure) event;
            }
        }
        if (first == null) {
            return Optional.empty();
        }
        int phase = definition.phaseAt(first.occurredAt());
        Instant endOfPhase = definition.endOf(phase);
        boolean quarantined = false;
        for (Event event : eventsOfOneUnit) {
            quarantined |= isExposure(definition, event, endOfPhase)
                    && !((Exposure) event).variant().equals(first.variant());
        }
        List<MetricValue> values = new ArrayList<>();
        if (!quarantined) {
            for (Metric metric : definition.metrics()) {
                values.add(Tally.of(metric, eventsOfOneUnit, first, endOfPhase).toValue(metric));
            }
        }
        return Optional.of(
                new Contribution(phase, first.variant(), first.occurredAt(), quarantined, first.dimensions(), values));
    }

    private static boolean isExposure(ExperimentDefinition definition, Event event, Instant end) {
        return event instanceof Exposure exposure
                && exposure.occurredAt().isBefore(end)
                && exposure.experiment().equals(definition.experiment());
    }

    /** By time; where two happened at once, the order of their ids settles it. */
    private static boolean isEarlier(Event event, Event other) {
        int byTime = event.occurredAt().compareTo(other.occurredAt());
        return byTime < 0 || (byTime == 0 && event.id().compareTo(other.id()) < 0);
    }
}
