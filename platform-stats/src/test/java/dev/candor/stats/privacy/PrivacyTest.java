package dev.candor.stats.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.StatisticsException;
import dev.candor.stats.StatisticsException.Code;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.privacy.NoiseMechanism.DiscreteGaussian;
import dev.candor.stats.privacy.NoiseMechanism.DiscreteLaplace;
import dev.candor.stats.privacy.NoiseMechanism.Gaussian;
import dev.candor.stats.privacy.NoiseMechanism.Laplace;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.ProportionSample;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrivacyTest {
    private static final Confidence LEVEL = Confidence.NINETY_FIVE_PERCENT;

    @Test
    void randomizedIntervalsCoverTheTruth() {
        SplittableRandom random = new SplittableRandom(51);
        RandomizedResponse mechanism = RandomizedResponse.ofEpsilon(1);
        int covered = 0;
        for (int trial = 0; trial < 2_000; trial++) {
            int yes = 0;
            for (int visitor = 0; visitor < 1_000; visitor++) {
                boolean truth = random.nextDouble() < 0.2;
                yes += random.nextDouble() < (truth ? mechanism.yesGivenYes() : mechanism.yesGivenNo()) ? 1 : 0;
            }
            var rate = mechanism.rate(new ProportionSample(1_000, yes), LEVEL);
            covered += rate.interval().contains(0.2) ? 1 : 0;
        }
        assertThat(covered / 2_000.0).as("seed 51").isBetween(0.935, 0.965);
    }

    @Test
    void epsilonAndProbabilitiesSayTheSame() {
        for (double epsilon : new double[] {0.01, 0.5, 1, 3, 20}) {
            assertThat(RandomizedResponse.ofEpsilon(epsilon).epsilon()).isCloseTo(epsilon, within(1e-7));
        }
        assertThat(new RandomizedResponse(1, 0.5).epsilon()).isInfinite();
        assertThat(new RandomizedResponse(0.25, 0.75).epsilon()).isCloseTo(Math.log(3), within(1e-12));
        refused(Code.INVALID_INPUT, () -> RandomizedResponse.ofEpsilon(0));
        refused(Code.INVALID_INPUT, () -> RandomizedResponse.ofEpsilon(1e-17));
        refused(Code.INVALID_INPUT, () -> new RandomizedResponse(0.5, 0.5));
        refused(Code.INVALID_INPUT, () -> new RandomizedResponse(1.1, 0.5));
        refused(Code.INVALID_INPUT, () -> new RandomizedResponse(0.1, -0.5));
    }

    @Test
    void aMechanismThatTurnsAnswersAroundGivesTheSameRate() {
        ProportionSample reports = new ProportionSample(1_000, 300);
        ProportionSample turned = new ProportionSample(1_000, 700);
        var rate = new RandomizedResponse(0.8, 0.2).rate(reports, LEVEL);
        var other = new RandomizedResponse(0.2, 0.8).rate(turned, LEVEL);
        assertThat(other.rate()).isCloseTo(rate.rate(), within(1e-12));
        assertThat(other.standardError()).isCloseTo(rate.standardError(), within(1e-12));
    }

    @Test
    void sharesAddUpAndTheirProjectionIsPossible() {
        SplittableRandom random = new SplittableRandom(52);
        for (int trial = 0; trial < 100; trial++) {
            long[] reports = random.longs(5, 0, 200).toArray();
            reports[0]++;
            var shares = new RandomizedChoice(5, 0.8).shares(reports, LEVEL);
            assertThat(shares.shares().stream().mapToDouble(s -> s).sum()).isCloseTo(1, within(1e-12));
            assertThat(shares.projected().stream().mapToDouble(s -> s).sum()).isCloseTo(1, within(1e-12));
            assertThat(shares.projected()).allMatch(share -> share >= 0);
            // Another way to the same mean: each number times its share. The map is linear, so the variance follows it.
            MeanSample raw = ofCounts(reports);
            MeanSample undone = new RandomizedChoice(5, 0.8).undo(raw);
            double mean = 0;
            for (int i = 0; i < 5; i++) {
                mean += (i + 1) * shares.shares().get(i);
            }
            double separation = new RandomizedChoice(5, 0.8).keep() - new RandomizedChoice(5, 0.8).other();
            assertThat(undone.mean()).isCloseTo(mean, within(1e-9));
            if (raw.visitors() > 1) {
                assertThat(undone.variance() * separation * separation).isCloseTo(raw.variance(), within(1e-9));
            }
        }
        refused(Code.INVALID_INPUT, () -> new RandomizedChoice(2, 1e-17).undo(new MeanSample(2, 3, 5)));
        refused(Code.INVALID_INPUT, () -> new RandomizedChoice(1, 1));
        refused(Code.INVALID_INPUT, () -> new RandomizedChoice(2, 0));
        RandomizedChoice choice = new RandomizedChoice(2, 1);
        refused(Code.INVALID_INPUT, () -> choice.shares(new long[] {1, 2, 3}, LEVEL));
        refused(Code.INVALID_INPUT, () -> choice.shares(new long[] {1, -2}, LEVEL));
        refused(Code.INSUFFICIENT_DATA, () -> choice.shares(new long[] {0, 0}, LEVEL));
        refused(Code.INVALID_INPUT, () -> new RandomizedChoice(2, 1e-17).shares(new long[] {1, 2}, LEVEL));
    }

    private static MeanSample ofCounts(long[] counts) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i] * (i + 1.0);
            squares += counts[i] * (i + 1.0) * (i + 1.0);
        }
        return new MeanSample(Arrays.stream(counts).sum(), sum, squares);
    }

    @Test
    void largeAndSmallSigmaMeetWhereTheSumGivesWayToTheIntegral() {
        for (double alpha : new double[] {0.5, 0.05, 1e-6}) {
            double summed = new WholeNormal(999.99).halfWidth(alpha);
            double integrated = new WholeNormal(1000.01).halfWidth(alpha);
            assertThat(integrated).isBetween(summed, summed + 1);
        }
        assertThat(new WholeNormal(999.9).variance()).isCloseTo(999.9 * 999.9, within(1e-3));
        assertThat(new WholeNormal(2_000).variance()).isEqualTo(4e6);
        assertThat(new WholeNormal(1e6).halfWidth(0.05)).isEqualTo(1_959_964);
        assertThat(new WholeNormal(0.1).halfWidth(0.05)).isZero();
    }

    @Test
    void discreteLaplaceHasTheSmallestHalfWidthThatHolds() {
        for (double epsilon : new double[] {0.01, 0.3, 1, 4}) {
            for (double alpha : new double[] {0.3, 0.05, 0.001}) {
                DiscreteLaplace noise = new DiscreteLaplace(2, epsilon);
                double m = noise.halfWidth(alpha);
                double r = Math.exp(-epsilon / 2);
                assertThat(2 * Math.pow(r, m + 1) / (1 + r)).isLessThanOrEqualTo(alpha);
                assertThat(m == 0 || 2 * Math.pow(r, m) / (1 + r) > alpha).isTrue();
            }
        }
    }

    @Test
    void mechanismsRefuseWhatHasNoAnswer() {
        refused(Code.INVALID_INPUT, () -> new Laplace(0, 1));
        refused(Code.INVALID_INPUT, () -> new Laplace(1, 0));
        refused(Code.INVALID_INPUT, () -> new DiscreteLaplace(0.5, 1));
        refused(Code.INVALID_INPUT, () -> new DiscreteLaplace(1, -1));
        refused(Code.INVALID_INPUT, () -> new Gaussian(1, 0));
        refused(Code.INVALID_INPUT, () -> new Gaussian(-1, 1));
        refused(Code.INVALID_INPUT, () -> new DiscreteGaussian(1.5, 1));
        refused(Code.INVALID_INPUT, () -> new DiscreteGaussian(1, Double.NaN));
        for (NoiseMechanism noise :
                List.of(new Laplace(1, 1), new DiscreteLaplace(1, 1), new Gaussian(1, 1), new DiscreteGaussian(1, 1))) {
            refused(Code.INVALID_INPUT, () -> noise.halfWidth(0));
            refused(Code.INVALID_INPUT, () -> noise.halfWidth(1));
        }
        refused(Code.INVALID_INPUT, () -> new Gaussian(1, 1).epsilonAt(0));
        assertThat(new DiscreteGaussian(1, 1).epsilonAt(0.1)).isEqualTo(new Gaussian(1, 1).epsilonAt(0.1));
    }

    @Test
    void noisedCellsWithoutVisitorsAreSuppressed() {
        NoisedCount some = new NoisedCount(100, 20, 2, 2);
        for (double none : new double[] {0, -3}) {
            refused(Code.INSUFFICIENT_DATA, () -> NoisedComparison.of(some, new NoisedCount(none, 1, 2, 2), LEVEL));
        }
        refused(Code.INVALID_INPUT, () -> new NoisedCount(1, 1, -1, 0));
        refused(Code.INVALID_INPUT, () -> new NoisedCount(1, 1, 0, -1));
        refused(Code.INVALID_INPUT, () -> new NoisedCount(Double.NaN, 1, 0, 0));
        refused(Code.INVALID_INPUT, () -> new NoisedCount(1, Double.POSITIVE_INFINITY, 0, 0));
        NoisedCount nothing = new NoisedCount(100, 0, 0, 0);
        refused(Code.ZERO_VARIANCE, () -> NoisedComparison.of(nothing, nothing, LEVEL));
    }

    @Test
    void inflationRestoresThePrecision() {
        Laplace noise = new Laplace(1, 0.05);
        SampleInflation inflation = SampleInflation.of(noise, 0.1, 1_000);
        double n = inflation.visitors(1_000);
        assertThat(0.09 / n + noise.variance() / n / n).isCloseTo(0.09 / 1_000, within(1e-12));
        RandomizedResponse mechanism = new RandomizedResponse(0.75, 0.25);
        // l = 0.25 + 0.5 * 0.5 = 0.5: 0.25 / 0.25 / 0.25
        assertThat(SampleInflation.of(mechanism, 0.5).factor()).isCloseTo(4, within(1e-12));
        assertThat(SampleInflation.of(new RandomizedResponse(1, 0), 0.3).factor())
                .isEqualTo(1);
        refused(Code.INVALID_INPUT, () -> SampleInflation.of(mechanism, 0));
        refused(Code.INVALID_INPUT, () -> SampleInflation.of(noise, 1, 100));
        refused(Code.INVALID_INPUT, () -> SampleInflation.of(noise, 0.5, 0));
        refused(Code.INVALID_INPUT, () -> new SampleInflation(0.9));
        refused(Code.INVALID_INPUT, () -> new SampleInflation(Double.POSITIVE_INFINITY));
        refused(Code.INVALID_INPUT, () -> inflation.visitors(-1));
    }

    private static void refused(Code code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatisticsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
