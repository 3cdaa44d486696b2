/**
 * Numbers that keep their digits: exactly centred sums and the tails of the Normal, Student and chi-square distributions,
 * accurate where the textbook forms and Commons Math lose them. Imports only the root package. Start at
 * {@link dev.candor.stats.numeric.Normal}.
 */
@NullMarked
package dev.candor.stats.numeric;

import org.jspecify.annotations.NullMarked;
