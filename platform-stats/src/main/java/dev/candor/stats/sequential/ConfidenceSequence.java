package dev.candor.stats.sequential;

import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Alternative;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.numeric.LambertW;

/**
 * An interval that may be read after every visitor: with probability {@code 1 - alpha} it covers the effect at all times at
 * once. It is asymptotic: show it only from {@link #FEWEST_VISITORS_PER_VARIANT} visitors in each variant on.
 *
 * <p>With n visitors in both variants, {@code s² = standardError² n}, {@code r = n rho² + 1}:
 * {@code halfWidth = √(2 r / (n² rho²) s² L)}, where {@code L = log(√r / alpha)} for two sides and
 * {@code L = log(1 + √r / (2 alpha))} for one.
 *
 * @param alpha strictly between 0 and 1; below 0.5 for one side
 * @param tuningVisitors at about how many visitors, both variants together, the interval is to be narrowest; at least 1.
 *     Chosen before the start
 * @param alternative the side looked at; a one-sided interval is infinite on the other
 * @param tuning how rho follows from the two
 * @see <a href="https://arxiv.org/abs/2103.06476">Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2024), Time-uniform
 *     central limit theory and asymptotic confidence sequences</a>
 */
public record ConfidenceSequence(double alpha, long tuningVisitors, Alternative alternative, Tuning tuning) {
    /** Below this many visitors in a variant, the central limit theorem may not have set in. */
    public static final long FEWEST_VISITORS_PER_VARIANT = 100;

    /** How rho is found. */
    public enum Tuning {
        /** {@code rho² = (-2 log A + log(1 - 2 log A)) / n*}, with A = alpha for two sides and 2 alpha for one. */
        APPROXIMATE,
        /** {@code rho² = (-W₋₁(-A² / e) - 1) / n*}: exactly narrowest there. */
        EXACT
    }

    /** What can be said at one time. */
    public record Reading(Interval interval, double halfWidth, Probability pValue) {}

    public ConfidenceSequence {
        Require.openUnit("alpha", alpha);
        boolean possible = alternative == Alternative.TWO_SIDED || alpha < 0.5;
        Require.valid(possible, "alpha", alpha, "must be below 0.5 for one side");
        Require.valid(tuningVisitors >= 1, "tuningVisitors", tuningVisitors, "must be at least 1");
    }

    /** Two-sided, narrowest at about 5,000 visitors, as GrowthBook has it. */
    public static ConfidenceSequence of(double alpha) {
        return new ConfidenceSequence(alpha, 5_000, Alternative.TWO_SIDED, Tuning.APPROXIMATE);
    }

    /** The width of the mixture that tuning chooses; in units of one over the root of visitors. */
    public double rho() {
        double size = alternative == Alternative.TWO_SIDED ? alpha : 2 * alpha;
        double s = -2 * Math.log(size);
        double scaled = switch (tuning) {
            case APPROXIMATE -> s + Math.log1p(s);
            case EXACT -> LambertW.lowerBranchBeyondOne(s);
        };
        return Math.sqrt(scaled / tuningVisitors);
    }

    /** Half the width of the interval for a standard error and the visitors of both variants together. */
    public double halfWidth(double standardError, double visitors) {
        double rho = rho();
        double grown = visitors * rho * rho + 1;
        double log = alternative == Alternative.TWO_SIDED
                ? Math.log(Math.sqrt(grown) / alpha)
                : Math.log1p(Math.sqrt(grown) / (2 * alpha));
        return standardError * Math.sqrt(2 * grown / (visitors * rho * rho) * log);
    }

    /**
     * The interval and the p-value now.
     *
     * @param estimate treatment minus control, in the metric's unit
     * @param standardError of the estimate, same unit
     * @param visitors in both variants together
     * @throws dev.candor.stats.StatisticsException {@code INVALID_INPUT} for a negative standard error,
     *     {@code INSUFFICIENT_DATA} without visitors, {@code ZERO_VARIANCE} for a standard error of zero
     */
    public Reading at(double estimate, double standardError, long visitors) {
        Require.finite("estimate", estimate);
        Require.notNegative("standardError", standardError);
        Require.count("visitors", visitors);
        Require.atLeast(1, "visitors", visitors);
        Require.that(standardError > 0, ZERO_VARIANCE, "standardError", standardError, "nothing varies");
        double halfWidth = halfWidth(standardError, (double) visitors);
        Interval interval = switch (alternative) {
            case TWO_SIDED -> Interval.around(estimate, halfWidth);
            case GREATER -> new Interval(estimate - halfWidth, Double.POSITIVE_INFINITY);
            case LESS -> new Interval(Double.NEGATIVE_INFINITY, estimate + halfWidth);
        };
        double p = pValue(estimate / standardError, visitors * rho() * rho());
        return new Reading(interval, halfWidth, new Probability(p));
    }

    private double pValue(double z, double information) {
        boolean wrongSide =
                (alternative == Alternative.GREATER && z <= 0) || (alternative == Alternative.LESS && z >= 0);
        if (wrongSide) {
            return 1;
        }
        double logGrown = Math.log1p(information) / 2;
        double evidence = information / (information + 1) * z * z / 2;
        if (alternative == Alternative.TWO_SIDED) {
            return Math.min(1, Math.exp(logGrown - evidence));
        }
        double logExcess = evidence > 40 ? evidence : Math.log(Math.expm1(evidence));
        return Math.min(1, Math.exp(logGrown - logExcess) / 2);
    }
}
