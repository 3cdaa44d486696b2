package dev.candor.stats.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class QuadratureTest {

    @Test
    void theRuleOfThreePointsIsTheTextbooks() {
        // Abramowitz & Stegun 25.4.29: 0, ±sqrt(3/5); 8/9, 5/9
        GaussLegendre three = new GaussLegendre(3);
        assertThat(three.size()).isEqualTo(3);
        assertThat(three.point(0, -1, 1)).isCloseTo(-Math.sqrt(0.6), within(1e-15));
        assertThat(three.point(1, -1, 1)).isCloseTo(0, within(1e-15));
        assertThat(three.point(2, -1, 1)).isCloseTo(Math.sqrt(0.6), within(1e-15));
        assertThat(three.weight(0, 2)).isCloseTo(5.0 / 9, within(1e-15));
        assertThat(three.weight(1, 2)).isCloseTo(8.0 / 9, within(1e-15));
        assertThat(three.point(2, 4, 6)).isCloseTo(5 + Math.sqrt(0.6), within(1e-14));
        assertThat(three.weight(1, 1)).isCloseTo(4.0 / 9, within(1e-15));
    }

    @Test
    void sevenPointsIntegratePolynomialsOfDegreeThirteen() {
        GaussLegendre seven = new GaussLegendre(7);
        assertThat(seven.integral(x -> Math.pow(x, 13), 0, 1, 1)).isCloseTo(1.0 / 14, withinPercentage(1e-12));
        assertThat(seven.integral(x -> Math.pow(x, 14), 0, 1, 1)).isNotCloseTo(1.0 / 15, withinPercentage(1e-9));
        assertThat(new GaussLegendre(1).integral(x -> x, 1, 3, 1)).isCloseTo(4, within(1e-14));
        assertThat(GaussLegendre.EIGHT.integral(Math::exp, 1, 4, 3))
                .isCloseTo(Math.exp(4) - Math.E, withinPercentage(1e-12));
    }

    @Test
    void aScaleIsRightOnAverage() {
        // E s² = 1; E s = sqrt(2 / df) Gamma((df + 1) / 2) / Gamma(df / 2): sqrt(2 / pi) for one degree of freedom
        for (double degrees : new double[] {1, 3.5, 40, 1e6}) {
            assertThat(ChiScale.mean(degrees, 1, s -> s * s)).isCloseTo(1, within(1e-11));
        }
        assertThat(ChiScale.mean(1, 1, s -> s)).isCloseTo(Math.sqrt(2 / Math.PI), within(1e-11));
    }

    @Test
    void theRootIsFoundFromEitherSide() {
        assertThat(Root.positive("x", x -> x * x - 2, 1)).isCloseTo(Math.sqrt(2), withinPercentage(1e-12));
        assertThat(Root.positive("x", x -> x * x - 2, 1e6)).isCloseTo(Math.sqrt(2), withinPercentage(1e-12));
        assertThat(Root.positive("x", x -> x * x - 2, 1e-6)).isCloseTo(Math.sqrt(2), withinPercentage(1e-12));
        assertThatThrownBy(() -> Root.positive("x", x -> 1, 1)).hasMessageContaining("any value would do");
        assertThatThrownBy(() -> Root.positive("x", x -> -1, 1)).hasMessageContaining("no value is enough");
    }

    @Test
    void lambertsWSolvesItsEquation() {
        for (double s : new double[] {1e-6, 0.3, 2, 50, 1e5}) {
            double w = LambertW.lowerBranchBeyondOne(s);
            assertThat(w - Math.log1p(w)).isCloseTo(s, within(1e-15 + 1e-14 * s));
        }
    }

    @Test
    void stirlingLeavesATwelfth() {
        // log Gamma(1) = 0 and log Gamma(0.5) = log(pi) / 2
        assertThat(LogGamma.stirlingRemainder(1)).isCloseTo(1 - Math.log(2 * Math.PI) / 2, within(1e-15));
        assertThat(LogGamma.stirlingRemainder(0.5))
                .isCloseTo(Math.log(Math.PI) / 2 + 0.5 - Math.log(2 * Math.PI) / 2, within(1e-15));
        assertThat(LogGamma.stirlingRemainder(1e4)).isCloseTo(1 / 12e4, within(1e-14));
        assertThat(LogGamma.stirlingRemainder(10)).isCloseTo(0.00833056343336287, within(1e-16));
    }

    @Test
    void quantilesInterpolate() {
        double[] values = {1, 2, 4, 8};
        assertThat(Quantiles.linear(values, 0)).isEqualTo(1);
        assertThat(Quantiles.linear(values, 0.5)).isEqualTo(3);
        assertThat(Quantiles.linear(values, 0.9)).isCloseTo(6.8, within(1e-12));
        assertThat(Quantiles.linear(values, 1)).isEqualTo(8);
        assertThat(Quantiles.linear(new double[] {5}, 0.3)).isEqualTo(5);
    }
}
