/**
 * Numbers with a name and a range: {@link dev.candor.stats.estimate.Interval}, {@link dev.candor.stats.estimate.Probability},
 * {@link dev.candor.stats.estimate.Confidence}. None of them can hold a NaN. Imports the root package and {@code numeric}.
 * Start at {@link dev.candor.stats.estimate.Confidence}.
 */
@NullMarked
package dev.candor.stats.estimate;

import org.jspecify.annotations.NullMarked;
