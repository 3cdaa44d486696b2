package dev.candor.api.ledger;

import dev.candor.api.ledger.Statistics.Cell;
import dev.candor.api.ledger.Statistics.Visitors;
import dev.candor.domain.event.Dimension;
import dev.candor.domain.journey.Contribution;
import dev.candor.domain.journey.ExperimentDefinition;
import dev.candor.domain.journey.MetricValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What contributions add up to, phase by phase, whole and broken down; or a difference of it. */
public final class PartedStatistics {

    private final Map<Part, Statistics> parts = new TreeMap<>();

    /** Adds a unit's contribution. */
    public void add(ExperimentDefinition definition, Contribution contribution) {
        apply(definition, contribution, 1);
    }

    /** Takes a unit's contribution out again. */
    public void subtract(ExperimentDefinition definition, Contribution contribution) {
        apply(definition, contribution, -1);
    }

    private void apply(ExperimentDefinition definition, Contribution contribution, int sign) {
        List<Statistics> concerned = new ArrayList<>();
        concerned.add(part(Part.whole(contribution.phase())));
        for (Map.Entry<Dimension, String> known : contribution.dimensions().entrySet()) {
            concerned.add(part(new Part(contribution.phase(), known.getKey().code(), known.getValue())));
        }
        boolean aside = contribution.quarantined();
        Visitors one = new Visitors(aside ? 0 : sign, aside ? sign : 0);
        concerned.forEach(statistics -> statistics.add(contribution.variant(), one));
        for (int i = 0; i < contribution.values().size(); i++) {
            MetricValue value = contribution.values().get(i);
            if (value.counted()) {
                Cell cell = new Cell(
                        contribution.variant(), definition.metrics().get(i).key());
                Totals totals = sign > 0 ? Totals.of(value) : Totals.of(value).negated();
                concerned.forEach(statistics -> statistics.add(cell, totals));
            }
        }
    }

    /** Adds what another set adds up to. */
    public void add(PartedStatistics more) {
        more.parts.forEach((part, statistics) -> part(part).add(statistics));
    }

    /** The statistics of one part, empty at first. */
    public Statistics part(Part part) {
        return parts.computeIfAbsent(part, p -> new Statistics());
    }

    public Map<Part, Statistics> parts() {
        return parts;
    }

    /** The same without what is zero throughout, so that two can be compared. */
    public Map<Part, Statistics> content() {
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
