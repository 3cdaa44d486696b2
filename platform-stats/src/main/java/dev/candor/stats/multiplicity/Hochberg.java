package dev.candor.stats.multiplicity;

import dev.candor.stats.estimate.Probability;
import java.util.List;

/**
 * Hochberg's step-up adjustment: keeps the chance of even one false claim at alpha when the p-values are independent or
 * positively dependent.
 *
 * @see <a href="https://doi.org/10.1093/biomet/75.4.800">Hochberg (1988), Biometrika 75, 800-802</a>
 */
public final class Hochberg {
    private Hochberg() {}

    /**
     * Adjusted p-values, the running minimum from the largest of {@code (m - i + 1) p_(i)}, in the order of the arguments,
     * of which there is at least one.
     */
    public static List<Probability> adjust(List<Probability> pValues) {
        Ordered ordered = new Ordered(pValues);
        double[] byRank = new double[ordered.size()];
        for (int rank = 1; rank <= byRank.length; rank++) {
            byRank[rank - 1] = (byRank.length - rank + 1) * ordered.ofRank(rank);
        }
        return ordered.steppingUp(byRank);
    }
}
