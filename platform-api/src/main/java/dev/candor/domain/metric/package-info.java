/** How events become a number per unit. Start at {@link dev.candor.domain.metric.Metric}. */
@NullMarked
package dev.candor.domain.metric;

import org.jspecify.annotations.NullMarked;
