/**
 * What goes in: sufficient statistics of one variant and one metric, that is counts and sums and never a visitor's row.
 * {@link dev.candor.stats.sample.SufficientStatistics} lists the kinds; samples of disjoint visitors merge by addition.
 * Imports the root package and {@code numeric}.
 */
@NullMarked
package dev.candor.stats.sample;

import org.jspecify.annotations.NullMarked;
