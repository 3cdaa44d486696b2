package dev.candor.stats.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.candor.stats.sample.ProportionSample;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {

    @Test
    void nineHundredVisitorsTooManyInAHundredThousandRaiseTheAlarm() {
        // chi-square, 1 degree of freedom: p = erfc(sqrt(x / 2)) with x = 900² / 100 900; Python 3.11 math.erfc
        assertThat(SampleRatioCheck.evenSplit(50_000, 50_900).value()).isCloseTo(0.004606602281809724, within(1e-12));
    }

    @Test
    void theSampleRatioAlarmIsAtOneInAThousand() {
        double[] even = {1, 1};
        assertThat(SampleRatioCheck.of(new long[] {50_000, 50_900}, even).passes())
                .isTrue();
        assertThat(SampleRatioCheck.of(new long[] {50_000, 51_100}, even).passes())
                .isFalse();
    }

    @Test
    void consentThatDependsOnTheVariantRaisesTheAlarm() {
        ConsentBalanceCheck balanced = ConsentBalanceCheck.of(List.of(consent(10_000, 6_000), consent(10_000, 6_080)));
        assertThat(balanced.passes()).isTrue();
        assertThat(balanced.lowestRate()).isEqualTo(0.6);
        assertThat(balanced.highestRate()).isEqualTo(0.608);
        // scipy 1.17: chi2_contingency(correction=False)
        assertThat(balanced.pValue().value()).isCloseTo(0.2474078039626862, within(1e-12));
        assertThat(ConsentBalanceCheck.of(
                                List.of(consent(10_000, 6_000), consent(10_000, 6_300), consent(10_000, 6_000)))
                        .passes())
                .isFalse();
    }

    @Test
    void consentInSmallNumbersIsTestedExactly() {
        // R: fisher.test(matrix(c(3, 1, 1, 3), 2)), p = 0.4857
        assertThat(ConsentBalanceCheck.of(List.of(consent(4, 3), consent(4, 1)))
                        .pValue()
                        .value())
                .isCloseTo(0.4857142857142857, withinPercentage(1e-10));
    }

    @Test
    void whereAllOrNoneAgreeConsentIsBalanced() {
        assertThat(ConsentBalanceCheck.of(List.of(consent(40, 0), consent(50, 0)))
                        .passes())
                .isTrue();
        assertThat(ConsentBalanceCheck.of(List.of(consent(40, 40), consent(50, 50)))
                        .pValue()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void moreThanOnePointOfMeasuredShareBreaksParity() {
        MeasurementParityCheck at = MeasurementParityCheck.of(List.of(consent(10_000, 9_000), consent(10_000, 9_100)));
        MeasurementParityCheck beyond =
                MeasurementParityCheck.of(List.of(consent(10_000, 9_000), consent(10_000, 9_101)));
        assertThat(at.passes()).isTrue();
        assertThat(beyond.passes()).isFalse();
        assertThat(beyond.difference()).isCloseTo(0.0101, within(1e-12));
    }

    @Test
    void checksNeedTwoVariantsWithVisitors() {
        assertThatThrownBy(() -> MeasurementParityCheck.of(List.of(consent(4, 3))))
                .hasMessageContaining("measured.size");
        assertThatThrownBy(() -> ConsentBalanceCheck.of(List.of(consent(4, 3)))).hasMessageContaining("consents.size");
        assertThatThrownBy(() -> MeasurementParityCheck.of(List.of(consent(4, 3), consent(0, 0))))
                .hasMessageContaining("measured.visitors is 0");
        assertThatThrownBy(() -> ConsentBalanceCheck.of(List.of(consent(4, 3), consent(0, 0))))
                .hasMessageContaining("consents.visitors is 0");
    }

    private static ProportionSample consent(long asked, long agreed) {
        return new ProportionSample(asked, agreed);
    }
}
