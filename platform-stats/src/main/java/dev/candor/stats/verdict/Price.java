package dev.candor.stats.verdict;

import dev.candor.stats.Require;

/**
 * What a gain costs in trust: how many more conversions came with each further harm.
 *
 * @param metric the trust metric that was harmed
 * @param gain extra conversions per visitor, above 0
 * @param harm extra harms per visitor, above 0
 */
public record Price(String metric, double gain, double harm) {
    public Price {
        Require.positive("gain", gain);
        Require.positive("harm", harm);
    }

    /** {@code gain / harm}: extra conversions per extra harm. */
    public double extraConversionsPerExtraHarm() {
        return gain / harm;
    }
}
