package dev.candor.api.ledger;

import dev.candor.domain.journey.Contribution;
import dev.candor.domain.journey.ExperimentDefinition;
import java.util.Map;
import java.util.TreeMap;

/** What the contributions of an experiment add up to, or a difference of it. Sorted, so that writers meet in one order. */
public final class Statistics {

    /** A variant's metric. */
    public record Cell(String variant, String metric) implements Comparable<Cell> {
        @Override
        public int compareTo(Cell other) {
            int byVariant = variant.compareTo(other.variant);
            return byVariant == 0 ? metric.compareTo(other.metric) : byVariant;
        }
    }

    /** How many units of a variant count, and how many were set aside for having met another variant too. */
    public record Visitors(long counted, long quarantined) {

        static final Visitors NONE = new Visitors(0, 0);

        Visitors plus(long moreCounted, long moreQuarantined) {
            return new Visitors(counted + moreCounted, quarantined + moreQuarantined);
        }
    }

    private final Map<String, Visitors> visitors = new TreeMap<>();
    private final Map<Cell, Totals> totals = new TreeMap<>();

    /** Adds a unit's contribution. */
    public void add(ExperimentDefinition definition, Contribution contribution) {
        apply(definition, contribution, 1);
    }

    /** Takes a unit's contribution out again. */
    public void subtract(ExperimentDefinition definition, Contribution contribution) {
        apply(definition, contribution, -1);
    }

    private void apply(ExperimentDefinition definition, Contribution contribution, int sign) {
        boolean aside = contribution.quarantined();
        visitors.merge(
                contribution.variant(),
                Visitors.NONE.plus(aside ? 0 : sign, aside ? sign : 0),
                (a, b) -> a.plus(b.counted(), b.quarantined()));
        for (int i = 0; i < contribution.values().size(); i++) {
            Cell cell =
                    new Cell(contribution.variant(), definition.metrics().get(i).key());
            Totals one = Totals.of(contribution.values().get(i));
            Totals before = totals.getOrDefault(cell, Totals.ZERO);
            totals.put(cell, sign > 0 ? before.plus(one) : before.minus(one));
        }
    }

    /** Sets a variant's visitors, as they were kept or imported. */
    public void put(String variant, Visitors count) {
        visitors.put(variant, count);
    }

    /** Sets a cell, as it was kept or imported. */
    public void put(Cell cell, Totals value) {
        totals.put(cell, value);
    }

    public Map<String, Visitors> visitors() {
        return visitors;
    }

    public Map<Cell, Totals> totals() {
        return totals;
    }

    public Visitors visitors(String variant) {
        return visitors.getOrDefault(variant, Visitors.NONE);
    }

    public Totals totals(String variant, String metric) {
        return totals.getOrDefault(new Cell(variant, metric), Totals.ZERO);
    }
}
