package dev.candor.domain.experiment;

import dev.candor.domain.metric.Margin;
import org.jspecify.annotations.Nullable;

/**
 * How the experiment will be read, decided before the first visitor.
 *
 * @param alpha                two-sided error of the primary comparison, between 0 and 1
 * @param power                chance to find the planned effect, between 0 and 1
 * @param practicalEquivalence the smallest worthwhile lift; null until somebody sets it
 * @param maximumVisitors      over all variants: the horizon of a fixed plan; null until somebody sets it
 */
public record AnalysisPlan(
        Method method,
        double alpha,
        double power,
        @Nullable Margin practicalEquivalence,
        @Nullable Long maximumVisitors) {}
