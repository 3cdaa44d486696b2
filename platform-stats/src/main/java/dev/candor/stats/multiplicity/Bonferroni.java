package dev.candor.stats.multiplicity;

import dev.candor.stats.estimate.Probability;
import java.util.List;

/** Bonferroni's adjustment: each p-value times their number. Holm's is never worse. */
public final class Bonferroni {
    private Bonferroni() {}

    /** Adjusted p-values, {@code min(1, m p)}, in the order of the arguments, of which there is at least one. */
    public static List<Probability> adjust(List<Probability> pValues) {
        Ordered ordered = new Ordered(pValues);
        double[] byRank = new double[ordered.size()];
        for (int rank = 1; rank <= byRank.length; rank++) {
            byRank[rank - 1] = byRank.length * ordered.ofRank(rank);
        }
        return ordered.steppingDown(byRank);
    }
}
