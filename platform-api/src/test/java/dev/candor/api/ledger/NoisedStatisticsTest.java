package dev.candor.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.ledger.Statistics.Cell;
import dev.candor.api.ledger.Statistics.Visitors;
import dev.candor.domain.metric.Direction;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class NoisedStatisticsTest {

    private static final Metric BOUGHT = Metric.plain("bought", MetricKind.CONVERSION, Direction.INCREASE);
    private static final Metric SPEND = new Metric(
            "spend", MetricKind.SUM, "purchase", null, Direction.INCREASE, null, BigDecimal.valueOf(20), false);
    private static final Metric UNBOUNDED = Metric.plain("sum", MetricKind.SUM, Direction.INCREASE);
    private static final Metric ORDER = new Metric(
            "order", MetricKind.MEAN, "purchase", null, Direction.INCREASE, null, BigDecimal.valueOf(20), false);

    private static Random random(long seed) {
        return Random.from(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    }

    private static Statistics exact() {
        Statistics exact = new Statistics();
        exact.put("plain", new Visitors(1_000, 3));
        BigInteger zero = BigInteger.ZERO;
        BigInteger hundred = BigInteger.valueOf(100_000_000);
        exact.put(new Cell("plain", "bought"), new Totals(1_000, hundred, zero, zero, zero, zero, zero, zero, zero));
        exact.put(new Cell("plain", "spend"), new Totals(1_000, hundred, zero, zero, zero, zero, zero, zero, zero));
        return exact;
    }

    @Test
    void noiseIsOfTheScaleThatEachNumberNeeds() {
        long seed = 3;
        Random random = random(seed);
        double visitors = 0;
        double bought = 0;
        double spend = 0;
        int rounds = 4_000;
        for (int i = 0; i < rounds; i++) {
            Statistics noised = NoisedStatistics.of(
                            exact(), List.of("plain"), List.of(BOUGHT, SPEND), new BigDecimal("0.4"), random)
                    .statistics();
            visitors += Math.pow((double) noised.visitors("plain").counted() - 1_000, 2);
            bought += Math.pow(noised.totals("plain", "bought").y().doubleValue() / 1e6 - 100, 2);
            spend += Math.pow(noised.totals("plain", "spend").y().doubleValue() / 1e6 - 100, 2);
        }
        NoisedStatistics said =
                NoisedStatistics.of(exact(), List.of("plain"), List.of(BOUGHT, SPEND), new BigDecimal("0.4"), random);
        // Four numbers, a tenth each.
        assertThat(said.perNumber().value()).isEqualTo(0.1);
        assertThat(visitors / rounds / said.noise().get("").units())
                .as("seed %d", seed)
                .isBetween(0.88, 1.12);
        assertThat(bought / rounds / said.noise().get("bought").sum())
                .as("seed %d", seed)
                .isBetween(0.88, 1.12);
        assertThat(spend / rounds / said.noise().get("spend").sum())
                .as("seed %d", seed)
                .isBetween(0.88, 1.12);
        assertThat(said.noise().get("spend").sum()).isBetween(2 * 200.0 * 200 - 1, 2 * 200.0 * 200 + 1);
    }

    @Test
    void whatHasNoBoundIsLeftOutAndCostsNothing() {
        NoisedStatistics noised =
                NoisedStatistics.of(exact(), List.of("plain"), List.of(BOUGHT, UNBOUNDED), BigDecimal.ONE, random(1));
        assertThat(noised.withheld().get("sum")).contains("no cap");
        assertThat(noised.perNumber().value()).isEqualTo(0.5);
        assertThat(noised.statistics().totals("plain", "sum")).isEqualTo(Totals.ZERO);
        assertThat(NoisedStatistics.of(exact(), List.of("plain"), List.of(ORDER), BigDecimal.ONE, random(1))
                        .perNumber()
                        .value())
                .as("a mean is three numbers, and the visitors one")
                .isEqualTo(0.25);
    }

    @Test
    void variantWithoutVisitorsGetsNoiseAsWell() {
        boolean some = false;
        for (long seed = 1; seed <= 20; seed++) {
            some |= NoisedStatistics.of(
                                    exact(), List.of("plain", "other"), List.of(), new BigDecimal("0.1"), random(seed))
                            .statistics()
                            .visitors("other")
                            .counted()
                    != 0;
        }
        assertThat(some).isTrue();
        assertThat(NoisedStatistics.of(exact(), List.of("plain"), List.of(), BigDecimal.ONE, random(1))
                        .statistics()
                        .visitors("plain")
                        .quarantined())
                .isZero();
    }
}
