package dev.candor.stats.multiplicity;

import dev.candor.stats.estimate.Probability;
import java.util.List;

/**
 * Adjustment that keeps the expected share of false claims among the claims at alpha: for secondary metrics, marked
 * exploratory.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Benjamini & Hochberg (1995), JRSS B 57, 289-300</a>
 */
public final class BenjaminiHochberg {
    private BenjaminiHochberg() {}

    /**
     * Adjusted p-values, the running minimum from the largest of {@code m p_(i) / i}, in the order of the arguments, of which
     * there is at least one. For independent or positively dependent p-values.
     */
    public static List<Probability> adjust(List<Probability> pValues) {
        return adjust(pValues, 1);
    }

    static List<Probability> adjust(List<Probability> pValues, double factor) {
        Ordered ordered = new Ordered(pValues);
        double[] byRank = new double[ordered.size()];
        for (int rank = 1; rank <= byRank.length; rank++) {
            byRank[rank - 1] = factor * byRank.length / rank * ordered.ofRank(rank);
        }
        return ordered.steppingUp(byRank);
    }
}
