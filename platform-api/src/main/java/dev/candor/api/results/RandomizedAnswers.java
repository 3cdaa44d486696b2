package dev.candor.api.results;

import dev.candor.api.ledger.Totals;
import dev.candor.domain.metric.Metric;
import dev.candor.stats.privacy.RandomizedChoice;
import dev.candor.stats.sample.MeanSample;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Takes out of the sums what chance put into visitors' answers before they were sent. Everything after reckons with true means. */
final class RandomizedAnswers {

    /** The points of the one-question card. */
    private static final int POINTS = 5;

    private static final int MICROS = 6;

    private RandomizedAnswers() {}

    /** The same sums for a metric of plain answers. */
    static Totals undo(Metric metric, Totals totals) {
        if (metric.epsilon() == null || totals.units() == 0) {
            return totals;
        }
        MeanSample answers = new RandomizedChoice(POINTS, metric.epsilon().doubleValue()).undo(Samples.mean(totals));
        return new Totals(
                totals.units(),
                micros(answers.sum(), MICROS),
                micros(answers.sumOfSquares(), 2 * MICROS),
                totals.d(),
                totals.dd(),
                totals.yd(),
                totals.x(),
                totals.xx(),
                totals.xy());
    }

    private static BigInteger micros(double number, int digits) {
        return new BigDecimal(number)
                .movePointRight(digits)
                .setScale(0, RoundingMode.HALF_EVEN)
                .toBigInteger();
    }
}
