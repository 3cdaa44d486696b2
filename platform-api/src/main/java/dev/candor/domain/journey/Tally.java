package dev.candor.domain.journey;

import dev.candor.domain.event.Event;
import dev.candor.domain.event.Event.Conversion;
import dev.candor.domain.event.Event.Exposure;
import dev.candor.domain.event.Event.TrustSignal;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One unit's events of one metric, after its exposure and before it. */
final class Tally {

    /**
     * A request that was slower than the next may date an exposure a little after what followed it. Within this time the
     * ids, which the sender made in their order, settle what came first.
     */
    static final Duration JITTER = Duration.ofSeconds(5);

    private static final long ONE = 1_000_000;
    private static final Duration HISTORY = Duration.ofDays(30);

    /** Of a unit that has no event of the metric. */
    private static final Tally NOTHING = new Tally(false);

    private final boolean isQuantile;
    private final Part after = new Part();
    private final Part before = new Part();
    private final Sum below = new Sum();
    private final List<Long> samples = new ArrayList<>();

    private Tally(boolean isQuantile) {
        this.isQuantile = isQuantile;
    }

    /** What happened on one side of the exposure: how often, how often with a value, and the sums of those values. */
    private static final class Part {
        private long times;
        private long valued;
        private final Sum total = new Sum();
        /** Where an event without a value counts as 1. */
        private final Sum totalOrTimes = new Sum();

        void add(@Nullable Long value) {
            times++;
            totalOrTimes.add(value == null ? ONE : value);
            if (value != null) {
                valued++;
                total.add(value);
            }
        }

        /** The average value in millionths, rounded to even, so that a recount gives the same digit. */
        BigInteger average() {
            return valued == 0
                    ? BigInteger.ZERO
                    : new BigDecimal(total.exact())
                            .divide(BigDecimal.valueOf(valued), 0, RoundingMode.HALF_EVEN)
                            .toBigIntegerExact();
        }
    }

    /**
     * The metric's events of a unit.
     *
     * @param first what the unit met, and when
     * @param end   from then on nothing counts
     */
    static Tally of(Metric metric, List<Event> events, Exposure first, Instant end) {
        Instant from = first.occurredAt();
        Instant opens = metric.retention() == null
                ? from
                : days(from, metric.retention().from());
        Instant closes = earlier(end, endOfWindow(metric, from));
        Instant historyFrom = metric.covariate() ? startOfHistory(metric, from) : Instant.MAX;
        Tally tally = NOTHING;
        for (Event event : events) {
            String name = name(event);
            boolean counts = name.equals(metric.event());
            boolean countsBelow = name.equals(metric.denominatorEvent());
            if (!counts && !countsBelow) {
                continue;
            }
            if (tally == NOTHING) {
                tally = new Tally(metric.kind() == MetricKind.QUANTILE);
            }
            Instant at = event.occurredAt();
            if (isAfter(event, first)) {
                if (at.isBefore(closes) && (opens.equals(from) || !at.isBefore(opens))) {
                    tally.addAfter(event, counts, countsBelow);
                }
            } else if (counts && !at.isBefore(historyFrom)) {
                tally.before.add(value(event));
            }
        }
        return tally;
    }

    private void addAfter(Event event, boolean counts, boolean countsBelow) {
        Long value = value(event);
        if (counts) {
            after.add(value);
            if (isQuantile && value != null) {
                samples.add(value);
            }
        }
        if (countsBelow) {
            below.add(value == null ? ONE : value);
        }
    }

    /** Whether {@code event} came after the exposure: by time, and when that is close, by the order of their ids. */
    private static boolean isAfter(Event event, Exposure exposure) {
        return !event.occurredAt().isBefore(exposure.occurredAt())
                || (event.madeAt() > exposure.madeAt()
                        && !event.occurredAt().isBefore(exposure.occurredAt().minus(JITTER)));
    }

    private static Instant endOfWindow(Metric metric, Instant exposedAt) {
        if (metric.retention() != null) {
            return days(exposedAt, metric.retention().to());
        }
        return metric.windowHours() == null ? Instant.MAX : exposedAt.plus(Duration.ofHours(metric.windowHours()));
    }

    private static Instant startOfHistory(Metric metric, Instant exposedAt) {
        return exposedAt.minus(metric.windowHours() == null ? HISTORY : Duration.ofHours(metric.windowHours()));
    }

    private static Instant days(Instant from, int days) {
        return from.plus(Duration.ofDays(days));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The number that the metric makes of this. */
    MetricValue toValue(Metric metric) {
        if (this == NOTHING) {
            return metric.kind() == MetricKind.MEAN || metric.kind() == MetricKind.QUANTILE
                    ? MetricValue.UNCOUNTED
                    : MetricValue.ZERO;
        }
        return switch (metric.kind()) {
            case CONVERSION, RETENTION -> new MetricValue(true, once(after), 0, once(before));
            case COUNT -> new MetricValue(true, capped(metric, times(after)), 0, capped(metric, times(before)));
            case SUM ->
                new MetricValue(true, capped(metric, after.total.exact()), 0, capped(metric, before.total.exact()));
            case MEAN ->
                after.valued == 0
                        ? MetricValue.UNCOUNTED
                        : new MetricValue(true, capped(metric, after.average()), 0, capped(metric, before.average()));
            case RATIO -> new MetricValue(true, capped(metric, after.totalOrTimes.exact()), Sum.kept(below.exact()), 0);
            case QUANTILE -> quantile();
        };
    }

    private MetricValue quantile() {
        if (samples.isEmpty()) {
            return MetricValue.UNCOUNTED;
        }
        Collections.sort(samples);
        return new MetricValue(true, samples.size(), 0, 0, samples);
    }

    private static long once(Part part) {
        return part.times > 0 ? ONE : 0;
    }

    private static BigInteger times(Part part) {
        return BigInteger.valueOf(part.times).multiply(BigInteger.valueOf(ONE));
    }

    private static long capped(Metric metric, BigInteger micros) {
        return Sum.kept(
                metric.cap() == null
                        ? micros
                        : micros.min(metric.cap().movePointRight(6).toBigInteger()));
    }

    private static String name(Event event) {
        return switch (event) {
            case Conversion conversion -> conversion.name();
            case TrustSignal signal -> signal.name();
            case Event.Exposure exposure -> "";
            case Event.ConsentChange change -> "";
        };
    }

    private static @Nullable Long value(Event event) {
        return switch (event) {
            case Conversion conversion -> conversion.valueMicros();
            case TrustSignal signal -> signal.valueMicros();
            case Event.Exposure exposure -> null;
            case Event.ConsentChange change -> null;
        };
    }
}
