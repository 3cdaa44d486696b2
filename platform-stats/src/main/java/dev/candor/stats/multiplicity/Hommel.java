package dev.candor.stats.multiplicity;

import dev.candor.stats.estimate.Probability;
import java.util.Arrays;
import java.util.List;

/**
 * Hommel's adjustment: a little stronger than Hochberg's under the same conditions, by Wright's algorithm.
 *
 * @see <a href="https://doi.org/10.2307/2532694">Wright (1992), Biometrics 48, 1005-1013</a>
 */
public final class Hommel {
    private Hommel() {}

    /** Adjusted p-values, in the order of the arguments, of which there is at least one. */
    public static List<Probability> adjust(List<Probability> pValues) {
        Ordered ordered = new Ordered(pValues);
        int m = ordered.size();
        double simes = Double.POSITIVE_INFINITY;
        for (int rank = 1; rank <= m; rank++) {
            simes = Math.min(simes, m * ordered.ofRank(rank) / rank);
        }
        double[] adjusted = new double[m];
        Arrays.fill(adjusted, simes);
        for (int size = m - 1; size >= 2; size--) {
            raise(adjusted, ordered, size);
        }
        for (int rank = 1; rank <= m; rank++) {
            adjusted[rank - 1] = Math.max(adjusted[rank - 1], ordered.ofRank(rank));
        }
        return ordered.steppingDown(adjusted);
    }

    /** One step of Wright's: intersections of the given size, made of the largest p-values and one of the smaller. */
    private static void raise(double[] adjusted, Ordered ordered, int size) {
        int smaller = ordered.size() - size + 1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 2; i <= size; i++) {
            least = Math.min(least, size * ordered.ofRank(smaller + i - 1) / i);
        }
        for (int rank = 1; rank <= smaller; rank++) {
            adjusted[rank - 1] = Math.max(adjusted[rank - 1], Math.min(size * ordered.ofRank(rank), least));
        }
        for (int rank = smaller + 1; rank <= ordered.size(); rank++) {
            adjusted[rank - 1] = Math.max(adjusted[rank - 1], adjusted[smaller - 1]);
        }
    }
}
