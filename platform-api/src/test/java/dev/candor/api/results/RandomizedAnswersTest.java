package dev.candor.api.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.api.ledger.Totals;
import dev.candor.domain.journey.MetricValue;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.TrustEvents;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class RandomizedAnswersTest {

    private static final Metric FEEDBACK = TrustEvents.metric("feedback").orElseThrow();
    /** e to this is 3: the true point is sent with 3 in 7, each other one with 1 in 7. */
    private static final BigDecimal LN_3 = new BigDecimal("1.0986122886681098");

    /** So many units sent 1, so many 2, and so on. */
    private static Totals sent(int... counts) {
        Totals sum = Totals.ZERO;
        for (int point = 1; point <= counts.length; point++) {
            for (int i = 0; i < counts[point - 1]; i++) {
                sum = sum.plus(Totals.of(new MetricValue(true, point * 1_000_000L, 0, 0)));
            }
        }
        return sum;
    }

    @Test
    void whatChanceChangedIsTakenOut() {
        // What 700 who feel 5 send, on average, and 700 of whom half feel 1 and half 5.
        Totals five = RandomizedAnswers.undo(FEEDBACK.withEpsilon(LN_3), sent(100, 100, 100, 100, 300));
        assertThat(Samples.mean(five).mean()).isCloseTo(5, within(1e-6));
        Totals torn = RandomizedAnswers.undo(FEEDBACK.withEpsilon(LN_3), sent(200, 100, 100, 100, 200));
        assertThat(Samples.mean(torn).mean()).isCloseTo(3, within(1e-6));
        assertThat(five.units()).isEqualTo(700);
        assertThat(Samples.mean(torn).variance())
                .as("less is known than by plain answers")
                .isGreaterThan(Samples.mean(sent(350, 0, 0, 0, 350)).variance());
    }

    @Test
    void plainAnswersAndNoneStayAsTheyAre() {
        Totals plain = sent(1, 2, 3, 4, 5);
        assertThat(RandomizedAnswers.undo(FEEDBACK, plain)).isSameAs(plain);
        assertThat(RandomizedAnswers.undo(FEEDBACK.withEpsilon(LN_3), Totals.ZERO))
                .isSameAs(Totals.ZERO);
    }
}
