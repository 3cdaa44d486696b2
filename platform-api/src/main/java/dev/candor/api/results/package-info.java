/** Flow conclude: statistics become comparisons, health and a verdict. Start at {@link dev.candor.api.results.ResultsService}. */
@NullMarked
package dev.candor.api.results;

import org.jspecify.annotations.NullMarked;
