package dev.candor.stats.multiplicity;

import dev.candor.stats.estimate.Probability;
import java.util.List;

/**
 * Benjamini and Hochberg's adjustment for p-values that depend on each other in any way.
 *
 * @see <a href="https://doi.org/10.1214/aos/1013699998">Benjamini & Yekutieli (2001), Annals of Statistics 29,
 *     1165-1188</a>
 */
public final class BenjaminiYekutieli {
    private BenjaminiYekutieli() {}

    /**
     * Adjusted p-values, Benjamini and Hochberg's times {@code 1 + 1/2 + … + 1/m}, in the order of the arguments, of which
     * there is at least one.
     */
    public static List<Probability> adjust(List<Probability> pValues) {
        double harmonic = 0;
        for (int k = 1; k <= pValues.size(); k++) {
            harmonic += 1.0 / k;
        }
        return BenjaminiHochberg.adjust(pValues, harmonic);
    }
}
