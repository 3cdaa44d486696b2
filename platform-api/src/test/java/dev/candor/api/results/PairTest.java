package dev.candor.api.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.ledger.Totals;
import dev.candor.domain.metric.Direction;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import dev.candor.stats.estimate.Confidence;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class PairTest {

    private static Pair.Relative relative(MetricKind kind, long did, long didInTreatment) {
        Metric metric = Metric.plain("bought", kind, Direction.INCREASE);
        Pair pair = new Pair(metric, totals(100, did), totals(100, didInTreatment), false, () -> {
            throw new AssertionError("sums are enough");
        });
        return pair.relative(Confidence.NINETY_FIVE_PERCENT);
    }

    private static Totals totals(long units, long did) {
        BigInteger y = BigInteger.valueOf(did * 1_000_000);
        BigInteger zero = BigInteger.ZERO;
        return new Totals(units, y, y.multiply(BigInteger.valueOf(1_000_000)), zero, zero, zero, zero, zero, zero);
    }

    @Test
    void whereEverybodyConvertsTheRelativeIntervalIsWithheldAndSaysWhy() {
        Pair.Relative all = relative(MetricKind.CONVERSION, 100, 100);
        assertThat(all.interval()).isEmpty();
        assertThat(all.whyNot()).contains("every visitor has the same value");
    }

    @Test
    void oneVisitorLessAndThereIsAnInterval() {
        Pair.Relative oneLess = relative(MetricKind.CONVERSION, 100, 99);
        assertThat(oneLess.interval())
                .hasValueSatisfying(interval -> assertThat(interval.upper()).isGreaterThan(interval.lower()));
        assertThat(oneLess.whyNot()).isNull();
        assertThat(relative(MetricKind.COUNT, 100, 99).interval()).isPresent();
    }
}
