package dev.candor.stats.sample;

/**
 * All that the estimates need of one variant and one metric. Each kind checks its numbers one by one when it is made
 * ({@code INVALID_INPUT}); whether there are enough visitors, and whether the sums fit together, is for the estimate to say,
 * so that an empty sample may exist and be merged.
 */
public sealed interface SufficientStatistics permits MeanSample, ProportionSample, RatioSample, CovariateSample {
    /** Units counted, at least zero. */
    long visitors();
}
