/**
 * What several questions asked of the same data do to p-values: adjusted p-values in the order of the questions. Imports
 * {@code estimate}. Start at {@link dev.candor.stats.multiplicity.Holm}.
 */
@NullMarked
package dev.candor.stats.multiplicity;

import org.jspecify.annotations.NullMarked;
