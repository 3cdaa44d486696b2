package dev.candor.api.results;

import dev.candor.api.ledger.Totals;
import dev.candor.stats.sample.CovariateSample;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.ProportionSample;
import dev.candor.stats.sample.RatioSample;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The ledger's exact sums as the statistics library takes them: millionths become units, once, at the end. */
final class Samples {

    private static final int MICROS = 6;

    private Samples() {}

    static ProportionSample proportion(Totals totals) {
        return new ProportionSample(
                totals.units(), new BigDecimal(totals.y()).movePointLeft(MICROS).longValueExact());
    }

    static MeanSample mean(Totals totals) {
        return new MeanSample(totals.units(), sum(totals.y()), product(totals.yy()));
    }

    static RatioSample ratio(Totals totals) {
        return RatioSample.of(
                mean(totals),
                new MeanSample(totals.units(), sum(totals.d()), product(totals.dd())),
                product(totals.yd()));
    }

    static CovariateSample covariate(Totals totals) {
        return CovariateSample.of(
                mean(totals),
                new MeanSample(totals.units(), sum(totals.x()), product(totals.xx())),
                product(totals.xy()));
    }

    static double sum(BigInteger micros) {
        return new BigDecimal(micros).movePointLeft(MICROS).doubleValue();
    }

    private static double product(BigInteger squaredMicros) {
        return new BigDecimal(squaredMicros).movePointLeft(2 * MICROS).doubleValue();
    }
}
