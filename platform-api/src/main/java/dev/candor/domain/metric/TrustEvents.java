package dev.candor.domain.metric;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The events that speak about trust. A metric for each is there without being defined. */
public final class TrustEvents {

    /** The answer to the one-question card: 1 for creepy to 5 for helpful. */
    public static final String FEEDBACK = "feedback";

    private static final String EXPORTED = "data_exported";

    /** A page view of somebody who had been here before. */
    private static final String RETURN = "return_visit";

    /** Came back after a day and within seven more: on the first to the seventh day after the exposure. */
    private static final Metric.Days SEVEN_DAYS = new Metric.Days(1, 8);

    private static final Map<String, Metric> METRICS = metrics();

    private static final Map<String, String> MARGINS = Map.ofEntries(
            Map.entry("consent_refused", "0.02"),
            Map.entry("ask_declined", "0.02"),
            Map.entry("consent_withdrawn", "0.005"),
            Map.entry("personalization_off", "0.005"),
            Map.entry("data_exported", "0.001"),
            Map.entry("data_erased", "0.001"),
            Map.entry("feedback_negative", "0.005"),
            Map.entry("bounce", "0.01"),
            Map.entry("rage_exit", "0.01"),
            Map.entry(FEEDBACK, "0.2"),
            Map.entry(RETURN, "0.01"));

    private static final Set<String> STRUCTURAL_ZEROS = Set.of(
            "consent_refused",
            "ask_declined",
            "consent_withdrawn",
            "personalization_off",
            "data_exported",
            "data_erased");

    /** What follows a refusal, after which nobody is followed: such a signal carries no unit. */
    private static final Set<String> OF_NOBODY =
            Set.of("consent_refused", "consent_withdrawn", "personalization_off", "data_erased");

    private static final Set<String> WATCHED = Set.of("bounce", "rage_exit", RETURN);

    private static final Set<String> AMBIGUOUS =
            Set.of("why_opened", "panel_opened", "standard_shown", "ask_shown", "ask_answered", "feedback_shown");

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

    /**
     * How much worse a trust metric may get where the plan does not say otherwise, in the metric's unit: points of the share of
     * visitors, and for the feedback points of its scale. Empty where there is none.
     */
    public static Optional<Margin> defaultMargin(String key) {
        return Optional.ofNullable(MARGINS.get(key)).map(amount -> new Margin(new BigDecimal(amount), false));
    }

    /** Whether it is zero by construction where nothing was asked or given: then only more than the margin is a harm. */
    public static boolean isZeroWithoutPersonalization(String key) {
        return STRUCTURAL_ZEROS.contains(key);
    }

    /** Whether it follows a refusal, so that its signals carry no unit and are counted by the variant that they name. */
    public static boolean isOfNobody(String event) {
        return OF_NOBODY.contains(event);
    }

    /** Whether some of its signals carry no unit: whoever is not counted any more may still have their data sent to them. */
    public static boolean mayBeOfNobody(String event) {
        return isOfNobody(event) || event.equals(EXPORTED);
    }

    /** Whether more of it may be good or bad: then it is reported and guards nothing. */
    public static boolean isAmbiguous(String key) {
        return AMBIGUOUS.contains(key);
    }

    /** Whether it needs to know a visitor again on another day. */
    public static boolean needsMemory(Metric metric) {
        return metric.kind() == MetricKind.RETENTION || metric.key().equals(RETURN);
    }

    /** Whether the snippet has to watch for it: it does so only where an experiment asks. */
    public static boolean isWatchedFor(String key) {
        return WATCHED.contains(key);
    }

    private static Map<String, Metric> metrics() {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        for (String harm : new String[] {
            "consent_refused",
            "consent_withdrawn",
            "personalization_off",
            "why_opened",
            "panel_opened",
            "standard_shown",
            "data_exported",
            "data_erased",
            "ask_declined",
            "feedback_negative",
            "bounce",
            "rage_exit"
        }) {
            metrics.put(harm, Metric.plain(harm, MetricKind.CONVERSION, Direction.DECREASE));
        }
        metrics.put(FEEDBACK, Metric.plain(FEEDBACK, MetricKind.MEAN, Direction.INCREASE));
        for (String count : new String[] {"ask_shown", "ask_answered", "feedback_shown"}) {
            metrics.put(count, Metric.plain(count, MetricKind.CONVERSION, Direction.INCREASE));
        }
        metrics.put(
                RETURN,
                new Metric(
                        RETURN,
                        MetricKind.RETENTION,
                        RETURN,
                        null,
                        Direction.INCREASE,
                        null,
                        null,
                        null,
                        SEVEN_DAYS,
                        null,
                        false));
        return java.util.Collections.unmodifiableMap(metrics);
    }
}
