package dev.candor.domain.metric;

import java.math.BigDecimal;

/**
 * A difference that is small enough to live with.
 *
 * @param amount   above 0: in the metric's unit when absolute, a share of the baseline when relative
 * @param relative whether it is a share of the baseline's mean
 */
public record Margin(BigDecimal amount, boolean relative) {}
