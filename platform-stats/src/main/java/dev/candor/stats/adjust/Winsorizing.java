package dev.candor.stats.adjust;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.frequentist.WelchComparison;
import dev.candor.stats.numeric.Quantiles;
import dev.candor.stats.sample.MeanSample;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * A difference of means after values beyond two quantiles of both samples together were moved to those quantiles, so that one
 * large order does not decide. It estimates the difference of capped means, which is another quantity than that of means.
 *
 * @param lowerCap values below are raised to it
 * @param upperCap values above are lowered to it
 * @param cappedInControl how many values were moved
 * @param cappedInTreatment how many values were moved
 * @param comparison of the capped values
 */
public record Winsorizing(
        double lowerCap, double upperCap, long cappedInControl, long cappedInTreatment, WelchComparison comparison) {
    private static final double ROUNDING = 1e-9;

    /**
     * The capped comparison of raw values, one a visitor.
     *
     * @param lowerQuantile from 0, which caps nothing, and below {@code upperQuantile}
     * @param upperQuantile up to 1, which caps nothing
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} below two values in a sample,
     *     {@code ZERO_VARIANCE} if nothing varies after capping
     */
    public static Winsorizing of(
            double[] control, double[] treatment, double lowerQuantile, double upperQuantile, Confidence confidence) {
        Require.closedUnit("lowerQuantile", lowerQuantile);
        Require.closedUnit("upperQuantile", upperQuantile);
        Require.valid(lowerQuantile < upperQuantile, "lowerQuantile", lowerQuantile, "must be below " + upperQuantile);
        double[] pooled = DoubleStream.concat(Arrays.stream(control), Arrays.stream(treatment))
                .map(value -> Require.finite("values", value))
                .sorted()
                .toArray();
        Require.atLeast(2, "control.length", control.length);
        Require.atLeast(2, "treatment.length", treatment.length);
        double lower = Quantiles.linear(pooled, lowerQuantile);
        double upper = Quantiles.linear(pooled, upperQuantile);
        return new Winsorizing(
                lower,
                upper,
                beyond(control, lower, upper),
                beyond(treatment, lower, upper),
                WelchComparison.of(capped(control, lower, upper), capped(treatment, lower, upper), confidence));
    }

    private static MeanSample capped(double[] values, double lower, double upper) {
        return MeanSample.of(Arrays.stream(values)
                .map(value -> Math.clamp(value, lower, upper))
                .toArray());
    }

    private static long beyond(double[] values, double lower, double upper) {
        double slackBelow = ROUNDING * Math.max(1, Math.abs(lower));
        double slackAbove = ROUNDING * Math.max(1, Math.abs(upper));
        return Arrays.stream(values)
                .filter(value -> value < lower - slackBelow || value > upper + slackAbove)
                .count();
    }
}
