package dev.candor.stats.privacy;

/** One variant's mean per visitor after noise was added to what it is computed from: what {@link NoisedComparison} takes. */
public sealed interface Noised permits NoisedCount, NoisedMean {

    /** The mean per visitor, unclipped; throws {@code INSUFFICIENT_DATA} when noise left no visitor: show nothing. */
    double rate();

    /** The variance of the mean that comes from chance. */
    double samplingVariance();

    /** The variance of the mean that comes from the noise. */
    double noiseVariance();
}
