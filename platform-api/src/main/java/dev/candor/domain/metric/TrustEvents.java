package dev.candor.domain.metric;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The events that speak about trust. A metric for each is there without being defined. */
public final class TrustEvents {

    /** The answer to the one-question card: 1 for creepy to 5 for helpful. */
    public static final String FEEDBACK = "feedback";

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

    /** Whether this is the mean of what visitors answered to the one-question card. */
    public static boolean isMeanOfFeedback(Metric metric) {
        return metric.kind() == MetricKind.MEAN
                && metric.event().equals(FEEDBACK)
                && metric.cap() == null
                && metric.capPercentile() == null;
    }

    private static Map<String, Metric> metrics() {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        for (String harm : new String[] {
            "consent_refused",
            "consent_withdrawn",
            "personalization_off",
            "why_opened",
            "standard_shown",
            "data_exported",
            "data_erased",
            "ask_declined",
            "feedback_negative"
        }) {
            metrics.put(harm, Metric.plain(harm, MetricKind.CONVERSION, Direction.DECREASE));
        }
        metrics.put(FEEDBACK, Metric.plain(FEEDBACK, MetricKind.MEAN, Direction.INCREASE));
        for (String count : new String[] {"ask_shown", "ask_answered", "feedback_shown"}) {
            metrics.put(count, Metric.plain(count, MetricKind.CONVERSION, Direction.INCREASE));
        }
        metrics.put("return_visit", Metric.plain("return_visit", MetricKind.CONVERSION, Direction.INCREASE));
        return java.util.Collections.unmodifiableMap(metrics);
    }
}
