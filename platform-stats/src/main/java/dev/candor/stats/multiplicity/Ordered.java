package dev.candor.stats.multiplicity;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Probability;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** P-values in ascending order, and the way back to the order in which they came. */
final class Ordered {
    private final Integer[] order;
    private final double[] ascending;

    /** @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} if there are none */
    Ordered(List<Probability> pValues) {
        Require.atLeast(1, "pValues.size", pValues.size());
        order = IntStream.range(0, pValues.size()).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparing(pValues::get));
        ascending =
                Arrays.stream(order).mapToDouble(i -> pValues.get(i).value()).toArray();
    }

    int size() {
        return ascending.length;
    }

    /** The p-value of the given rank, counted from 1 for the smallest. */
    double ofRank(int rank) {
        return ascending[rank - 1];
    }

    /** Adjusted values, given by rank, made monotone from the smallest up, cut at 1, in the order of the questions. */
    List<Probability> steppingDown(double[] byRank) {
        double[] adjusted = byRank.clone();
        for (int i = 1; i < adjusted.length; i++) {
            adjusted[i] = Math.max(adjusted[i - 1], adjusted[i]);
        }
        return inOrderOfQuestions(adjusted);
    }

    /** Adjusted values, given by rank, made monotone from the largest down, cut at 1, in the order of the questions. */
    List<Probability> steppingUp(double[] byRank) {
        double[] adjusted = byRank.clone();
        for (int i = adjusted.length - 2; i >= 0; i--) {
            adjusted[i] = Math.min(adjusted[i + 1], adjusted[i]);
        }
        return inOrderOfQuestions(adjusted);
    }

    private List<Probability> inOrderOfQuestions(double[] byRank) {
        Probability[] back = new Probability[byRank.length];
        for (int i = 0; i < byRank.length; i++) {
            back[order[i]] = new Probability(Math.min(1, byRank[i]));
        }
        return List.of(back);
    }
}
