package dev.candor.domain.journey;

import dev.candor.domain.event.Event;
import dev.candor.domain.event.Event.Exposure;
import dev.candor.domain.metric.Metric;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one unit adds to one experiment's statistics.
 *
 * @param variant     the key of the variant that the unit met first
 * @param exposedAt   when it did
 * @param quarantined whether it met another variant too; then it is counted as such and adds nothing else
 * @param values      one for each metric of the definition, in its order; empty when quarantined
 */
public record Contribution(String variant, Instant exposedAt, boolean quarantined, List<MetricValue> values) {

    private static final Comparator<Event> BY_TIME =
            Comparator.comparing(Event::occurredAt).thenComparing(Event::id);

    public Contribution {
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
        List<Event> events = eventsOfOneUnit.stream()
                .filter(event ->
                        definition.until() == null || event.occurredAt().isBefore(definition.until()))
                .sorted(BY_TIME)
                .toList();
        List<Exposure> exposures = events.stream()
                .filter(Exposure.class::isInstance)
                .map(Exposure.class::cast)
                .filter(exposure -> exposure.experiment().equals(definition.experiment()))
                .toList();
        if (exposures.isEmpty()) {
            return Optional.empty();
        }
        Exposure first = exposures.get(0);
        boolean quarantined =
                exposures.stream().anyMatch(other -> !other.variant().equals(first.variant()));
        List<MetricValue> values = quarantined
                ? List.of()
                : definition.metrics().stream()
                        .map(metric -> value(metric, first.occurredAt(), events))
                        .toList();
        return Optional.of(new Contribution(first.variant(), first.occurredAt(), quarantined, values));
    }

    private static MetricValue value(Metric metric, Instant exposedAt, List<Event> events) {
        Tally after = Tally.from(metric, events, exposedAt, Tally.endOfWindow(metric, exposedAt));
        Tally before = metric.covariate()
                ? Tally.from(metric, events, Tally.startOfHistory(metric, exposedAt), exposedAt)
                : Tally.NOTHING;
        return after.toValue(metric, before);
    }
}
