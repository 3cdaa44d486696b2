/**
 * Sharper or sturdier estimates of the same difference: covariates from before the experiment, strata, capped outliers,
 * quantiles. Imports {@code sample}, {@code estimate} and {@code frequentist}. Start at {@link dev.candor.stats.adjust.Cuped}.
 */
@NullMarked
package dev.candor.stats.adjust;

import org.jspecify.annotations.NullMarked;
