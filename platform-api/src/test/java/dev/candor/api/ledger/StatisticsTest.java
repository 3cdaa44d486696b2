package dev.candor.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.ledger.Statistics.Visitors;
import dev.candor.api.problem.Json;
import dev.candor.domain.event.Dimension;
import dev.candor.domain.journey.Contribution;
import dev.candor.domain.journey.ExperimentDefinition;
import dev.candor.domain.journey.MetricValue;
import dev.candor.domain.metric.Direction;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    private static final long LARGEST = 1_000_000_000L * 1_000_000L;
    private static final ExperimentDefinition DEFINITION = new ExperimentDefinition(
            "welcome",
            List.of("plain", "by-interest"),
            List.of(
                    Metric.plain("purchase", MetricKind.CONVERSION, Direction.INCREASE),
                    Metric.plain("spend", MetricKind.SUM, Direction.INCREASE)),
            null);

    private static List<Contribution> contributions(Random random, int count) {
        List<Contribution> contributions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean aside = random.nextInt(10) == 0;
            contributions.add(new Contribution(
                    1 + random.nextInt(2),
                    random.nextBoolean() ? "plain" : "by-interest",
                    Instant.EPOCH,
                    aside,
                    random.nextBoolean()
                            ? Map.of()
                            : Map.of(Dimension.DEVICE, random.nextBoolean() ? "mobile" : "tablet"),
                    aside ? List.of() : List.of(value(random), value(random))));
        }
        return contributions;
    }

    private static MetricValue value(Random random) {
        return random.nextInt(5) == 0
                ? MetricValue.UNCOUNTED
                : new MetricValue(true, random.nextLong(LARGEST), random.nextLong(LARGEST), random.nextLong(LARGEST));
    }

    @Test
    void whatIsAddedAndTakenOutInAnyOrderLeavesExactlyNothing() {
        long seed = 5;
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            List<Contribution> contributions = contributions(random, 60);
            PartedStatistics statistics = new PartedStatistics();
            contributions.forEach(contribution -> statistics.add(DEFINITION, contribution));
            assertThat(statistics.content()).isNotEmpty();
            Collections.shuffle(contributions, random);
            contributions.forEach(contribution -> statistics.subtract(DEFINITION, contribution));
            assertThat(statistics.content())
                    .as("seed %d, round %d", seed, round)
                    .isEmpty();
        }
    }

    @Test
    void orderOfArrivalDoesNotMatter() {
        long seed = 6;
        Random random = new Random(seed);
        List<Contribution> contributions = contributions(random, 500);
        PartedStatistics one = new PartedStatistics();
        contributions.forEach(contribution -> one.add(DEFINITION, contribution));
        Collections.shuffle(contributions, random);
        PartedStatistics other = new PartedStatistics();
        contributions.forEach(contribution -> other.add(DEFINITION, contribution));
        assertThat(other.content()).as("seed %d", seed).isEqualTo(one.content());
    }

    @Test
    void unitThatWasSetAsideCountsAsSuchAndAddsNothingElse() {
        PartedStatistics statistics = new PartedStatistics();
        statistics.add(DEFINITION, new Contribution(1, "plain", Instant.EPOCH, true, Map.of(), List.of()));
        assertThat(statistics.part(Part.whole(1)).visitors("plain")).isEqualTo(new Visitors(0, 1));
        assertThat(statistics.part(Part.whole(1)).totals()).isEmpty();
    }

    @Test
    void unitCountsInItsPhaseAloneAndInEachOfItsDimensions() {
        PartedStatistics statistics = new PartedStatistics();
        statistics.add(
                DEFINITION,
                new Contribution(
                        2,
                        "plain",
                        Instant.EPOCH,
                        false,
                        Map.of(Dimension.DEVICE, "mobile", Dimension.LANGUAGE, "ja"),
                        List.of(new MetricValue(true, 1_000_000, 0, 0), MetricValue.UNCOUNTED)));
        assertThat(statistics.content().keySet())
                .containsExactly(Part.whole(2), new Part(2, "device", "mobile"), new Part(2, "language", "ja"));
        statistics.content().values().forEach(part -> {
            assertThat(part.visitors("plain")).isEqualTo(new Visitors(1, 0));
            assertThat(part.totals("plain", "purchase").y()).isEqualTo(whole(1_000_000));
            assertThat(part.totals("plain", "spend")).isEqualTo(Totals.ZERO);
        });
    }

    @Test
    void statisticsSurviveJsonToTheLastDigit() {
        PartedStatistics statistics = new PartedStatistics();
        contributions(new Random(7), 300).forEach(contribution -> statistics.add(DEFINITION, contribution));
        statistics
                .content()
                .values()
                .forEach(part -> assertThat(StatisticsJson.read(Json.kept(Json.text(StatisticsJson.write(part)))))
                        .isEqualTo(part));
    }

    @Test
    void unitWithoutAValueIsNotAmongTheMetricsUnits() {
        assertThat(Totals.of(MetricValue.UNCOUNTED)).isEqualTo(Totals.ZERO);
        assertThat(Totals.of(new MetricValue(true, 0, 0, 0)).units()).isEqualTo(1);
    }

    @Test
    void totalsHoldSumsSquaresAndProducts() {
        Totals totals = Totals.of(new MetricValue(true, 2, 3, 5)).plus(Totals.of(new MetricValue(true, 7, 11, 13)));
        assertThat(totals)
                .isEqualTo(new Totals(
                        2, whole(9), whole(53), whole(14), whole(130), whole(83), whole(18), whole(194), whole(101)));
    }

    private static BigInteger whole(long number) {
        return BigInteger.valueOf(number);
    }

    @Test
    void tenMillionUnitsOfTheLargestValueDoNotOverflow() {
        // Doubling 24 times: 2^24 units, about 16.8 million, each with a billion.
        Totals totals = Totals.of(new MetricValue(true, LARGEST, LARGEST, LARGEST));
        for (int i = 0; i < 24; i++) {
            totals = totals.plus(totals);
        }
        BigInteger units = BigInteger.TWO.pow(24);
        BigInteger value = BigInteger.TEN.pow(15);
        assertThat(totals.units()).isEqualTo(units.longValueExact());
        assertThat(totals.y()).isEqualTo(value.multiply(units));
        assertThat(totals.yy()).isEqualTo(value.pow(2).multiply(units));
        assertThat(totals.xy()).isEqualTo(totals.yy());
        assertThat(totals.minus(totals)).isEqualTo(Totals.ZERO);
    }
}
