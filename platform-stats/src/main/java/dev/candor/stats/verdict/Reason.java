package dev.candor.stats.verdict;

import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;

/** One fact a verdict rests on, as data; whoever shows it chooses the words and the language. */
public sealed interface Reason {

    /** A check of the data failed. */
    record Unhealthy(HealthFailure failure) implements Reason {}

    /** The planned number of visitors or days is not reached. */
    record HorizonNotReached() implements Reason {}

    /** Before the horizon, this part of the claim rests on an interval that may be read only once: the primary metric's. */
    record PrimaryNotReadableYet(String variant) implements Reason {}

    /** Before the horizon, this part of the claim rests on an interval that may be read only once: a trust metric's. */
    record TrustNotReadableYet(String variant, String metric) implements Reason {}

    /** The primary metric is higher: the interval lies above 0. */
    record PrimaryBetter(String variant, Interval interval) implements Reason {}

    /** The primary metric is lower: the interval lies below 0. */
    record PrimaryWorse(String variant, Interval interval) implements Reason {}

    /** The primary metric may be higher or lower: the interval covers 0. */
    record PrimaryUndecided(String variant, Interval interval) implements Reason {}

    /** The difference is too small to matter: the 90 % interval lies inside plus or minus epsilon. */
    record PrimaryNegligible(String variant, Interval narrowInterval, double smallestWorthwhileLift)
            implements Reason {}

    /** Holm's adjustment for several personalized variants took a claim back that stood on its own. */
    record LostAmongVariants(String variant, Probability adjusted) implements Reason {}

    /** The harm is tolerable: the interval's upper bound lies below the margin. */
    record TrustHeld(String variant, String metric, Interval interval, double margin) implements Reason {}

    /** The harm may be tolerable or not: the interval's upper bound reaches the margin. */
    record TrustNotShown(String variant, String metric, Interval interval, double margin) implements Reason {}

    /** The harm is real: after Holm's adjustment it lies above the threshold. */
    record TrustHarmed(String variant, String metric, Interval interval, double threshold, Probability adjusted)
            implements Reason {}
}
