package dev.candor.stats.health;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.frequentist.ChiSquareTable;
import dev.candor.stats.frequentist.FisherExact;
import dev.candor.stats.sample.ProportionSample;
import java.util.List;

/**
 * Do visitors agree to be measured equally often in every variant? Consent to measurement is asked before the variant can
 * matter, so that it must not depend on it; where it does, those measured differ from variant to variant.
 *
 * @param lowestRate the smallest share of asked visitors who agreed
 * @param highestRate the largest
 * @param pValue of no difference: Fisher's exact test for two variants with a small expected count, chi-square otherwise
 */
public record ConsentBalanceCheck(double lowestRate, double highestRate, Probability pValue) {
    /** A p-value below this raises the alarm, as for the sample ratio. */
    public static final double ALARM = SampleRatioCheck.ALARM;

    private static final double SMALL_EXPECTED = 5;

    /**
     * The check of consent by variant.
     *
     * @param consents one a variant, at least two: visitors asked, and those who agreed
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} if a variant asked nobody
     */
    public static ConsentBalanceCheck of(List<ProportionSample> consents) {
        Require.valid(consents.size() >= 2, "consents.size", consents.size(), "at least two variants needed");
        for (ProportionSample consent : consents) {
            Require.atLeast(1, "consents.visitors", consent.visitors());
        }
        double lowest =
                consents.stream().mapToDouble(ProportionSample::rate).min().orElseThrow();
        double highest =
                consents.stream().mapToDouble(ProportionSample::rate).max().orElseThrow();
        return new ConsentBalanceCheck(lowest, highest, pValue(consents));
    }

    /** Whether consent is balanced enough to read the results. */
    public boolean passes() {
        return pValue.value() >= ALARM;
    }

    private static Probability pValue(List<ProportionSample> consents) {
        ProportionSample all = consents.stream().reduce(ProportionSample::merge).orElseThrow();
        if (all.conversions() == 0 || all.conversions() == all.visitors()) {
            return Probability.ONE;
        }
        long[][] table = consents.stream()
                .map(c -> new long[] {c.conversions(), c.visitors() - c.conversions()})
                .toArray(long[][]::new);
        ChiSquareTable test = ChiSquareTable.of(table);
        if (consents.size() == 2 && test.smallestExpected() < SMALL_EXPECTED) {
            return new FisherExact(consents.get(0), consents.get(1)).pValues().twoSided();
        }
        return test.pValue();
    }
}
