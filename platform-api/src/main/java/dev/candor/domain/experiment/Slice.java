package dev.candor.domain.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The part of a layer that one experiment owns, in basis points: {@code [from, to)}. Ramping moves only {@code to}, so
 * that nobody who stays in is assigned anew.
 */
public record Slice(int from, int to) {

    /** A whole layer, in basis points. */
    public static final int WHOLE = 10_000;

    public Slice {
        if (from < 0 || to < from || to > WHOLE) {
            throw new IllegalArgumentException("a slice lies within 0 to 10 000: " + from + " to " + to);
        }
    }

    /** A slice of {@code share} basis points beside those that are {@code taken}, with the most room to grow. */
    public static Optional<Slice> beside(List<Slice> taken, int share) {
        List<Slice> ordered =
                taken.stream().sorted(Comparator.comparingInt(Slice::from)).toList();
        Slice widest = new Slice(0, 0);
        int free = 0;
        for (Slice next : ordered) {
            if (next.from() - free > widest.to() - widest.from()) {
                widest = new Slice(free, next.from());
            }
            free = Math.max(free, next.to());
        }
        if (WHOLE - free > widest.to() - widest.from()) {
            widest = new Slice(free, WHOLE);
        }
        return widest.to() - widest.from() >= share && share > 0
                ? Optional.of(new Slice(widest.from(), widest.from() + share))
                : Optional.empty();
    }

    /** The same slice, longer or shorter at its end; empty when it would run into one that is {@code taken}. */
    public Optional<Slice> resized(int share, List<Slice> taken) {
        if (from + share > WHOLE) {
            return Optional.empty();
        }
        Slice wanted = new Slice(from, from + share);
        return taken.stream().anyMatch(wanted::overlaps) ? Optional.empty() : Optional.of(wanted);
    }

    /** The largest share that {@link #resized} allows beside those that are {@code taken}. */
    public int room(List<Slice> taken) {
        return taken.stream()
                        .mapToInt(Slice::from)
                        .filter(other -> other >= to)
                        .min()
                        .orElse(WHOLE)
                - from;
    }

    private boolean overlaps(Slice other) {
        return from < other.to && other.from < to;
    }
}
