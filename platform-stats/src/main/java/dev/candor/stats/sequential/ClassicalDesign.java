package dev.candor.stats.sequential;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Sides;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.numeric.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two-sided boundaries for equally spaced looks, all of one shape: {@code b_k = C (k / K)^(delta - 1/2)}, with C such that
 * the chance of ever stopping without an effect is alpha.
 *
 * @param constant C, the boundary at the last look
 * @param boundaries on the scale of z, one a look
 * @see "Jennison and Turnbull (2000), Group Sequential Methods, chapter 2"
 */
public record ClassicalDesign(double constant, List<Double> boundaries) {

    public ClassicalDesign {
        boundaries = List.copyOf(boundaries);
    }

    /** The same boundary at every look. */
    public static ClassicalDesign pocock(int looks, double alpha) {
        return wangTsiatis(looks, alpha, 0.5);
    }

    /** Boundaries that fall with the square root of the look. */
    public static ClassicalDesign obrienFleming(int looks, double alpha) {
        return wangTsiatis(looks, alpha, 0);
    }

    /**
     * The family between the two.
     *
     * @param looks from 1 to 1000
     * @param alpha two-sided, strictly between 0 and 1
     * @param delta the shape: 0 is O'Brien and Fleming, 0.5 Pocock
     */
    public static ClassicalDesign wangTsiatis(int looks, double alpha, double delta) {
        List<Double> fractions = GroupSequentialDesign.equalSteps(looks);
        Require.openUnit("alpha", alpha);
        Require.finite("delta", delta);
        double[] shape =
                fractions.stream().mapToDouble(t -> Math.pow(t, delta - 0.5)).toArray();
        double lowest = Normal.upperQuantile(alpha / 2);
        double flattest =
                IntStream.range(0, looks).mapToDouble(k -> shape[k]).min().orElse(1);
        double highest = Normal.upperQuantile(alpha / (2 * looks)) / Math.min(flattest, 1);
        double constant = looks == 1
                ? lowest
                : Root.between(c -> chanceOfStopping(fractions, scaled(shape, c)) - alpha, lowest, highest);
        return new ClassicalDesign(constant, scaled(shape, constant));
    }

    /** The chance, without an effect, that one of so many looks reaches the two-sided {@code alpha} of a single test. */
    public static double chanceOfFalseAlarmWithoutCorrection(int looks, double alpha) {
        List<Double> fractions = GroupSequentialDesign.equalSteps(looks);
        Require.openUnit("alpha", alpha);
        double[] flat = fractions.stream().mapToDouble(t -> 1).toArray();
        return chanceOfStopping(fractions, scaled(flat, Normal.upperQuantile(alpha / 2)));
    }

    /** The two-sided p-value that would just reach each boundary in a single test. */
    public List<Double> nominalP() {
        return boundaries.stream().map(Normal::bothTails).toList();
    }

    private static List<Double> scaled(double[] shape, double constant) {
        List<Double> boundaries = new ArrayList<>();
        for (double height : shape) {
            boundaries.add(height * constant);
        }
        return boundaries;
    }

    private static double chanceOfStopping(List<Double> fractions, List<Double> boundaries) {
        StoppingRecursion running = StoppingRecursion.start();
        double total = 0;
        for (int look = 0; look < boundaries.size(); look++) {
            double boundary = boundaries.get(look);
            double information = fractions.get(look);
            total += 2 * running.upperExit(boundary, information);
            if (look + 1 < boundaries.size()) {
                running = running.survive(boundary, Sides.TWO, information, fractions.get(look + 1));
            }
        }
        return total;
    }
}
