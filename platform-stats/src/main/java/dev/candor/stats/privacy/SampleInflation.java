package dev.candor.stats.privacy;

import dev.candor.stats.Require;

/**
 * How many times more visitors an experiment needs because of a privacy mechanism, for the same width of the interval.
 *
 * @param factor at least 1
 */
public record SampleInflation(double factor) {

    public SampleInflation {
        Require.valid(factor >= 1 && Double.isFinite(factor), "factor", factor, "must be finite and at least 1");
    }

    /**
     * Of randomized reports: the variance of a report, {@code l (1 - l) / (p - q)²} with {@code l = q + (p - q) rate}, over
     * the variance of the answer itself, {@code rate (1 - rate)}.
     *
     * @param rate the true rate, strictly between 0 and 1
     */
    public static SampleInflation of(RandomizedResponse mechanism, double rate) {
        Require.openUnit("rate", rate);
        double separation = mechanism.yesGivenYes() - mechanism.yesGivenNo();
        double reported = mechanism.yesGivenNo() + separation * rate;
        double factor = reported * (1 - reported) / (separation * separation) / (rate * (1 - rate));
        return new SampleInflation(Math.max(1, factor));
    }

    /**
     * Of noise added to one variant's conversions: with n visitors the variance of the rate grows from
     * {@code p (1 - p) / n} by {@code V / n²}. Solved for the n that restores it:
     * {@code factor = (1 + √(1 + 4 V / (n p (1 - p)))) / 2}.
     *
     * @param noise added once, when the count is released
     * @param rate the true rate, strictly between 0 and 1
     * @param visitors of the variant without privacy, above 0
     */
    public static SampleInflation of(NoiseMechanism noise, double rate, double visitors) {
        Require.openUnit("rate", rate);
        Require.positive("visitors", visitors);
        double relativeNoise = noise.variance() / (visitors * rate * (1 - rate));
        return new SampleInflation((1 + Math.sqrt(1 + 4 * relativeNoise)) / 2);
    }

    /** So many visitors, times the factor. */
    public double visitors(double withoutPrivacy) {
        return factor * Require.notNegative("withoutPrivacy", withoutPrivacy);
    }
}
