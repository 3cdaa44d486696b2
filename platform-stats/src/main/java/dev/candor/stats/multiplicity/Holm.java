package dev.candor.stats.multiplicity;

import dev.candor.stats.estimate.Probability;
import java.util.List;

/**
 * Holm's step-down adjustment: keeps the chance of even one false claim at alpha, under any dependence.
 *
 * @see <a href="https://www.jstor.org/stable/4615733">Holm (1979), Scandinavian Journal of Statistics 6, 65-70</a>
 */
public final class Holm {
    private Holm() {}

    /**
     * Adjusted p-values, the running maximum of {@code (m - i + 1) p_(i)}, in the order of the arguments.
     *
     * @param pValues at least one
     */
    public static List<Probability> adjust(List<Probability> pValues) {
        Ordered ordered = new Ordered(pValues);
        double[] byRank = new double[ordered.size()];
        for (int rank = 1; rank <= byRank.length; rank++) {
            byRank[rank - 1] = (byRank.length - rank + 1) * ordered.ofRank(rank);
        }
        return ordered.steppingDown(byRank);
    }
}
