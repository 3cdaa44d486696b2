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
    private final Map<Part, Map<String, Gathering>> gathered = new HashMap<>();
    private @Nullable ExperimentDefinition gatheredFor;

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
        gather(Part.whole(contribution.phase()), contribution, sign);
        for (Map.Entry<Dimension, String> known : contribution.dimensions().entrySet()) {
            gather(new Part(contribution.phase(), known.getKey().code(), known.getValue()), contribution, sign);
        }
    }

    private void gather(Part part, Contribution contribution, int sign) {
        int metrics = gatheredFor == null ? 0 : gatheredFor.metrics().size();
        gathered.computeIfAbsent(part, p -> new HashMap<>())
                .computeIfAbsent(contribution.variant(), variant -> new Gathering(metrics))
                .add(contribution.quarantined(), contribution.values(), sign);
    }

    /** Brings what was gathered into the parts. */
    private void settle() {
        ExperimentDefinition definition = gatheredFor;
        if (definition == null) {
            return;
        }
        gathered.forEach((part, variants) -> {
            Statistics statistics = parts.computeIfAbsent(part, p -> new Statistics());
            variants.forEach((variant, gathering) -> {
                statistics.add(variant, gathering.visitors());
                for (int i = 0; i < gathering.metrics(); i++) {
                    Totals totals = gathering.totals(i);
                    if (!totals.equals(Totals.ZERO)) {
                        statistics.add(
                                new Cell(variant, definition.metrics().get(i).key()), totals);
                    }
                }
            });
        });
        gathered.clear();
        gatheredFor = null;
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
