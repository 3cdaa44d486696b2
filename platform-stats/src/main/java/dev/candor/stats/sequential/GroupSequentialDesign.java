package dev.candor.stats.sequential;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Sides;
import dev.candor.stats.numeric.Normal;
import java.util.ArrayList;
import java.util.List;

/**
 * A few looks at the data and, for each, how large z must be to stop. Without an effect, the chance of ever stopping is
 * alpha. There is no boundary for futility.
 *
 * <p>At look k the boundary b solves {@code P(no earlier exit, Z > b) = a(t_k) - a(t_{k-1})}, where a is the spending
 * function of one side and the correlation of two looks is {@code √(t_i / t_j)}.
 *
 * @param informationFractions the share of the planned information at each look: above 0 and rising by at least 1e-6; may end below 1
 *     (still running) or exceed 1 (an overrun)
 * @param boundaries on the scale of z, one a look; infinite where no alpha is left to spend
 * @param cumulativeAlpha the chance, without an effect, of having stopped by each look, both sides together
 * @param sides whether {@code z <= -boundary} stops too
 * @see <a href="https://doi.org/10.1093/biomet/70.3.659">Lan and DeMets (1983), Biometrika 70, 659-663</a>
 */
public record GroupSequentialDesign(
        List<Double> informationFractions, List<Double> boundaries, List<Double> cumulativeAlpha, Sides sides) {

    /** Looks closer together than this cannot be told apart. */
    private static final double CLOSEST = 1e-6;

    public GroupSequentialDesign {
        informationFractions = List.copyOf(informationFractions);
        boundaries = List.copyOf(boundaries);
        cumulativeAlpha = List.copyOf(cumulativeAlpha);
        checkFractions(informationFractions);
        int looks = informationFractions.size();
        Require.valid(boundaries.size() == looks, "boundaries", boundaries, "must be one a look");
        Require.valid(cumulativeAlpha.size() == looks, "cumulativeAlpha", cumulativeAlpha, "must be one a look");
        for (double boundary : boundaries) {
            Require.valid(!Double.isNaN(boundary), "boundaries", boundary, "must be numbers");
        }
    }

    /**
     * The boundaries at these looks.
     *
     * @param informationFractions see {@link GroupSequentialDesign}
     * @param alpha both sides together, strictly between 0 and 1
     * @throws dev.candor.stats.StatisticsException {@code INVALID_INPUT} if the fractions are not above 0 and rising
     */
    public static GroupSequentialDesign spending(
            List<Double> informationFractions, double alpha, Sides sides, SpendingFunction spending) {
        checkFractions(informationFractions);
        Require.openUnit("alpha", alpha);
        double oneSide = sides.share(alpha);
        List<Double> boundaries = new ArrayList<>();
        List<Double> cumulativeAlpha = new ArrayList<>();
        StoppingRecursion running = StoppingRecursion.start();
        double spentBefore = 0;
        for (int look = 0; look < informationFractions.size(); look++) {
            double information = informationFractions.get(look);
            double spent = spending.spent(oneSide, information);
            double boundary = running.boundaryFor(spent - spentBefore, information);
            boundaries.add(boundary);
            cumulativeAlpha.add(sides.count() * spent);
            spentBefore = spent;
            boolean moreToSpend = look + 1 < informationFractions.size() && spent < oneSide;
            if (moreToSpend) {
                running = running.survive(boundary, sides, information, informationFractions.get(look + 1));
            }
        }
        return new GroupSequentialDesign(informationFractions, boundaries, cumulativeAlpha, sides);
    }

    /** So many looks, equally far apart, the last at information 1. */
    public static List<Double> equalSteps(int looks) {
        Require.valid(looks >= 1 && looks <= 1_000, "looks", looks, "must be from 1 to 1000");
        List<Double> fractions = new ArrayList<>();
        for (int look = 1; look <= looks; look++) {
            fractions.add((double) look / looks);
        }
        return fractions;
    }

    /** The two-sided (or, with one side, one-sided) p-value that would just reach each boundary in a single test. */
    public List<Double> nominalP() {
        return boundaries.stream()
                .map(boundary -> sides.count() * Normal.upperTail(boundary))
                .toList();
    }

    /** Whether z stops the experiment at this look, counted from 0. */
    public boolean stops(int look, double z) {
        Require.finite("z", z);
        double reached = sides == Sides.TWO ? Math.abs(z) : z;
        return reached >= boundaries.get(look);
    }

    private static void checkFractions(List<Double> fractions) {
        Require.valid(!fractions.isEmpty(), "informationFractions", fractions, "must hold at least one look");
        double before = 0;
        for (double fraction : fractions) {
            boolean rises = fraction - before >= CLOSEST * Math.max(1, before) && Double.isFinite(fraction);
            Require.valid(
                    rises, "informationFractions", fractions, "must be finite, above 0 and rising by 1e-6 or more");
            before = fraction;
        }
    }
}
