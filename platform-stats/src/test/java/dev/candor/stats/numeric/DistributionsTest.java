package dev.candor.stats.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reference values: mpmath 1.3, 30 digits. */
class DistributionsTest {

    @ParameterizedTest
    @CsvSource({
        "0.3, 0.38208857781104737, -0.96210281816885066",
        "0.66, 0.25462691467133614, -1.3679558848901994",
        "1.5, 0.066807201268858066, -2.7059444008238898",
        "5.5, 1.8989562465887719e-8, -17.779376352625261",
        "5.7, 5.9903714010635282e-9, -18.933112423224743",
        "12, 1.776482112077679e-33, -75.410673001568796",
        "-2, 0.97724986805182079, -0.023012909328963488",
    })
    void normalTailIsAccurateToFifteenDigits(double z, double tail, double logTail) {
        assertThat(Normal.upperTail(z)).isCloseTo(tail, withinPercentage(1e-13));
        assertThat(Normal.logUpperTail(z)).isCloseTo(logTail, withinPercentage(1e-13));
        assertThat(Normal.lowerTail(-z)).isEqualTo(Normal.upperTail(z));
    }

    @Test
    void logarithmOfTheTailGoesOnBelowTheSmallestDouble() {
        assertThat(Normal.upperTail(100)).isZero();
        assertThat(Normal.logUpperTail(100)).isCloseTo(-5005.524208694205, withinPercentage(1e-13));
        assertThat(Normal.upperTail(38)).isCloseTo(2.88542835e-316, withinPercentage(1e-5));
    }

    @ParameterizedTest
    @CsvSource({
        "0.4, 0.25334710313579974",
        "0.025, 1.9599639845400542",
        "1e-20, 9.2623400897984076",
        "1e-200, 30.205594179579643",
        "0.975, -1.9599639845400539",
        "0.499999, 2.5066282745665594e-6",
    })
    void normalQuantileIsExceededWithItsProbability(double probability, double z) {
        assertThat(Normal.upperQuantile(probability)).isCloseTo(z, within(1e-15 + 1e-14 * Math.abs(z)));
        assertThat(Normal.lowerQuantile(probability)).isEqualTo(-Normal.upperQuantile(probability));
    }

    @Test
    void halfOfTheNormalLiesAboveZero() {
        assertThat(Normal.upperQuantile(0.5)).isCloseTo(0, within(1e-15));
        assertThat(Normal.density(0)).isCloseTo(0.3989422804014327, within(1e-16));
        assertThat(Normal.bothTails(0)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 1, 0.46827448256944643",
        "1, 1.5, 0.22556768363835516",
        "1e6, 3, 1.1026577908396145e-18",
        "2.5, 7.3, 0.019825117332800236",
        "1.2, 1999, 0.11514076829962525",
        "30, 1999, 7.0675345993095173e-164",
        "1.2, 2001, 0.11514069724663676",
        "30, 2001, 6.6468158416332135e-164",
        "36, 19999, 2.3872447446452808e-275",
        "36, 20001, 2.3826333929058047e-275",
        "37, 1e6, 9.1498654309011315e-300",
        "2, 1e5, 0.022751481728753232",
    })
    void studentTailIsAccurateToElevenDigits(double t, double degrees, double tail) {
        assertThat(StudentT.upperTail(t, degrees)).isCloseTo(tail, withinPercentage(1e-9));
        assertThat(StudentT.lowerTail(-t, degrees)).isEqualTo(StudentT.upperTail(t, degrees));
        assertThat(StudentT.upperTail(-t, degrees)).isCloseTo(1 - tail, withinPercentage(1e-10));
    }

    @ParameterizedTest
    @CsvSource({
        "0.025, 1, 12.706204736174704",
        "0.025, 2.7, 3.3921483831737521",
        "1e-10, 5, 156.82559270889432",
        "0.3, 4, 0.56864906304970548",
        "0.7, 4, -0.56864906304970548",
        "0.005, 1e6, 2.5758342201053341",
        "0.025, 3e9, 1.9599639853308113",
    })
    void studentQuantileIsExceededWithItsProbability(double probability, double degrees, double t) {
        assertThat(StudentT.upperQuantile(probability, degrees)).isCloseTo(t, withinPercentage(1e-10));
    }

    @Test
    void studentWithOneDegreeIsCauchyHoweverFarOut() {
        // upper tail of the Cauchy distribution: 1 / (pi t) for large t
        assertThat(StudentT.upperTail(1e200, 1)).isCloseTo(1e-200 / Math.PI, withinPercentage(1e-10));
        assertThat(StudentT.upperTail(0, 1)).isEqualTo(0.5);
        assertThat(StudentT.upperQuantile(0.5, 3)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "3.84, 1, 0.050043521248705103",
        "600, 1, 1.6741679846917878e-132",
        "9, 2, 0.011108996538242306",
        "25, 3, 1.5440498291101365e-5",
        "1200, 9, 1.212641777631165e-252",
        "0, 4, 1",
    })
    void chiSquareTailIsAccurateToElevenDigits(double statistic, long degrees, double tail) {
        assertThat(ChiSquare.upperTail(statistic, degrees)).isCloseTo(tail, withinPercentage(1e-9));
    }
}
