package dev.candor.stats.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final MeanSample FIRST = MeanSample.of(1, 2, 3);
    private static final MeanSample SECOND = MeanSample.of(2, 4, 9);
    private static final double PRODUCTS = 2 + 8 + 27;

    @Test
    void samplesOfDisjointVisitorsMergeByAddition() {
        assertThat(FIRST.merge(SECOND)).isEqualTo(new MeanSample(6, 21, 14 + 101));
        assertThat(new ProportionSample(10, 3).merge(new ProportionSample(5, 1)))
                .isEqualTo(new ProportionSample(15, 4));
        RatioSample ratio = RatioSample.of(FIRST, SECOND, PRODUCTS);
        assertThat(ratio.merge(ratio))
                .isEqualTo(RatioSample.of(FIRST.merge(FIRST), SECOND.merge(SECOND), 2 * PRODUCTS));
        CovariateSample covariate = CovariateSample.of(FIRST, SECOND, PRODUCTS);
        assertThat(covariate.merge(covariate))
                .isEqualTo(CovariateSample.of(FIRST.merge(FIRST), SECOND.merge(SECOND), 2 * PRODUCTS));
    }

    @Test
    void anEmptySampleMayExistAndChangesNothing() {
        MeanSample empty = MeanSample.of();
        assertThat(empty.merge(FIRST)).isEqualTo(FIRST);
        assertThatThrownBy(empty::mean).hasMessageContaining("visitors is 0");
        assertThatThrownBy(empty::variance).hasMessageContaining("visitors is 0: at least 2 needed");
        assertThatThrownBy(() -> new ProportionSample(0, 0).rate()).hasMessageContaining("visitors is 0");
        assertThatThrownBy(() -> new ProportionSample(0, 0).complement()).hasMessageContaining("visitors is 0");
    }

    @Test
    void momentsAreThoseOfTheValues() {
        assertThat(FIRST.mean()).isEqualTo(2);
        assertThat(FIRST.variance()).isEqualTo(1);
        // deviations of x: -1 0 1, of y: -3 -1 4
        assertThat(RatioSample.of(FIRST, SECOND, PRODUCTS).covariance()).isEqualTo(3.5);
        assertThat(CovariateSample.of(FIRST, SECOND, PRODUCTS).covariance()).isEqualTo(3.5);
        ProportionSample sample = new ProportionSample(10, 3);
        assertThat(sample.rate()).isEqualTo(0.3);
        assertThat(sample.complement()).isEqualTo(0.7);
        assertThat(sample.varianceOfRate()).isCloseTo(0.021, within(1e-15));
    }

    @Test
    void aCovarianceMayExceedTheVariancesByRoundingOnly() {
        MeanSample values = new MeanSample(2, 2e6, 2e12 + 2);
        double products = 2e12 + 2;
        assertThat(RatioSample.of(values, values, products + 0.001).covariance())
                .isCloseTo(2, within(0.01));
        assertThat(CovariateSample.of(values, values, products + 0.001).covariance())
                .isCloseTo(2, within(0.01));
        assertThatThrownBy(() -> RatioSample.of(values, values, products + 10).covariance())
                .hasMessageContaining("sumOfProducts");
        assertThatThrownBy(
                        () -> CovariateSample.of(values, values, products + 10).covariance())
                .hasMessageContaining("sumOfProducts");
    }

    @Test
    void numbersThatNoVisitorsCanHaveAreRefused() {
        assertThatThrownBy(() -> new ProportionSample(3, 4))
                .hasMessage("conversions is 4: must not exceed visitors, 3");
        assertThatThrownBy(() -> new ProportionSample(-1, 0)).hasMessageContaining("visitors is -1");
        assertThatThrownBy(() -> new ProportionSample(1, -1)).hasMessageContaining("conversions is -1");
        assertThatThrownBy(() -> new MeanSample(-1, 0, 0)).hasMessageContaining("visitors is -1");
        assertThatThrownBy(() -> new MeanSample(1, Double.NaN, 0)).hasMessageContaining("sum is NaN");
        assertThatThrownBy(() -> new MeanSample(1, 0, -1)).hasMessageContaining("sumOfSquares is -1");
        assertThatThrownBy(() -> MeanSample.of(1, Double.NaN)).hasMessageContaining("values is NaN");
        assertThatThrownBy(() -> new MeanSample(2, 10, 1).variance()).hasMessageContaining("sumOfSquares is 1.0");
        MeanSample other = MeanSample.of(1, 2);
        assertThatThrownBy(() -> new RatioSample(3, other, FIRST, 1)).hasMessageContaining("numerator.visitors is 2");
        assertThatThrownBy(() -> new RatioSample(3, FIRST, other, 1)).hasMessageContaining("denominator.visitors is 2");
        assertThatThrownBy(() -> RatioSample.of(FIRST, FIRST, Double.NaN)).hasMessageContaining("sumOfProducts is NaN");
        assertThatThrownBy(() -> new CovariateSample(3, other, FIRST, 1)).hasMessageContaining("outcome.visitors is 2");
        assertThatThrownBy(() -> new CovariateSample(3, FIRST, other, 1))
                .hasMessageContaining("covariate.visitors is 2");
        assertThatThrownBy(() -> CovariateSample.of(FIRST, FIRST, Double.NaN))
                .hasMessageContaining("sumOfProducts is NaN");
    }
}
