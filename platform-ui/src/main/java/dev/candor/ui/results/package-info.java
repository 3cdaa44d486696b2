/** What the numbers of one experiment say, worded and rounded. Start at {@link dev.candor.ui.results.ResultsView}. */
@NullMarked
package dev.candor.ui.results;

import org.jspecify.annotations.NullMarked;
