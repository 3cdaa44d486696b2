package dev.candor.api.ledger;

import dev.candor.api.ledger.Statistics.Cell;
import dev.candor.domain.event.Dimension;
import dev.candor.domain.journey.Contribution;
import dev.candor.domain.journey.ExperimentDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What contributions add up to, phase by phase, whole and broken down; or a difference of it. */
public final class PartedStatistics {

    private final Map<Part, Statistics> parts = new TreeMap<>();
    private final Map<Alike, Gathering> gathered = new HashMap<>();
    private @Nullable ExperimentDefinition gatheredFor;

    /** Units that count in the same parts: few kinds, so that each unit is added once, and its parts when they are asked for. */
    private record Alike(int phase, String variant, Map<Dimension, String> dimensions) {}

    /** Adds a unit's contribution. */
    public void add(ExperimentDefinition definition, Contribution contribution) {
        apply(definition, contribution, 1);
    }

    /** Takes a unit's contribution out again. */
    public void subtract(ExperimentDefinition definition, Contribution contribution) {
        apply(definition, contribution, -1);
    }

    private void apply(ExperimentDefinition definition, Contribution contribution, int sign) {
        if (!definition.equals(gatheredFor)) {
            settle();
            gatheredFor = definition;
        }
        int metrics = definition.metrics().size();
        gathered.computeIfAbsent(
                        new Alike(contribution.phase(), contribution.variant(), contribution.dimensions()),
                        alike -> new Gathering(metrics))
                .add(contribution.quarantined(), contribution.values(), sign);
    }

    /** Brings what was gathered into the parts. */
    private void settle() {
        ExperimentDefinition definition = gatheredFor;
        if (definition == null) {
            return;
        }
        gathered.forEach((alike, gathering) -> {
            add(definition, Part.whole(alike.phase()), alike.variant(), gathering);
            alike.dimensions()
                    .forEach((dimension, value) -> add(
                            definition, new Part(alike.phase(), dimension.code(), value), alike.variant(), gathering));
        });
        gathered.clear();
        gatheredFor = null;
    }

    private void add(ExperimentDefinition definition, Part part, String variant, Gathering gathering) {
        Statistics statistics = parts.computeIfAbsent(part, p -> new Statistics());
        statistics.add(variant, gathering.visitors());
        for (int i = 0; i < gathering.metrics(); i++) {
            Totals totals = gathering.totals(i);
            if (!totals.equals(Totals.ZERO)) {
                statistics.add(new Cell(variant, definition.metrics().get(i).key()), totals);
            }
        }
    }

    /** Adds what another set adds up to. */
    public void add(PartedStatistics more) {
        more.settle();
        more.parts.forEach((part, statistics) -> part(part).add(statistics));
    }

    /** The statistics of one part, empty at first. */
    public Statistics part(Part part) {
        settle();
        return parts.computeIfAbsent(part, p -> new Statistics());
    }

    public Map<Part, Statistics> parts() {
        settle();
        return parts;
    }

    /** The same without what is zero throughout, so that two can be compared. */
    public Map<Part, Statistics> content() {
        settle();
        Map<Part, Statistics> content = new TreeMap<>();
        parts.forEach((part, statistics) -> {
            Statistics some = statistics.withoutZeros();
            if (!some.isEmpty()) {
                content.put(part, some);
            }
        });
        return content;
    }
}
