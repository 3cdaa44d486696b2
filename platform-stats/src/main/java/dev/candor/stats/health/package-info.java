/**
 * May these numbers be read at all: checks that come before any estimate. Imports {@code sample}, {@code estimate} and
 * {@code frequentist}. Start at {@link dev.candor.stats.health.SampleRatioCheck}.
 */
@NullMarked
package dev.candor.stats.health;

import org.jspecify.annotations.NullMarked;
