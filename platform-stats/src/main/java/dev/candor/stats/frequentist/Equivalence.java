package dev.candor.stats.frequentist;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.ProportionSample;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Is the difference inside two margins? Two one-sided tests, each at alpha; the p-value is the larger of the two.
 *
 * @param estimate {@code m2 - m1}
 * @param lower the test that the difference lies above the lower margin
 * @param upper the test that the difference lies below the upper margin
 * @param pValue of the claim "equivalent"
 * @param interval for absolute margins, the {@code 1 - 2 alpha} interval that lies inside them exactly when equivalent
 * @param equivalent {@code pValue <= alpha}
 * @see <a href="https://doi.org/10.1007/BF01068419">Schuirmann (1987), J. Pharmacokinetics and Biopharmaceutics 15,
 *     657-680</a>
 */
public record Equivalence(
        double estimate,
        OneSided lower,
        OneSided upper,
        Probability pValue,
        Optional<Interval> interval,
        boolean equivalent) {

    /** One of the two tests; degrees of freedom are empty for rates. */
    public record OneSided(double statistic, OptionalDouble degrees, Probability pValue) {}

    /**
     * For two conversion rates.
     *
     * @param lowerMargin below {@code upperMargin}, on the same scale; above -1 when relative
     * @param alpha one-sided, strictly between 0 and 1
     * @throws dev.candor.stats.StatisticsException as {@link NonInferiority}
     */
    public static Equivalence of(
            ProportionSample control,
            ProportionSample treatment,
            Margin lowerMargin,
            Margin upperMargin,
            double alpha) {
        requireArguments(lowerMargin, upperMargin, alpha);
        return of(Contrast.Arms.of(control, treatment), lowerMargin, upperMargin, alpha);
    }

    /** For two means; arguments and errors as for rates. */
    public static Equivalence of(
            MeanSample control, MeanSample treatment, Margin lowerMargin, Margin upperMargin, double alpha) {
        requireArguments(lowerMargin, upperMargin, alpha);
        return of(Contrast.Arms.of(control, treatment), lowerMargin, upperMargin, alpha);
    }

    private static void requireArguments(Margin lower, Margin upper, double alpha) {
        Require.valid(lower.scale() == upper.scale(), "upperMargin.scale", upper.scale(), "must be " + lower.scale());
        Require.valid(lower.size() < upper.size(), "lowerMargin", lower.size(), "must be below " + upper.size());
        Require.valid(
                lower.scale() == Margin.Scale.ABSOLUTE || lower.size() > -1,
                "lowerMargin",
                lower.size(),
                "a relative margin must be above -1");
        Require.openUnit("alpha", alpha);
    }

    private static Equivalence of(Contrast.Arms arms, Margin lowerMargin, Margin upperMargin, double alpha) {
        boolean absolute = lowerMargin.scale() == Margin.Scale.ABSOLUTE;
        Contrast low = absolute ? arms.absolute(lowerMargin.size()) : arms.relative(1 + lowerMargin.size());
        Contrast high = absolute ? arms.absolute(upperMargin.size()) : arms.relative(1 + upperMargin.size());
        OneSided lower = new OneSided(low.statistic(), low.degrees(), new Probability(low.upperTail()));
        OneSided upper = new OneSided(high.statistic(), high.degrees(), new Probability(high.lowerTail()));
        Probability pValue = lower.pValue.compareTo(upper.pValue) > 0 ? lower.pValue : upper.pValue;
        return new Equivalence(
                arms.difference(),
                lower,
                upper,
                pValue,
                absolute ? Optional.of(interval(arms.difference(), low.reach(alpha))) : Optional.empty(),
                pValue.value() <= alpha);
    }

    private static Interval interval(double centre, double reach) {
        return Interval.around(centre, Math.abs(reach));
    }
}
