package dev.candor.api.results;

import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The single values behind quantiles; and, where only sums are at hand, why a metric that needs them cannot be computed.
 *
 * @param source  the values of a metric, by its place in the plan, in a variant, visitor by visitor
 * @param lacking the metrics that cannot be computed
 * @param why     the reason
 */
record SingleValues(BiFunction<Integer, String, double[][]> source, Predicate<Metric> lacking, String why) {

    /** A snapshot keeps sums alone. */
    static final SingleValues OF_A_SNAPSHOT = new SingleValues(
            (metric, variant) -> new double[0][],
            metric -> metric.kind() == MetricKind.QUANTILE,
            "a snapshot keeps sums, and a quantile needs every single value");

    /** Sums of a part of the visitors. */
    static final SingleValues OF_A_PART = new SingleValues(
            (metric, variant) -> new double[0][],
            Metric::needsAllValues,
            "a percentile cap and a quantile need every single value: they are not broken down");

    static SingleValues of(BiFunction<Integer, String, double[][]> source) {
        return new SingleValues(source, metric -> false, "");
    }

    double[][] of(int metric, String variant) {
        return source.apply(metric, variant);
    }

    @Nullable
    String whyNot(Metric metric) {
        return lacking.test(metric) ? why : null;
    }
}
