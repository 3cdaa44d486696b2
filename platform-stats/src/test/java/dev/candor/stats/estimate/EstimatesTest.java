package dev.candor.stats.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimatesTest {

    @Test
    void anIntervalIncludesItsEnds() {
        Interval interval = new Interval(-1, 2);
        assertThat(interval.contains(-1)).isTrue();
        assertThat(interval.contains(2)).isTrue();
        assertThat(interval.contains(-1.1)).isFalse();
        assertThat(interval.contains(2.1)).isFalse();
        assertThat(interval.width()).isEqualTo(3);
        assertThat(interval.negated()).isEqualTo(new Interval(-2, 1));
        assertThat(Interval.around(5, 2)).isEqualTo(new Interval(3, 7));
    }

    @Test
    void anIntervalThatTouchesABoundIsNotStrictlyWithin() {
        Interval interval = new Interval(-1, 2);
        assertThat(interval.liesStrictlyWithin(-1.1, 2.1)).isTrue();
        assertThat(interval.liesStrictlyWithin(-1, 2.1)).isFalse();
        assertThat(interval.liesStrictlyWithin(-1.1, 2)).isFalse();
    }

    @Test
    void noEstimateHoldsWhatIsNotANumber() {
        assertThatThrownBy(() -> new Interval(Double.NaN, 1)).hasMessageContaining("lower is NaN: must be a number");
        assertThatThrownBy(() -> new Interval(1, Double.NaN)).hasMessageContaining("upper is NaN: must be a number");
        assertThatThrownBy(() -> new Interval(2, 1)).hasMessageContaining("must not lie above upper");
        assertThatThrownBy(() -> new Probability(1.1)).hasMessageContaining("probability is 1.1");
        assertThatThrownBy(() -> new Probability(Double.NaN)).hasMessageContaining("probability is NaN");
        assertThatThrownBy(() -> new Confidence(1)).hasMessageContaining("alpha is 1.0");
        assertThatThrownBy(() -> new Moments(1, 0, 1)).hasMessageContaining("visitors is 1");
        assertThatThrownBy(() -> new Moments(2, Double.NaN, 1)).hasMessageContaining("mean is NaN");
        assertThatThrownBy(() -> new Moments(2, 0, -1)).hasMessageContaining("variance is -1.0");
        assertThatThrownBy(() -> new Lift(Double.NaN, 1, new Interval(0, 1), Probability.ONE))
                .hasMessageContaining("value is NaN");
        assertThatThrownBy(() -> new Lift(0, -1, new Interval(0, 1), Probability.ONE))
                .hasMessageContaining("standardError is -1.0");
        assertThatThrownBy(() -> new ConfidenceSet.Exclusive(Double.NaN, 1)).hasMessageContaining("lower is NaN");
        assertThatThrownBy(() -> new ConfidenceSet.Exclusive(1, Double.NaN)).hasMessageContaining("upper is NaN");
    }

    @Test
    void aConfidenceKnowsItsQuantiles() {
        assertThat(Confidence.NINETY_FIVE_PERCENT.coverage()).isEqualTo(0.95);
        assertThat(Confidence.NINETY_PERCENT.normalQuantile()).isCloseTo(1.6448536269514722, within(1e-12));
        assertThat(Confidence.NINETY_FIVE_PERCENT.studentQuantile(1)).isCloseTo(12.7062047361747, within(1e-10));
    }

    @Test
    void confidenceSetsAreMirroredWithTheirQuantity() {
        assertThat(ConfidenceSet.of(true, 3, -1).negated()).isEqualTo(new ConfidenceSet.Bounded(new Interval(-3, 1)));
        assertThat(ConfidenceSet.of(false, 3, -1).negated()).isEqualTo(new ConfidenceSet.Exclusive(-3, 1));
        assertThat(new ConfidenceSet.Everything().negated()).isEqualTo(new ConfidenceSet.Everything());
    }

    @Test
    void pValuesPointInTheirDirection() {
        PValues above = PValues.normal(2);
        assertThat(above.greater().value()).isCloseTo(0.02275013194817921, within(1e-15));
        assertThat(above.less().value()).isCloseTo(0.9772498680518208, within(1e-15));
        assertThat(above.twoSided().value()).isCloseTo(0.04550026389635842, within(1e-15));
        assertThat(above.greater()).isLessThan(above.less());
    }
}
