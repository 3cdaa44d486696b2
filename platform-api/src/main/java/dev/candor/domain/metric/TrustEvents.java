package dev.candor.domain.metric;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The events that speak about trust. A metric for each is there without being defined. */
public final class TrustEvents {

    private static final Map<String, Metric> METRICS = metrics();

    private TrustEvents() {}

    /** Whether a trust signal may carry this name. */
    public static boolean isTrustEvent(String name) {
        return METRICS.containsKey(name);
    }

    /** The ready-made metric of this key, if there is one. */
    public static Optional<Metric> metric(String key) {
        return Optional.ofNullable(METRICS.get(key));
    }

    /** All ready-made metrics by key, in a fixed order. */
    public static Map<String, Metric> all() {
        return METRICS;
    }

    private static Map<String, Metric> metrics() {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        for (String harm : new String[] {
            "consent_refused",
            "consent_withdrawn",
            "personalization_off",
            "why_opened",
            "data_erased",
            "feedback_negative"
        }) {
            metrics.put(harm, Metric.plain(harm, MetricKind.CONVERSION, Direction.DECREASE));
        }
        metrics.put("feedback", Metric.plain("feedback", MetricKind.MEAN, Direction.INCREASE));
        metrics.put("return_visit", Metric.plain("return_visit", MetricKind.CONVERSION, Direction.INCREASE));
        return java.util.Collections.unmodifiableMap(metrics);
    }
}
