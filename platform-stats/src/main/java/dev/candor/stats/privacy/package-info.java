/**
 * What privacy costs in precision: answers randomized on the visitor's device
 * ({@link dev.candor.stats.privacy.RandomizedResponse}, {@link dev.candor.stats.privacy.RandomizedChoice}), counts with noise
 * added ({@link dev.candor.stats.privacy.NoisedCount}, drawn by {@link dev.candor.stats.privacy.DiscreteLaplaceSampler}) and how many more visitors either needs
 * ({@link dev.candor.stats.privacy.SampleInflation}). Imports the root package, {@code sample}, {@code estimate} and
 * {@code numeric}. Start at {@link dev.candor.stats.privacy.RandomizedResponse}.
 */
@NullMarked
package dev.candor.stats.privacy;

import org.jspecify.annotations.NullMarked;
