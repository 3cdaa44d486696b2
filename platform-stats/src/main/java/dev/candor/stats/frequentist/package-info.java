/**
 * Does treatment differ from control, by how much, and is it at least not worse: one look at the data, tests and intervals
 * with known error rates. Imports {@code sample} and {@code estimate}. Start at
 * {@link dev.candor.stats.frequentist.ProportionComparison} for rates and
 * {@link dev.candor.stats.frequentist.WelchComparison} for means.
 */
@NullMarked
package dev.candor.stats.frequentist;

import org.jspecify.annotations.NullMarked;
