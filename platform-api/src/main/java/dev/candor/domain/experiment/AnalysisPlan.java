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
 * @param looks                how often a group-sequential plan is read, 1 to 20
 * @param varianceReduction    whether what units did before their exposure sharpens the comparison, where a metric keeps it
 * @param expectedDailyVisitors visitors a day with all of the traffic, as the author expects; null where measured ones do
 */
public record AnalysisPlan(
        Method method,
        double alpha,
        double power,
        @Nullable Margin practicalEquivalence,
        @Nullable Long maximumVisitors,
        int looks,
        Spending spending,
        boolean varianceReduction,
        @Nullable Long expectedDailyVisitors) {

    /** A plan that is read once. */
    public AnalysisPlan(
            Method method,
            double alpha,
            double power,
            @Nullable Margin practicalEquivalence,
            @Nullable Long maximumVisitors) {
        this(method, alpha, power, practicalEquivalence, maximumVisitors, 5, Spending.OBRIEN_FLEMING, false, null);
    }
}
