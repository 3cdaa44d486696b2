package dev.candor.api.ledger;

/**
 * Whose statistics: those of one phase, whole or of the units with one value of a dimension.
 *
 * @param dimension its code; empty for the whole
 * @param value     empty for the whole
 */
public record Part(int phase, String dimension, String value) implements Comparable<Part> {

    /** All units of a phase. */
    public static Part whole(int phase) {
        return new Part(phase, "", "");
    }

    @Override
    public int compareTo(Part other) {
        int byPhase = Integer.compare(phase, other.phase);
        int byDimension = byPhase == 0 ? dimension.compareTo(other.dimension) : byPhase;
        return byDimension == 0 ? value.compareTo(other.value) : byDimension;
    }
}
