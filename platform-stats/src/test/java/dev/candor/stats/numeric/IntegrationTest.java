package dev.candor.stats.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.StatisticsException;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;

class IntegrationTest {
    @Test
    void gaussLegendreIsExactForPolynomialsUpToTwiceItsSize() {
        for (int size = 1; size <= 20; size++) {
            GaussLegendre rule = new GaussLegendre(size);
            int degree = 2 * size - 1;
            double expected = (Math.pow(3, degree + 1) - Math.pow(-1, degree + 1)) / (degree + 1);
            assertThat(rule.integral(x -> Math.pow(x, degree), -1, 3, 1)).isCloseTo(expected, within(1e-12 * expected));
            assertThat(rule.size()).isEqualTo(size);
        }
        assertThat(GaussLegendre.EIGHT.integral(Math::exp, 0, 10, 10)).isCloseTo(Math.expm1(10), within(1e-10));
    }

    @Test
    void rootsAreFoundFromFarAwayOrRefused() {
        assertThat(Root.positive("x", x -> x - 1e-7, 1)).isCloseTo(1e-7, within(1e-20));
        assertThat(Root.positive("x", x -> x - 1e7, 1)).isCloseTo(1e7, within(1e-6));
        assertThat(Root.positive("x", x -> x - 3, 0)).isCloseTo(3, within(1e-12));
        assertThat(Root.between(x -> x * x - 2, 0, 2)).isCloseTo(Math.sqrt(2), within(1e-14));
        assertThatThrownBy(() -> Root.positive("x", x -> -1, 1)).isInstanceOf(StatisticsException.class);
        assertThatThrownBy(() -> Root.positive("x", x -> 1, 1)).isInstanceOf(StatisticsException.class);
        assertThatThrownBy(() -> Root.positive("x", x -> Double.NaN, 1)).isInstanceOf(StatisticsException.class);
    }

    @Test
    void lambertSolvesItsEquation() {
        for (double s : new double[] {1e-8, 0.01, 1, 6, 100, 1e6}) {
            double w = LambertW.lowerBranchBeyondOne(s);
            assertThat(w - Math.log1p(w)).isCloseTo(s, within(1e-13 * Math.max(1, s)));
        }
        // scipy.special.lambertw(-exp(-2), -1) = -3.1461932206205825
        assertThat(LambertW.lowerBranchBeyondOne(1)).isCloseTo(2.1461932206205825, within(1e-14));
    }

    @Test
    void stirlingAndItsRemainderAreLogGamma() {
        for (double x : new double[] {0.01, 0.5, 1, 2.5, 9.99, 10, 50, 1e5}) {
            double stirling = (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI);
            double expected = Gamma.logGamma(x);
            assertThat(stirling + LogGamma.stirlingRemainder(x))
                    .isCloseTo(expected, within(1e-14 * Math.max(1, Math.abs(expected))));
        }
    }

    @Test
    void averagesOverTheChiScaleHaveTheirKnownMoments() {
        for (double degrees : new double[] {1, 2.5, 10, 1e4, 1e9}) {
            assertThat(ChiScale.mean(degrees, 1, s -> s * s)).isCloseTo(1, within(1e-12));
            assertThat(ChiScale.mean(degrees, 1, s -> 2 * Normal.upperTail(2 * s)))
                    .isCloseTo(StudentT.bothTails(2, degrees), within(1e-11));
        }
    }
}
