package dev.candor.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.ledger.Statistics.Visitors;
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
                    random.nextBoolean() ? "plain" : "by-interest",
                    Instant.EPOCH,
                    aside,
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
            Statistics statistics = new Statistics();
            contributions.forEach(contribution -> statistics.add(DEFINITION, contribution));
            Collections.shuffle(contributions, random);
            contributions.forEach(contribution -> statistics.subtract(DEFINITION, contribution));
            assertThat(statistics.totals().values())
                    .as("seed %d, round %d", seed, round)
                    .containsOnly(Totals.ZERO);
            assertThat(statistics.visitors().values()).containsOnly(new Visitors(0, 0));
        }
    }

    @Test
    void orderOfArrivalDoesNotMatter() {
        long seed = 6;
        Random random = new Random(seed);
        List<Contribution> contributions = contributions(random, 500);
        Statistics one = new Statistics();
        contributions.forEach(contribution -> one.add(DEFINITION, contribution));
        Collections.shuffle(contributions, random);
        Statistics other = new Statistics();
        contributions.forEach(contribution -> other.add(DEFINITION, contribution));
        assertThat(other.totals()).as("seed %d", seed).isEqualTo(one.totals());
        assertThat(other.visitors()).isEqualTo(one.visitors());
    }

    @Test
    void unitThatWasSetAsideCountsAsSuchAndAddsNothingElse() {
        Statistics statistics = new Statistics();
        statistics.add(DEFINITION, new Contribution("plain", Instant.EPOCH, true, List.of()));
        assertThat(statistics.visitors("plain")).isEqualTo(new Visitors(0, 1));
        assertThat(statistics.totals()).isEmpty();
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
