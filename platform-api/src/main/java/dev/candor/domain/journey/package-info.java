/** The fold: one unit's events become what it adds to each metric. Start at {@link dev.candor.domain.journey.Contribution}. */
@NullMarked
package dev.candor.domain.journey;

import org.jspecify.annotations.NullMarked;
