package dev.candor.domain.journey;

import dev.candor.domain.event.Dimension;
import dev.candor.domain.event.Event;
import dev.candor.domain.event.Event.Conversion;
import dev.candor.domain.event.Event.Exposure;
import dev.candor.domain.event.Event.TrustSignal;
import dev.candor.domain.metric.Direction;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Random definitions and events: crowded in time, so that windows, ties and jitter matter. */
public final class Histories {

    private final Random random;
    private final Instant around;

    public Histories(Random random, Instant around) {
        this.random = random;
        this.around = around.truncatedTo(ChronoUnit.MICROS);
    }

    /** Every kind of metric, with windows, caps and covariates. */
    public static List<Metric> metrics() {
        return List.of(
                metric("bought", MetricKind.CONVERSION, "purchase", null, 24, null, true),
                metric("purchases", MetricKind.COUNT, "purchase", null, null, "3", true),
                metric("spend", MetricKind.SUM, "purchase", null, 48, "20", true),
                metric("order", MetricKind.MEAN, "purchase", null, null, null, true),
                metric("per_visit", MetricKind.RATIO, "purchase", "visit", 72, null, false),
                new Metric(
                        "came_back",
                        MetricKind.RETENTION,
                        "visit",
                        null,
                        Direction.INCREASE,
                        null,
                        null,
                        null,
                        new Metric.Days(1, 3),
                        null,
                        true),
                new Metric(
                        "load",
                        MetricKind.QUANTILE,
                        "visit",
                        null,
                        Direction.DECREASE,
                        24,
                        null,
                        null,
                        null,
                        new BigDecimal("0.9"),
                        false),
                metric("feedback", MetricKind.MEAN, "feedback", null, null, null, false));
    }

    private static Metric metric(
            String key,
            MetricKind kind,
            String event,
            String denominator,
            Integer window,
            String cap,
            boolean covariate) {
        return new Metric(
                key,
                kind,
                event,
                denominator,
                Direction.INCREASE,
                window,
                cap == null ? null : new BigDecimal(cap),
                covariate);
    }

    /** A moment within four days of the middle, often the same as another, or within the jitter of one. */
    public Instant moment() {
        Instant moment = around.plus(random.nextInt(-48, 48) * 2L, ChronoUnit.HOURS);
        return switch (random.nextInt(4)) {
            case 0 -> moment;
            case 1 -> moment.plusMillis(random.nextInt(-6_000, 6_000));
            default -> moment.plus(random.nextInt(-6, 6), ChronoUnit.MICROS);
        };
    }

    /** An id made about then, often in another order than the moments. */
    private UUID id(Instant moment) {
        long made = moment.toEpochMilli() + random.nextInt(-4_000, 4_000);
        return new UUID((made << 16) | 0x7000 | random.nextInt(0x1000), (random.nextLong() >>> 2) | Long.MIN_VALUE);
    }

    public Event event(String experiment) {
        Instant at = moment();
        return switch (random.nextInt(8)) {
            case 0, 1, 2 ->
                new Exposure(
                        id(at),
                        at,
                        random.nextInt(6) == 0 ? "another" : experiment,
                        random.nextInt(12) == 0 ? "by-interest" : "plain",
                        false,
                        dimensions());
            case 3, 4 -> new Conversion(id(at), at, "purchase", value());
            case 5, 6 -> new Conversion(id(at), at, "visit", value());
            default -> new TrustSignal(id(at), at, "feedback", value());
        };
    }

    private Long value() {
        return random.nextInt(4) == 0 ? null : Long.valueOf(random.nextInt(0, 15_000_000));
    }

    private Map<Dimension, String> dimensions() {
        Map<Dimension, String> dimensions = new EnumMap<>(Dimension.class);
        if (random.nextBoolean()) {
            dimensions.put(Dimension.DEVICE, random.nextBoolean() ? "mobile" : "desktop");
        }
        if (random.nextBoolean()) {
            dimensions.put(Dimension.LANGUAGE, random.nextBoolean() ? "ja" : "en");
        }
        return dimensions;
    }

    /** Phases that begin in order, none or some. */
    public List<Instant> phases() {
        List<Instant> phases = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            phases.add(moment());
        }
        phases.sort(null);
        return phases;
    }
}
