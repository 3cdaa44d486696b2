package dev.candor.api.results;

import dev.candor.api.ledger.Statistics;
import dev.candor.api.ledger.Totals;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which cells of a breakdown may be shown: those in which, in every variant, there are enough visitors, and for a metric of who
 * did something, enough who did and enough who did not. Whatever is hidden must not come out by subtracting what is shown from the
 * whole: so at least two are hidden, if any, and together they must be large enough to be shown.
 */
final class SmallCells {

    /** Visitors of a variant in a cell, at least. */
    static final int LEAST_VISITORS = 50;
    /** Visitors of a variant in a cell who did it, and who did not, at least. */
    static final int LEAST_EITHER_WAY = 5;

    private static final BigInteger ONE = BigInteger.valueOf(1_000_000);

    private final List<String> variants;

    SmallCells(List<String> variants) {
        this.variants = List.copyOf(variants);
    }

    /** The cells whose visitors may be shown, by their place in {@code cells}, which together are the whole. */
    Set<Integer> shown(List<Statistics> cells) {
        return shown(cells, allOf(cells), null);
    }

    /** Those of {@code among} in which {@code metric} may be shown. */
    Set<Integer> shown(List<Statistics> cells, Set<Integer> among, @Nullable Metric metric) {
        Set<Integer> shown = new HashSet<>();
        for (int i : among) {
            if (isLarge(cells.get(i), metric)) {
                shown.add(i);
            }
        }
        List<Integer> bySize = shown.stream()
                .sorted(Comparator.comparingLong((Integer i) -> visitors(cells.get(i)))
                        .thenComparing(i -> i))
                .toList();
        for (int smallest : bySize) {
            Set<Integer> hidden = new HashSet<>(allOf(cells));
            hidden.removeAll(shown);
            if (hidden.isEmpty() || (hidden.size() > 1 && isLarge(together(cells, hidden), metric))) {
                return shown;
            }
            shown.remove(smallest);
        }
        return shown;
    }

    private static Set<Integer> allOf(List<Statistics> cells) {
        Set<Integer> all = new HashSet<>();
        for (int i = 0; i < cells.size(); i++) {
            if (visitors(cells.get(i)) > 0) {
                all.add(i);
            }
        }
        return all;
    }

    private boolean isLarge(Statistics cell, @Nullable Metric metric) {
        return variants.stream().allMatch(variant -> isLarge(cell, variant, metric));
    }

    private static boolean isLarge(Statistics cell, String variant, @Nullable Metric metric) {
        if (cell.visitors(variant).counted() < LEAST_VISITORS) {
            return false;
        }
        if (metric == null) {
            return true;
        }
        Totals totals = cell.totals(variant, metric.key());
        if (metric.kind() == MetricKind.CONVERSION || metric.kind() == MetricKind.RETENTION) {
            long did = totals.y().divide(ONE).longValueExact();
            return did >= LEAST_EITHER_WAY && totals.units() - did >= LEAST_EITHER_WAY;
        }
        return totals.units() >= LEAST_VISITORS;
    }

    private Statistics together(List<Statistics> cells, Set<Integer> chosen) {
        List<Statistics> some = new ArrayList<>();
        chosen.forEach(i -> some.add(cells.get(i)));
        return Statistics.sum(some);
    }

    private static long visitors(Statistics cell) {
        return cell.visitors().values().stream()
                .mapToLong(Statistics.Visitors::counted)
                .sum();
    }
}
