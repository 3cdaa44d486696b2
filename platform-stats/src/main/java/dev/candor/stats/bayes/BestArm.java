package dev.candor.stats.bayes;

import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.numeric.GaussLegendre;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.sample.ProportionSample;
import java.util.Arrays;
import java.util.List;

/**
 * How likely each of several variants is the best one: {@code P(i best) = ∫ f_i Π_{j != i} F_j}. These are also the shares
 * that Thompson sampling would give.
 *
 * @param probabilities one a variant, adding up to 1
 */
public record BestArm(List<Double> probabilities) {

    /** Which value is best. */
    public enum Goal {
        /** The highest. */
        MAX,
        /** The lowest. */
        MIN
    }

    /** A belief about the mean of one variant: Normal. */
    public record NormalBelief(double mean, double deviation) {
        public NormalBelief {
            Require.finite("mean", mean);
            Require.notNegative("deviation", deviation);
        }
    }

    public BestArm {
        probabilities = List.copyOf(probabilities);
    }

    /** From the visitors of at least two variants and one prior for all; a variant may have no visitors yet. */
    public static BestArm ofRates(List<ProportionSample> arms, BetaPrior prior, Goal goal) {
        requireTwo(arms);
        return ofBeliefs(arms.stream().map(arm -> BetaPosterior.of(arm, prior)).toList(), goal);
    }

    /** From beliefs about at least two rates. */
    public static BestArm ofBeliefs(List<BetaPosterior> arms, Goal goal) {
        requireTwo(arms);
        return among(arms.stream()
                .map(arm -> goal == Goal.MAX ? arm : arm.complement())
                .map(arm -> (Contender) new BetaContender(arm.grid()))
                .toList());
    }

    /**
     * From beliefs about at least two means.
     *
     * @throws dev.candor.stats.StatisticsException {@code ZERO_VARIANCE} if a deviation is 0
     */
    public static BestArm ofMeans(List<NormalBelief> arms, Goal goal) {
        requireTwo(arms);
        for (NormalBelief arm : arms) {
            Require.that(arm.deviation() > 0, ZERO_VARIANCE, "deviation", arm.deviation(), "nothing is uncertain");
        }
        double sign = goal == Goal.MAX ? 1 : -1;
        return among(arms.stream()
                .map(arm -> (Contender) new NormalContender(sign * arm.mean(), arm.deviation()))
                .toList());
    }

    private static void requireTwo(List<?> arms) {
        Require.valid(arms.size() >= 2, "arms", arms, "must be at least two");
    }

    /**
     * Walks from where the last contender begins to where the last one ends, in panels as wide as the narrowest contender
     * still running. Where any contender has not begun, nobody else can be best.
     */
    private static BestArm among(List<Contender> contenders) {
        GaussLegendre rule = GaussLegendre.EIGHT;
        double[] probabilities = new double[contenders.size()];
        double from = contenders.stream().mapToDouble(Contender::first).max().orElseThrow();
        double end = contenders.stream().mapToDouble(Contender::last).max().orElseThrow();
        while (from < end) {
            double width = end - from;
            for (Contender contender : contenders) {
                width = contender.last() > from ? Math.min(width, contender.scale()) : width;
            }
            double to = Math.max(from + width, Math.nextUp(from));
            for (int i = 0; i < rule.size(); i++) {
                add(contenders, rule.point(i, from, to), rule.weight(i, to - from), probabilities);
            }
            from = to;
        }
        return new BestArm(Arrays.stream(probabilities)
                .map(p -> Math.clamp(p, 0, 1))
                .boxed()
                .toList());
    }

    private static void add(List<Contender> contenders, double x, double weight, double[] probabilities) {
        int size = contenders.size();
        double[] below = new double[size];
        double[] productOfEarlier = new double[size];
        double product = 1;
        for (int i = 0; i < size; i++) {
            below[i] = contenders.get(i).below(x);
            productOfEarlier[i] = product;
            product *= below[i];
        }
        double productOfLater = 1;
        for (int i = size - 1; i >= 0; i--) {
            double others = productOfEarlier[i] * productOfLater;
            probabilities[i] += others == 0 ? 0 : weight * contenders.get(i).density(x) * others;
            productOfLater *= below[i];
        }
    }

    /** One of those who may be best. Asked at rising values. */
    private sealed interface Contender {
        double first();

        double last();

        double scale();

        double below(double x);

        double density(double x);
    }

    private static final class BetaContender implements Contender {
        private final BetaGrid grid;
        private int panel;

        BetaContender(BetaGrid grid) {
            this.grid = grid;
        }

        @Override
        public double first() {
            return grid.first();
        }

        @Override
        public double last() {
            return grid.last();
        }

        @Override
        public double scale() {
            return grid.scale();
        }

        @Override
        public double below(double x) {
            panel = grid.panel(x, panel);
            return grid.below(x, panel);
        }

        @Override
        public double density(double x) {
            return grid.density(x, panel);
        }
    }

    private record NormalContender(double mean, double scale) implements Contender {
        private static final double REACH = 9.5;

        @Override
        public double first() {
            return mean - REACH * scale;
        }

        @Override
        public double last() {
            return mean + REACH * scale;
        }

        @Override
        public double below(double x) {
            return Normal.lowerTail((x - mean) / scale);
        }

        @Override
        public double density(double x) {
            return Normal.density((x - mean) / scale) / scale;
        }
    }
}
