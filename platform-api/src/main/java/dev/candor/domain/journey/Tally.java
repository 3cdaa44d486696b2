package dev.candor.domain.journey;

import dev.candor.domain.event.Event;
import dev.candor.domain.event.Event.Conversion;
import dev.candor.domain.event.Event.TrustSignal;
import dev.candor.domain.metric.Metric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One unit's events of one metric within a stretch of time.
 *
 * @param times            how often the metric's event happened
 * @param valued           how often it carried a value
 * @param total            the sum of those values, in millionths
 * @param denominatorTotal the same for the ratio's other event; one without a value counts as 1
 * @param numeratorTotal   the sum where an event without a value counts as 1, for ratios
 */
record Tally(long times, long valued, BigInteger total, BigInteger numeratorTotal, BigInteger denominatorTotal) {

    static final Tally NOTHING = new Tally(0, 0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    private static final long ONE = 1_000_000;
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final Duration HISTORY = Duration.ofDays(30);

    /** The metric's events in {@code [from, to)}. */
    static Tally from(Metric metric, List<Event> events, Instant from, Instant to) {
        long times = 0;
        long valued = 0;
        BigInteger total = BigInteger.ZERO;
        BigInteger numerator = BigInteger.ZERO;
        BigInteger denominator = BigInteger.ZERO;
        for (Event event : events) {
            if (event.occurredAt().isBefore(from) || !event.occurredAt().isBefore(to)) {
                continue;
            }
            String name = name(event);
            Long value = value(event);
            BigInteger valueOrOne = BigInteger.valueOf(value == null ? ONE : value);
            if (name.equals(metric.event())) {
                times++;
                numerator = numerator.add(valueOrOne);
                if (value != null) {
                    valued++;
                    total = total.add(valueOrOne);
                }
            }
            if (name.equals(metric.denominatorEvent())) {
                denominator = denominator.add(valueOrOne);
            }
        }
        return new Tally(times, valued, total, numerator, denominator);
    }

    static Instant endOfWindow(Metric metric, Instant exposedAt) {
        return metric.windowHours() == null ? Instant.MAX : exposedAt.plus(Duration.ofHours(metric.windowHours()));
    }

    static Instant startOfHistory(Metric metric, Instant exposedAt) {
        return exposedAt.minus(metric.windowHours() == null ? HISTORY : Duration.ofHours(metric.windowHours()));
    }

    /** The number that the metric makes of this, with {@code before} as its covariate. */
    MetricValue toValue(Metric metric, Tally before) {
        return switch (metric.kind()) {
            case CONVERSION -> new MetricValue(true, times > 0 ? ONE : 0, 0, before.times > 0 ? ONE : 0);
            case COUNT ->
                new MetricValue(
                        true, capped(metric, inMillionths(times)), 0, capped(metric, inMillionths(before.times)));
            case SUM -> new MetricValue(true, capped(metric, total), 0, capped(metric, before.total));
            case MEAN ->
                valued == 0
                        ? MetricValue.UNCOUNTED
                        : new MetricValue(true, capped(metric, average()), 0, capped(metric, before.average()));
            case RATIO -> new MetricValue(true, capped(metric, numeratorTotal), kept(denominatorTotal), 0);
            case RETENTION, QUANTILE ->
                throw new IllegalArgumentException(metric.kind().code() + " metrics are not folded yet");
        };
    }

    /** The average value in millionths, rounded to even, so that a recount gives the same digit. */
    private BigInteger average() {
        return valued == 0
                ? BigInteger.ZERO
                : new BigDecimal(total)
                        .divide(BigDecimal.valueOf(valued), 0, RoundingMode.HALF_EVEN)
                        .toBigIntegerExact();
    }

    private static BigInteger inMillionths(long whole) {
        return BigInteger.valueOf(whole).multiply(BigInteger.valueOf(ONE));
    }

    private static long capped(Metric metric, BigInteger micros) {
        return kept(
                metric.cap() == null
                        ? micros
                        : micros.min(metric.cap().movePointRight(6).toBigInteger()));
    }

    /** As much as a 64-bit number holds, nine million millions: a sender who claims more must not stop the fold. */
    private static long kept(BigInteger micros) {
        return micros.min(LARGEST).longValueExact();
    }

    private static String name(Event event) {
        return switch (event) {
            case Conversion conversion -> conversion.name();
            case TrustSignal signal -> signal.name();
            case Event.Exposure exposure -> "";
            case Event.ConsentChange change -> "";
        };
    }

    private static @org.jspecify.annotations.Nullable Long value(Event event) {
        return switch (event) {
            case Conversion conversion -> conversion.valueMicros();
            case TrustSignal signal -> signal.valueMicros();
            case Event.Exposure exposure -> null;
            case Event.ConsentChange change -> null;
        };
    }
}
