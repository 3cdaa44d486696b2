/**
 * How likely the treatment is better, and what choosing wrongly would cost: for rates
 * ({@link dev.candor.stats.bayes.BetaBinomialComparison}), for any estimate with a standard error
 * ({@link dev.candor.stats.bayes.NormalComparison}) and for the best of several variants
 * ({@link dev.candor.stats.bayes.BestArm}). Everything is integrated, nothing sampled: the same data give the same answer.
 * Imports the root package, {@code sample}, {@code estimate} and {@code numeric}. Start at
 * {@link dev.candor.stats.bayes.BetaPosterior}.
 */
@NullMarked
package dev.candor.stats.bayes;

import org.jspecify.annotations.NullMarked;
