package dev.candor.api.results;

import dev.candor.api.ledger.Statistics;
import dev.candor.api.ledger.Totals;
import dev.candor.domain.ManyVisitors;
import dev.candor.domain.metric.Metric;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which cells of a breakdown may be shown: those in which, in every variant, there are enough visitors, and enough of them behind
 * each number. Whatever is hidden must not come out by subtracting what is shown from the whole: so at least two are hidden, if
 * any, and together they must be large enough to be shown.
 */
final class SmallCells {

    /** Visitors of a variant in a cell, at least. */
    static final int LEAST_VISITORS = ManyVisitors.LEAST;
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

    /** Whether a cell, or the difference of two, says nothing of a few; {@code metric} is null for the visitors alone. */
    boolean isLarge(Statistics cell, @Nullable Metric metric) {
        return variants.stream().allMatch(variant -> isLarge(cell, variant, metric));
    }

    private static boolean isLarge(Statistics cell, String variant, @Nullable Metric metric) {
        long visitors = cell.visitors(variant).counted();
        if (visitors < LEAST_VISITORS) {
            return false;
        }
        if (metric == null) {
            return true;
        }
        Totals totals = cell.totals(variant, metric.key());
        return switch (metric.kind()) {
            case CONVERSION, RETENTION -> isEitherWay(totals.y().divide(ONE).longValueExact(), totals.units());
            case MEAN, QUANTILE -> totals.units() >= LEAST_VISITORS && isEitherWay(totals.units(), visitors);
            case COUNT, SUM -> isOfSeveral(totals.y(), totals.yy());
            case RATIO -> isOfSeveral(totals.y(), totals.yy()) && isOfSeveral(totals.d(), totals.dd());
        };
    }

    private static boolean isEitherWay(long did, long units) {
        return did >= LEAST_EITHER_WAY && units - did >= LEAST_EITHER_WAY;
    }

    /**
     * Whether at least five visitors stand behind a sum, none of them for most of it: by Cauchy and Schwarz, m visitors whose
     * values have the sum s and the squares' sum q keep to {@code s² <= m q}.
     */
    private static boolean isOfSeveral(BigInteger sum, BigInteger squares) {
        return squares.signum() > 0
                && sum.multiply(sum).compareTo(squares.multiply(BigInteger.valueOf(LEAST_EITHER_WAY))) >= 0;
    }

    private static Statistics together(List<Statistics> cells, Set<Integer> chosen) {
        List<Statistics> some = new ArrayList<>();
        chosen.forEach(i -> some.add(cells.get(i)));
        return Statistics.sum(some);
    }

    static long visitors(Statistics cell) {
        return cell.visitors().values().stream()
                .mapToLong(Statistics.Visitors::counted)
                .sum();
    }
}
