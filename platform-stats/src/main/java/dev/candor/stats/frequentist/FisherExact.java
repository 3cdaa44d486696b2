package dev.candor.stats.frequentist;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.PValues;
import dev.candor.stats.sample.ProportionSample;
import java.util.OptionalDouble;

/**
 * Fisher's exact test of two conversion rates: valid for counts of any size, since it enumerates every table with the same
 * totals. The two-sided p-value sums the tables at most as probable as the observed one (R's convention, ties within 1e-7).
 *
 * @param control at least one visitor
 * @param treatment at least one visitor
 * @see <a href="https://doi.org/10.2307/2340521">Fisher (1922), Journal of the Royal Statistical Society 85, 87-94</a>
 */
public record FisherExact(ProportionSample control, ProportionSample treatment) {
    private static final double TIES = 1 + 1e-7;
    private static final double NEGLIGIBLE = 1e-18;

    public FisherExact {
        Require.atLeast(1, "control.visitors", control.visitors());
        Require.atLeast(1, "treatment.visitors", treatment.visitors());
    }

    /** Weights of the tables on one side of the observed one, whose own weight is 1. */
    private record Side(double all, double rare) {}

    /** {@code x2 (n1 - x1) / (x1 (n2 - x2))}: infinite when only its denominator is zero, empty when both are. */
    public OptionalDouble oddsRatio() {
        double above = (double) treatment.conversions() * (control.visitors() - control.conversions());
        double below = (double) control.conversions() * (treatment.visitors() - treatment.conversions());
        return above == 0 && below == 0 ? OptionalDouble.empty() : OptionalDouble.of(above / below);
    }

    /** The p-values; all 1 when nobody or everybody converts in both samples. */
    public PValues pValues() {
        Side more = walk(1);
        Side fewer = walk(-1);
        double total = 1 + more.all + fewer.all;
        if (Double.isInfinite(total)) {
            double greater = Double.isInfinite(more.all) ? 1 : 0;
            return PValues.of(0, greater, 1 - greater);
        }
        return PValues.of(
                Math.min(1, (1 + more.rare + fewer.rare) / total),
                Math.min(1, (1 + more.all) / total),
                Math.min(1, (1 + fewer.all) / total));
    }

    /** Walks outwards, one conversion at a time, by the exact ratio of neighbouring tables. */
    private Side walk(int step) {
        double weight = 1;
        double all = 0;
        double rare = 0;
        double x2 = treatment.conversions();
        double x1 = control.conversions();
        double free2 = treatment.visitors() - x2;
        double free1 = control.visitors() - x1;
        while (true) {
            double ratio = step > 0 ? free2 * x1 / ((x2 + 1) * (free1 + 1)) : x2 * free1 / ((free2 + 1) * (x1 + 1));
            weight *= ratio;
            if (weight < NEGLIGIBLE) {
                return new Side(all, rare);
            }
            all += weight;
            rare += weight <= TIES ? weight : 0;
            if (Double.isInfinite(all)) {
                return new Side(all, rare);
            }
            x2 += step;
            x1 -= step;
            free2 -= step;
            free1 += step;
        }
    }
}
