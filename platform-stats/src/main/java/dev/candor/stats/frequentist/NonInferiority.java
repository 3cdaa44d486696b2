package dev.candor.stats.frequentist;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.ProportionSample;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Is treatment not worse than control by the margin or more? One-sided, at alpha. With {@code s} = 1 when higher is better
 * and -1 when lower is, an absolute margin is tested by {@code (m2 - m1 + s margin) / sqrt(V2 + V1)}, a relative one by
 * {@code (m2 - k m1) / sqrt(V2 + k² V1)} with {@code k = 1 - s margin}, which is Fieller's test.
 *
 * @param estimate {@code m2 - m1}
 * @param statistic of the test; its sign is that of the difference
 * @param degrees of freedom for means; empty for rates, which use the Normal distribution
 * @param pValue of the claim "not worse by the margin"
 * @param bound the harmful-side limit of {@code m2 - m1}, or of {@code m2 - k m1} for a relative margin
 * @param nonInferior {@code pValue <= alpha}
 * @param newcombe for rates and an absolute margin: the same decision from Newcombe's interval
 * @see <a href="https://www.fda.gov/media/78504/download">FDA (2016), Non-Inferiority Clinical Trials</a>
 */
public record NonInferiority(
        double estimate,
        double statistic,
        OptionalDouble degrees,
        Probability pValue,
        double bound,
        boolean nonInferior,
        Optional<NewcombeDecision> newcombe) {

    /** Which way is good. */
    public enum Better {
        HIGHER,
        LOWER
    }

    /** The harmful-side limit of the {@code 1 - 2 alpha} Newcombe interval, and whether it lies inside the margin. */
    public record NewcombeDecision(double bound, boolean nonInferior) {}

    /**
     * For two conversion rates.
     *
     * @param margin at least 0; below 1 when relative
     * @param alpha one-sided, strictly between 0 and 1
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} without visitors, {@code ZERO_BASELINE} if a
     *     relative margin meets a rate of zero, {@code ZERO_VARIANCE} if neither sample varies
     */
    public static NonInferiority of(
            ProportionSample control, ProportionSample treatment, Margin margin, Better better, double alpha) {
        requireArguments(margin, alpha);
        NonInferiority test = of(Contrast.Arms.of(control, treatment), margin, better, alpha);
        if (margin.scale() == Margin.Scale.RELATIVE) {
            return test;
        }
        Interval interval = NewcombeInterval.of(control, treatment, Normal.upperQuantile(alpha));
        NewcombeDecision decision = better == Better.HIGHER
                ? new NewcombeDecision(interval.lower(), interval.lower() > -margin.size())
                : new NewcombeDecision(interval.upper(), interval.upper() < margin.size());
        return new NonInferiority(
                test.estimate,
                test.statistic,
                test.degrees,
                test.pValue,
                test.bound,
                test.nonInferior,
                Optional.of(decision));
    }

    /**
     * For two means.
     *
     * @param margin at least 0; below 1 when relative
     * @param alpha one-sided, strictly between 0 and 1
     * @throws dev.candor.stats.StatisticsException as {@link WelchComparison#of}, and {@code ZERO_BASELINE} if a relative
     *     margin meets a control mean that is not positive
     */
    public static NonInferiority of(
            MeanSample control, MeanSample treatment, Margin margin, Better better, double alpha) {
        requireArguments(margin, alpha);
        return of(Contrast.Arms.of(control, treatment), margin, better, alpha);
    }

    private static void requireArguments(Margin margin, double alpha) {
        Require.notNegative("margin", margin.size());
        Require.valid(
                margin.scale() == Margin.Scale.ABSOLUTE || margin.size() < 1,
                "margin",
                margin.size(),
                "a relative margin must be below 1");
        Require.openUnit("alpha", alpha);
    }

    private static NonInferiority of(Contrast.Arms arms, Margin margin, Better better, double alpha) {
        double sign = better == Better.HIGHER ? 1 : -1;
        boolean relative = margin.scale() == Margin.Scale.RELATIVE;
        Contrast contrast = relative ? arms.relative(1 - sign * margin.size()) : arms.absolute(-sign * margin.size());
        double pValue = sign > 0 ? contrast.upperTail() : contrast.lowerTail();
        double centre = relative ? contrast.value() : arms.difference();
        return new NonInferiority(
                arms.difference(),
                contrast.statistic(),
                contrast.degrees(),
                new Probability(pValue),
                centre - sign * contrast.reach(alpha),
                pValue <= alpha,
                Optional.empty());
    }
}
