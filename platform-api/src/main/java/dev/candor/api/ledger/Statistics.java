package dev.candor.api.ledger;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What contributions add up to, variant by variant, or a difference of it. Sorted, so that writers meet in one order. */
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

        public static final Visitors NONE = new Visitors(0, 0);

        Visitors plus(long moreCounted, long moreQuarantined) {
            return new Visitors(counted + moreCounted, quarantined + moreQuarantined);
        }
    }

    private final Map<String, Visitors> visitors = new TreeMap<>();
    private final Map<Cell, Totals> totals = new TreeMap<>();

    /** Adds to a variant's visitors; what is added may be below zero. */
    void add(String variant, Visitors more) {
        visitors.merge(variant, more, (a, b) -> a.plus(b.counted(), b.quarantined()));
    }

    /** Adds to a cell; what is added may be below zero. */
    void add(Cell cell, Totals more) {
        totals.merge(cell, more, Totals::plus);
    }

    void add(Statistics more) {
        more.visitors.forEach(this::add);
        more.totals.forEach(this::add);
    }

    /** What several add up to. */
    public static Statistics sum(Iterable<Statistics> several) {
        Statistics sum = new Statistics();
        several.forEach(sum::add);
        return sum;
    }

    /** What is left without {@code part}; nothing of what is zero. */
    public Statistics minus(Statistics part) {
        Statistics rest = copy();
        part.visitors.forEach(
                (variant, count) -> rest.add(variant, new Visitors(-count.counted(), -count.quarantined())));
        part.totals.forEach((cell, value) -> rest.add(cell, value.negated()));
        return rest.withoutZeros();
    }

    /** The same, to be changed apart from this. */
    public Statistics copy() {
        Statistics copy = new Statistics();
        copy.add(this);
        return copy;
    }

    Statistics withoutZeros() {
        Statistics some = new Statistics();
        visitors.forEach((variant, count) -> {
            if (!count.equals(Visitors.NONE)) {
                some.put(variant, count);
            }
        });
        totals.forEach((cell, value) -> {
            if (!value.equals(Totals.ZERO)) {
                some.put(cell, value);
            }
        });
        return some;
    }

    public boolean isEmpty() {
        return visitors.isEmpty() && totals.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Statistics that && visitors.equals(that.visitors) && totals.equals(that.totals);
    }

    @Override
    public int hashCode() {
        return 31 * visitors.hashCode() + totals.hashCode();
    }

    @Override
    public String toString() {
        return visitors + " " + totals;
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
