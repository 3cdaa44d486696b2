package dev.candor.domain.journey;

import dev.candor.domain.event.Event;
import dev.candor.domain.event.Event.Conversion;
import dev.candor.domain.event.Event.Exposure;
import dev.candor.domain.event.Event.TrustSignal;
import dev.candor.domain.metric.Metric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A second witness: what the events of many units add up to, written from docs/analysts.md without a look at the fold. Slow and
 * plain. Sums stand under {@code phase|dimension|value|variant|metric|sum}; what is zero is left out.
 */
public final class NaiveFold {

    private final ExperimentDefinition definition;
    private final Map<String, BigInteger> sums = new TreeMap<>();

    private NaiveFold(ExperimentDefinition definition) {
        this.definition = definition;
    }

    public static Map<String, BigInteger> of(ExperimentDefinition definition, Collection<List<Event>> units) {
        NaiveFold fold = new NaiveFold(definition);
        units.forEach(fold::unit);
        fold.sums.values().removeIf(sum -> sum.signum() == 0);
        return fold.sums;
    }

    private void unit(List<Event> events) {
        List<Exposure> met = exposures(events, definition.until());
        if (met.isEmpty()) {
            return;
        }
        Exposure first = met.get(0);
        int phase = 1;
        for (int i = 1; i < definition.phases().size(); i++) {
            if (first.occurredAt().compareTo(definition.phases().get(i)) >= 0) {
                phase = i + 1;
            }
        }
        Instant end = definition.until();
        if (!definition.sticky() && phase < definition.phases().size()) {
            Instant next = definition.phases().get(phase);
            end = end == null || next.compareTo(end) < 0 ? next : end;
        }
        List<String> parts = new ArrayList<>(List.of(phase + "|||" + first.variant()));
        int its = phase;
        first.dimensions()
                .forEach((dimension, value) ->
                        parts.add(its + "|" + dimension.code() + "|" + value + "|" + first.variant()));
        boolean two = exposures(events, end).stream()
                        .map(Exposure::variant)
                        .distinct()
                        .count()
                > 1;
        for (String part : parts) {
            add(part + "||" + (two ? "quarantined" : "counted"), BigInteger.ONE);
            if (!two) {
                for (Metric metric : definition.metrics()) {
                    metric(part + "|" + metric.key() + "|", metric, events, first, end);
                }
            }
        }
    }

    private List<Exposure> exposures(List<Event> events, Instant end) {
        return events.stream()
                .filter(event -> event instanceof Exposure)
                .map(event -> (Exposure) event)
                .filter(exposure -> exposure.experiment().equals(definition.experiment()))
                .filter(exposure -> end == null || exposure.occurredAt().compareTo(end) < 0)
                .sorted(Comparator.comparing(Exposure::occurredAt).thenComparing(Exposure::id))
                .toList();
    }

    private void metric(String at, Metric metric, List<Event> events, Exposure first, Instant end) {
        List<BigDecimal> after = new ArrayList<>();
        List<BigDecimal> below = new ArrayList<>();
        List<BigDecimal> before = new ArrayList<>();
        for (Event event : events) {
            String name = event instanceof Conversion c ? c.name() : event instanceof TrustSignal t ? t.name() : null;
            if (name == null) {
                continue;
            }
            Long micros = event instanceof Conversion c ? c.valueMicros() : ((TrustSignal) event).valueMicros();
            // Minus one stands for an event without a value.
            BigDecimal value = micros == null ? BigDecimal.valueOf(-1) : BigDecimal.valueOf(micros);
            Duration since = Duration.between(first.occurredAt(), event.occurredAt());
            boolean later =
                    (event.id().getMostSignificantBits() >>> 16) > (first.id().getMostSignificantBits() >>> 16);
            boolean follows = !since.isNegative() || (later && since.compareTo(Duration.ofSeconds(-5)) >= 0);
            boolean inTime = end == null || event.occurredAt().compareTo(end) < 0;
            if (metric.windowHours() != null) {
                inTime &= since.compareTo(Duration.ofHours(metric.windowHours())) < 0;
            }
            if (metric.retention() != null) {
                inTime &= since.compareTo(Duration.ofDays(metric.retention().from())) >= 0
                        && since.compareTo(Duration.ofDays(metric.retention().to())) < 0;
            }
            Duration history =
                    metric.windowHours() == null ? Duration.ofDays(30) : Duration.ofHours(metric.windowHours());
            if (name.equals(metric.event()) && follows && inTime) {
                after.add(value);
            }
            if (name.equals(metric.denominatorEvent()) && follows && inTime) {
                below.add(value);
            }
            if (name.equals(metric.event())
                    && metric.covariate()
                    && !follows
                    && since.compareTo(history.negated()) >= 0) {
                before.add(value);
            }
        }
        Optional<BigDecimal> y = number(metric, after);
        if (y.isEmpty()) {
            return;
        }
        BigInteger value = y.get().toBigIntegerExact();
        BigInteger d = metric.denominatorEvent() == null
                ? BigInteger.ZERO
                : onesForNone(below).toBigIntegerExact();
        BigInteger x = switch (metric.kind()) {
            case RATIO, QUANTILE -> BigInteger.ZERO;
            default -> number(metric, before).orElse(BigDecimal.ZERO).toBigIntegerExact();
        };
        add(at + "units", BigInteger.ONE);
        add(at + "y", value);
        add(at + "yy", value.pow(2));
        add(at + "d", d);
        add(at + "dd", d.pow(2));
        add(at + "yd", value.multiply(d));
        add(at + "x", x);
        add(at + "xx", x.pow(2));
        add(at + "xy", x.multiply(value));
    }

    private static Optional<BigDecimal> number(Metric metric, List<BigDecimal> values) {
        List<BigDecimal> given = values.stream().filter(v -> v.signum() >= 0).toList();
        BigDecimal million = BigDecimal.valueOf(1_000_000);
        BigDecimal total = given.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal number = switch (metric.kind()) {
            case CONVERSION, RETENTION -> values.isEmpty() ? BigDecimal.ZERO : million;
            case COUNT -> million.multiply(BigDecimal.valueOf(values.size()));
            case SUM -> total;
            case MEAN ->
                given.isEmpty() ? null : total.divide(BigDecimal.valueOf(given.size()), 0, RoundingMode.HALF_EVEN);
            case RATIO -> onesForNone(values);
            case QUANTILE -> given.isEmpty() ? null : BigDecimal.valueOf(given.size());
        };
        if (number == null) {
            return Optional.empty();
        }
        return Optional.of(
                metric.cap() == null ? number : number.min(metric.cap().multiply(million)));
    }

    private static BigDecimal onesForNone(List<BigDecimal> values) {
        return values.stream()
                .map(v -> v.signum() < 0 ? BigDecimal.valueOf(1_000_000) : v)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void add(String key, BigInteger amount) {
        sums.merge(key, amount, BigInteger::add);
    }
}
