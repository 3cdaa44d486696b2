package dev.candor.domain.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.domain.event.Dimension;
import dev.candor.domain.event.Event;
import dev.candor.domain.event.Event.Conversion;
import dev.candor.domain.event.Event.Exposure;
import dev.candor.domain.event.Event.TrustSignal;
import dev.candor.domain.metric.Direction;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import dev.candor.domain.metric.TrustEvents;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContributionTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final long ONE = 1_000_000;
    private static final Duration SMALLEST = Duration.ofNanos(1_000);

    private int ids;

    private static Metric metric(MetricKind kind) {
        return metric(kind, null, null, false);
    }

    private static Metric metric(
            MetricKind kind, @Nullable Integer windowHours, @Nullable String cap, boolean covariate) {
        return new Metric(
                "purchase",
                kind,
                "purchase",
                kind == MetricKind.RATIO ? "visit" : null,
                Direction.INCREASE,
                windowHours,
                cap == null ? null : new BigDecimal(cap),
                covariate);
    }

    private static ExperimentDefinition definition(Metric... metrics) {
        return new ExperimentDefinition("welcome", List.of("plain", "by-interest"), List.of(metrics), null);
    }

    private UUID id() {
        return new UUID(0x7000, ids++);
    }

    private Exposure met(String variant, Duration afterNoon) {
        return new Exposure(id(), NOON.plus(afterNoon), "welcome", variant, false);
    }

    private Conversion bought(Duration afterNoon, @Nullable Long micros) {
        return new Conversion(id(), NOON.plus(afterNoon), "purchase", micros);
    }

    private Conversion visited(@Nullable Long micros) {
        return new Conversion(id(), NOON.plusSeconds(5), "visit", micros);
    }

    /** What {@code metric} makes of a unit that meets the plain page at noon and then does all this. */
    private MetricValue value(Metric metric, Event... after) {
        List<Event> events = new ArrayList<>(List.of(after));
        events.add(met("plain", Duration.ZERO));
        return Contribution.of(definition(metric), events)
                .orElseThrow()
                .values()
                .get(0);
    }

    @Test
    void unitThatNeverMetTheExperimentAddsNothing() {
        Exposure elsewhere = new Exposure(id(), NOON, "another", "plain", false);
        assertThat(Contribution.of(
                        definition(metric(MetricKind.CONVERSION)),
                        List.of(elsewhere, bought(Duration.ofSeconds(1), ONE))))
                .isEmpty();
    }

    @Test
    void firstExposureCounts() {
        Contribution contribution = Contribution.of(
                        definition(), List.of(met("plain", Duration.ofHours(2)), met("plain", Duration.ofHours(1))))
                .orElseThrow();
        assertThat(contribution.exposedAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(contribution.quarantined()).isFalse();
    }

    @Test
    void unitThatMetTwoVariantsIsSetAside() {
        Contribution contribution = Contribution.of(
                        definition(metric(MetricKind.CONVERSION)),
                        List.of(
                                met("by-interest", Duration.ofHours(1)),
                                met("plain", Duration.ZERO),
                                bought(Duration.ofHours(2), ONE)))
                .orElseThrow();
        assertThat(contribution).isEqualTo(new Contribution(1, "plain", NOON, true, Map.of(), List.of()));
    }

    @Test
    void twoVariantsOfDifferentExperimentsSetNobodyAside() {
        Exposure elsewhere = new Exposure(id(), NOON, "another", "by-interest", false);
        assertThat(Contribution.of(definition(), List.of(met("plain", Duration.ZERO), elsewhere))
                        .orElseThrow()
                        .quarantined())
                .isFalse();
    }

    @Test
    void conversionCountsFromTheExposureOn() {
        assertThat(value(metric(MetricKind.CONVERSION), bought(Duration.ZERO, null))
                        .value())
                .isEqualTo(ONE);
        assertThat(value(metric(MetricKind.CONVERSION), bought(SMALLEST.negated(), null))
                        .value())
                .isZero();
    }

    @Test
    void conversionCountsInsideTheWindowOnly() {
        Metric dayLong = metric(MetricKind.CONVERSION, 24, null, false);
        Duration day = Duration.ofHours(24);
        assertThat(value(dayLong, bought(day.minus(SMALLEST), null)).value()).isEqualTo(ONE);
        assertThat(value(dayLong, bought(day, null)).value()).isZero();
    }

    @Test
    void withoutAWindowEverythingAfterCounts() {
        assertThat(value(metric(MetricKind.CONVERSION), bought(Duration.ofDays(400), null))
                        .value())
                .isEqualTo(ONE);
    }

    @Test
    void whatCameBeforeIsTheCovariateWhereAskedFor() {
        Metric sum = metric(MetricKind.SUM, 24, null, true);
        MetricValue value = value(
                sum,
                bought(Duration.ofHours(-25), 64 * ONE),
                bought(Duration.ofHours(-24), 5 * ONE),
                bought(Duration.ofHours(-1), 2 * ONE),
                bought(Duration.ofHours(1), 3 * ONE));
        assertThat(value).isEqualTo(new MetricValue(true, 3 * ONE, 0, 7 * ONE));
        assertThat(value(metric(MetricKind.SUM), bought(Duration.ofHours(-1), ONE))
                        .covariate())
                .isZero();
    }

    @Test
    void withoutAWindowTheCovariateIsThirtyDays() {
        Metric count = metric(MetricKind.COUNT, null, null, true);
        Duration month = Duration.ofDays(-30);
        assertThat(value(count, bought(month, null)).covariate()).isEqualTo(ONE);
        assertThat(value(count, bought(month.minus(SMALLEST), null)).covariate())
                .isZero();
    }

    @Test
    void conversionIsOneHoweverOften() {
        assertThat(value(
                                metric(MetricKind.CONVERSION),
                                bought(Duration.ofHours(1), null),
                                bought(Duration.ofHours(2), null))
                        .value())
                .isEqualTo(ONE);
    }

    @Test
    void countCountsTimes() {
        assertThat(value(
                        metric(MetricKind.COUNT),
                        bought(Duration.ofHours(1), 9 * ONE),
                        bought(Duration.ofHours(2), null)))
                .isEqualTo(new MetricValue(true, 2 * ONE, 0, 0));
    }

    @Test
    void sumAddsValuesAndAnEventWithoutOneAddsNothing() {
        assertThat(value(
                                metric(MetricKind.SUM),
                                bought(Duration.ofHours(1), 1_500_000L),
                                bought(Duration.ofHours(2), 1L),
                                bought(Duration.ofHours(3), null))
                        .value())
                .isEqualTo(1_500_001L);
        assertThat(value(metric(MetricKind.SUM))).isEqualTo(new MetricValue(true, 0, 0, 0));
    }

    @Test
    void meanIsOfThoseWhoHaveAValue() {
        assertThat(value(metric(MetricKind.MEAN))).isEqualTo(MetricValue.UNCOUNTED);
        assertThat(value(metric(MetricKind.MEAN), bought(Duration.ofHours(1), null)))
                .isEqualTo(MetricValue.UNCOUNTED);
        assertThat(value(
                                metric(MetricKind.MEAN),
                                bought(Duration.ofHours(1), 4 * ONE),
                                bought(Duration.ofHours(2), 2 * ONE),
                                bought(Duration.ofHours(3), null))
                        .value())
                .isEqualTo(3 * ONE);
    }

    @Test
    void meanIsRoundedToEven() {
        assertThat(mean(1, 2)).isEqualTo(2);
        assertThat(mean(2, 3)).isEqualTo(2);
        assertThat(mean(3, 4)).isEqualTo(4);
        assertThat(mean(1, 1, 2)).isEqualTo(1);
        assertThat(mean(1, 2, 2)).isEqualTo(2);
    }

    private long mean(long... micros) {
        Event[] events = new Event[micros.length];
        for (int i = 0; i < micros.length; i++) {
            events[i] = bought(Duration.ofHours(1), micros[i]);
        }
        return value(metric(MetricKind.MEAN), events).value();
    }

    @Test
    void ratioKeepsBothSides() {
        assertThat(value(
                        metric(MetricKind.RATIO),
                        bought(Duration.ofHours(1), 7 * ONE),
                        bought(Duration.ofHours(1), null),
                        visited(null),
                        visited(null),
                        visited(3 * ONE)))
                .isEqualTo(new MetricValue(true, 8 * ONE, 5 * ONE, 0));
    }

    @Test
    void valueIsCapped() {
        Metric capped = metric(MetricKind.SUM, null, "10.5", false);
        assertThat(value(capped, bought(Duration.ofHours(1), 10_499_999L)).value())
                .isEqualTo(10_499_999L);
        assertThat(value(capped, bought(Duration.ofHours(1), 10_500_000L)).value())
                .isEqualTo(10_500_000L);
        assertThat(value(capped, bought(Duration.ofHours(1), 10_500_001L)).value())
                .isEqualTo(10_500_000L);
        assertThat(value(metric(MetricKind.SUM, null, "2", true), bought(Duration.ofHours(-1), 3 * ONE))
                        .covariate())
                .isEqualTo(2 * ONE);
    }

    private static Metric retention(int from, int to) {
        return new Metric(
                "return",
                MetricKind.RETENTION,
                "purchase",
                null,
                Direction.INCREASE,
                null,
                null,
                null,
                new Metric.Days(from, to),
                null,
                false);
    }

    @Test
    void retentionCountsWhoComesBackWithinTheDays() {
        Metric week = retention(1, 7);
        assertThat(value(week, bought(Duration.ofDays(1).minus(SMALLEST), null)).value())
                .isZero();
        assertThat(value(week, bought(Duration.ofDays(1), null)).value()).isEqualTo(ONE);
        assertThat(value(week, bought(Duration.ofDays(7).minus(SMALLEST), null)).value())
                .isEqualTo(ONE);
        assertThat(value(week, bought(Duration.ofDays(7), null))).isEqualTo(new MetricValue(true, 0, 0, 0));
    }

    @Test
    void sevenDayReturnIsAVisitFromTheFirstDayToTheSeventh() {
        Metric week = TrustEvents.metric("return_visit").orElseThrow();
        assertThat(value(week, cameBack(Duration.ofDays(1).minus(SMALLEST))).value())
                .isZero();
        assertThat(value(week, cameBack(Duration.ofDays(1))).value()).isEqualTo(ONE);
        assertThat(value(week, cameBack(Duration.ofDays(8).minus(SMALLEST))).value())
                .isEqualTo(ONE);
        assertThat(value(week, cameBack(Duration.ofDays(8)))).isEqualTo(MetricValue.ZERO);
        assertThat(value(week, cameBack(Duration.ofDays(2)), cameBack(Duration.ofDays(3)))
                        .value())
                .as("twice is once")
                .isEqualTo(ONE);
    }

    private TrustSignal cameBack(Duration afterNoon) {
        return new TrustSignal(id(), NOON.plus(afterNoon), "return_visit", null);
    }

    @Test
    void quantileKeepsEverySingleValueInOrder() {
        Metric p90 = new Metric(
                "load",
                MetricKind.QUANTILE,
                "purchase",
                null,
                Direction.DECREASE,
                24,
                null,
                null,
                null,
                new BigDecimal("0.9"),
                false);
        assertThat(value(
                        p90,
                        bought(Duration.ofHours(3), 7L),
                        bought(Duration.ofHours(1), 9L),
                        bought(Duration.ofHours(2), null),
                        bought(Duration.ofHours(24), 1L)))
                .isEqualTo(new MetricValue(true, 2, 0, 0, List.of(7L, 9L)));
        assertThat(value(p90)).isEqualTo(MetricValue.UNCOUNTED);
    }

    @Test
    void unitCountsInThePhaseOfItsFirstExposure() {
        ExperimentDefinition phases = new ExperimentDefinition(
                "welcome",
                List.of("plain", "by-interest"),
                List.of(metric(MetricKind.COUNT)),
                List.of(NOON, NOON.plusSeconds(60)),
                false,
                null);
        assertThat(phase(phases, Duration.ofSeconds(-3))).isEqualTo(1);
        assertThat(phase(phases, Duration.ofSeconds(60).minus(SMALLEST))).isEqualTo(1);
        assertThat(phase(phases, Duration.ofSeconds(60))).isEqualTo(2);
    }

    private int phase(ExperimentDefinition definition, Duration metAt) {
        return Contribution.of(definition, List.of(met("plain", metAt)))
                .orElseThrow()
                .phase();
    }

    @Test
    void withoutStickinessEventsCountUntilTheNextPhaseBegan() {
        List<Event> events = List.of(
                met("plain", Duration.ZERO),
                bought(Duration.ofSeconds(60).minus(SMALLEST), null),
                bought(Duration.ofSeconds(60), null),
                met("by-interest", Duration.ofSeconds(70)));
        for (boolean sticky : new boolean[] {false, true}) {
            ExperimentDefinition phases = new ExperimentDefinition(
                    "welcome",
                    List.of("plain", "by-interest"),
                    List.of(metric(MetricKind.COUNT)),
                    List.of(NOON, NOON.plusSeconds(60)),
                    sticky,
                    null);
            Contribution contribution = Contribution.of(phases, events).orElseThrow();
            assertThat(contribution.phase()).isEqualTo(1);
            assertThat(contribution.quarantined()).isEqualTo(sticky);
            assertThat(contribution.values().stream().map(MetricValue::value))
                    .isEqualTo(sticky ? List.of() : List.of(ONE));
        }
    }

    /** A conversion that its sender made {@code idAfter} the exposure, and that seems to have happened {@code after} it. */
    private static long countedAfter(Duration after, Duration idAfter) {
        long made = NOON.toEpochMilli();
        UUID first = new UUID((made << 16) | 0x7000, 5);
        UUID second = new UUID(((made + idAfter.toMillis()) << 16) | 0x7000, 3);
        return Contribution.of(
                        definition(metric(MetricKind.COUNT)),
                        List.of(
                                new Exposure(first, NOON, "welcome", "plain", false),
                                new Conversion(second, NOON.plus(after), "purchase", null)))
                .orElseThrow()
                .values()
                .get(0)
                .value();
    }

    @Test
    void whatItsSenderMadeAfterTheExposureCountsThoughItSeemsALittleEarlier() {
        Duration millisecond = Duration.ofMillis(1);
        assertThat(countedAfter(millisecond.negated(), millisecond)).isEqualTo(ONE);
        assertThat(countedAfter(millisecond.negated(), Duration.ZERO)).isZero();
        assertThat(countedAfter(Duration.ofSeconds(-5), millisecond)).isEqualTo(ONE);
        assertThat(countedAfter(Duration.ofSeconds(-5).minus(SMALLEST), millisecond))
                .isZero();
        assertThat(countedAfter(Duration.ZERO, millisecond.negated())).isEqualTo(ONE);
    }

    @Test
    void dimensionsAreThoseOfTheFirstExposure() {
        Exposure first = new Exposure(id(), NOON, "welcome", "plain", false, Map.of(Dimension.DEVICE, "mobile"));
        Exposure second =
                new Exposure(id(), NOON.plusSeconds(1), "welcome", "plain", false, Map.of(Dimension.DEVICE, "desktop"));
        assertThat(Contribution.of(definition(), List.of(second, first))
                        .orElseThrow()
                        .dimensions())
                .isEqualTo(Map.of(Dimension.DEVICE, "mobile"));
    }

    @Test
    void whatHappensFromTheEndOnIsNotCounted() {
        Instant end = NOON.plus(Duration.ofDays(1));
        ExperimentDefinition ended =
                new ExperimentDefinition("welcome", List.of("plain"), List.of(metric(MetricKind.COUNT)), end);
        List<Event> events = List.of(
                met("plain", Duration.ZERO),
                bought(Duration.ofDays(1).minus(SMALLEST), null),
                bought(Duration.ofDays(1), null),
                met("by-interest", Duration.ofDays(1)));
        Contribution contribution = Contribution.of(ended, events).orElseThrow();
        assertThat(contribution.quarantined()).isFalse();
        assertThat(contribution.values().get(0).value()).isEqualTo(ONE);
        assertThat(Contribution.of(ended, List.of(met("plain", Duration.ofDays(1)))))
                .isEmpty();
    }

    @Test
    void trustSignalsCountLikeConversions() {
        Metric feedback = Metric.plain("feedback", MetricKind.MEAN, Direction.INCREASE);
        List<Event> events =
                List.of(met("plain", Duration.ZERO), new TrustSignal(id(), NOON.plusSeconds(1), "feedback", 4 * ONE));
        assertThat(Contribution.of(definition(feedback), events)
                        .orElseThrow()
                        .values()
                        .get(0)
                        .value())
                .isEqualTo(4 * ONE);
    }

    @Test
    void orderOfTheListDoesNotMatter() {
        long seed = 42;
        Random random = new Random(seed);
        ExperimentDefinition definition = definition(
                metric(MetricKind.CONVERSION, 24, null, true),
                metric(MetricKind.COUNT, null, "3", true),
                metric(MetricKind.SUM, 48, "20", true),
                metric(MetricKind.MEAN),
                metric(MetricKind.RATIO));
        for (int round = 0; round < 300; round++) {
            List<Event> events = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                Duration when = Duration.ofHours(random.nextInt(200) - 100);
                events.add(
                        switch (random.nextInt(3)) {
                            case 0 -> met(random.nextInt(8) == 0 ? "by-interest" : "plain", when);
                            case 1 -> bought(when, random.nextBoolean() ? null : (long) random.nextInt(20_000_000));
                            default -> visited((long) random.nextInt(1_000));
                        });
            }
            Optional<Contribution> expected = Contribution.of(definition, events);
            for (int shuffle = 0; shuffle < 5; shuffle++) {
                Collections.shuffle(events, random);
                assertThat(Contribution.of(definition, events))
                        .as("seed %d, round %d", seed, round)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void exposuresOfOneMomentAreOrderedByTheirIds() {
        Exposure first = met("plain", Duration.ZERO);
        Exposure second = met("by-interest", Duration.ZERO);
        assertThat(Contribution.of(definition(), List.of(second, first))
                        .orElseThrow()
                        .variant())
                .isEqualTo("plain");
    }

    @Test
    void aUnitOfAbsurdValueDoesNotStopTheFold() {
        // 9,300 events of the largest value, a billion, are more than a 64-bit number of millionths holds.
        long billion = 1_000_000_000 * ONE;
        Event[] events = new Event[9_300];
        for (int i = 0; i < events.length; i++) {
            events[i] = bought(Duration.ofHours(1), billion);
        }
        assertThat(value(metric(MetricKind.SUM), events).value()).isEqualTo(Long.MAX_VALUE);
        assertThat(value(metric(MetricKind.RATIO), events).value()).isEqualTo(Long.MAX_VALUE);
        assertThat(value(metric(MetricKind.SUM, null, "500", false), events).value())
                .isEqualTo(500 * ONE);
        assertThat(value(metric(MetricKind.MEAN), events).value()).isEqualTo(billion);
    }
}
