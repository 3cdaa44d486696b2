/**
 * Looking before the end, without fooling oneself: boundaries for a few planned looks
 * ({@link dev.candor.stats.sequential.GroupSequentialDesign}) and statements that hold at every look
 * ({@link dev.candor.stats.sequential.ConfidenceSequence}, {@link dev.candor.stats.sequential.SequentialProbabilityRatio},
 * {@link dev.candor.stats.sequential.SequentialSampleRatio}). Imports the root package, {@code estimate} and {@code numeric}.
 * Start at {@link dev.candor.stats.sequential.GroupSequentialDesign}.
 */
@NullMarked
package dev.candor.stats.sequential;

import org.jspecify.annotations.NullMarked;
