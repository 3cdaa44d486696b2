package dev.candor.stats.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.StatisticsException;
import dev.candor.stats.StatisticsException.Code;
import dev.candor.stats.bayes.BestArm.Goal;
import dev.candor.stats.bayes.BestArm.NormalBelief;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.sample.ProportionSample;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.special.Beta;
import org.junit.jupiter.api.Test;

class BeliefsTest {
    private static final Confidence LEVEL = Confidence.NINETY_FIVE_PERCENT;

    @Test
    void theLayoutAgreesWithTheIncompleteBetaFunction() {
        SplittableRandom random = new SplittableRandom(31);
        for (int trial = 0; trial < 60; trial++) {
            double alpha = Math.exp(-2 + 9 * random.nextDouble());
            double beta = Math.exp(-2 + 9 * random.nextDouble());
            BetaGrid grid = new BetaGrid(alpha, beta);
            double worst = 0;
            for (int i = 1; i < 60; i++) {
                double rate = i / 60.0;
                double x = Math.log(rate / (1 - rate));
                int panel = grid.panel(x, 0);
                double expected = Beta.regularizedBeta(rate, alpha, beta, 1e-15, 100_000);
                worst = Math.max(worst, Math.abs(grid.below(x, panel) - expected));
                worst = Math.max(worst, Math.abs(grid.above(x, panel) + grid.below(x, panel) - 1));
            }
            assertThat(worst).as("seed 31, alpha %s, beta %s", alpha, beta).isLessThan(1e-9);
        }
    }

    @Test
    void chanceAgreesWithTheClosedFormForWholeNumbers() {
        SplittableRandom random = new SplittableRandom(32);
        for (int trial = 0; trial < 100; trial++) {
            int n1 = random.nextInt(60);
            int n2 = random.nextInt(600);
            int x1 = random.nextInt(n1 + 1);
            int x2 = random.nextInt(n2 + 1);
            var belief = BetaBinomialComparison.of(
                    new ProportionSample(n1, x1), new ProportionSample(n2, x2), BetaPrior.UNIFORM, LEVEL);
            double expected = millersSum(x1 + 1, n1 - x1 + 1, x2 + 1, n2 - x2 + 1);
            assertThat(belief.treatmentBetter().value())
                    .as("seed 32, %d/%d against %d/%d", x2, n2, x1, n1)
                    .isCloseTo(expected, within(2e-9));
            assertThat(belief.lossOfControl() - belief.lossOfTreatment())
                    .isCloseTo(belief.treatmentMean() - belief.controlMean(), within(1e-9));
            assertThat(belief.lift().contains(belief.medianLift())).isTrue();
        }
    }

    /** Miller (2015): P(B > A) = Σ B(a1 + i, b1 + b2) / ((b2 + i) B(1 + i, b2) B(a1, b1)) for i below a2. */
    private static double millersSum(int a1, int b1, int a2, int b2) {
        double total = 0;
        for (int i = 0; i < a2; i++) {
            total += Math.exp(
                    Beta.logBeta(a1 + i, b1 + b2) - Math.log(b2 + i) - Beta.logBeta(1 + i, b2) - Beta.logBeta(a1, b1));
        }
        return total;
    }

    @Test
    void exchangingTheVariantsTurnsEverythingAround() {
        SplittableRandom random = new SplittableRandom(33);
        for (int trial = 0; trial < 100; trial++) {
            ProportionSample first = new ProportionSample(2_000, 100 + random.nextInt(1_800));
            ProportionSample second = new ProportionSample(300, 40 + random.nextInt(200));
            var there = BetaBinomialComparison.of(first, second, BetaPrior.UNIFORM, LEVEL);
            var back = BetaBinomialComparison.of(second, first, BetaPrior.UNIFORM, LEVEL);
            assertThat(there.treatmentBetter().value())
                    .isCloseTo(1 - back.treatmentBetter().value(), within(1e-9));
            assertThat(there.lossOfControl()).isCloseTo(back.lossOfTreatment(), within(1e-9));
            assertThat(there.difference().lower()).isCloseTo(-back.difference().upper(), within(1e-8));
            assertThat(1 + there.lift().lower()).isCloseTo(1 / (1 + back.lift().upper()), within(1e-7));
        }
    }

    @Test
    void aWideAndANarrowRateAreComparedAsWellAsTwoAlike() {
        // nobody against a billion at 30 %: the uniform rate is below it with probability 0.3
        var belief = BetaBinomialComparison.of(
                new ProportionSample(0, 0), new ProportionSample(1_000_000_000, 300_000_000), BetaPrior.UNIFORM, LEVEL);
        assertThat(belief.treatmentBetter().value()).isCloseTo(0.3, within(1e-8));
        assertThat(belief.difference().lower()).isCloseTo(0.3 - 0.975, within(1e-6));
        assertThat(belief.difference().upper()).isCloseTo(0.3 - 0.025, within(1e-6));
        assertThat(belief.lossOfControl()).isCloseTo(0.3 * 0.3 / 2, within(1e-8));
        assertThat(belief.lossOfTreatment()).isCloseTo(0.7 * 0.7 / 2, within(1e-8));
        var around = BetaBinomialComparison.of(
                new ProportionSample(1_000_000_000, 300_000_000), new ProportionSample(0, 0), BetaPrior.UNIFORM, LEVEL);
        assertThat(around.lift().lower()).isCloseTo(0.025 / 0.3 - 1, within(1e-6));
        assertThat(around.lift().upper()).isCloseTo(0.975 / 0.3 - 1, within(1e-6));
    }

    @Test
    void ratesNearBothEndsAreComparedAcrossTheCorner() {
        // four of four against nine of nine, exact by the incomplete beta function in scipy 1.17
        var belief = BetaBinomialComparison.of(
                new ProportionSample(9, 9), new ProportionSample(4, 4), BetaPrior.UNIFORM, LEVEL);
        assertThat(belief.treatmentBetter().value()).isCloseTo(1.0 / 3, within(1e-9));
        assertThat(belief.difference().upper()).isBetween(0.1, 0.4);
        assertThat(belief.lift().upper()).isGreaterThan(belief.difference().upper());
    }

    @Test
    void priorsAndPosteriorsAreChecked() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e-7, 1e13}) {
            refused(Code.INVALID_INPUT, () -> new BetaPrior(bad, 1));
            refused(Code.INVALID_INPUT, () -> new BetaPrior(1, bad));
        }
        BetaPosterior posterior = BetaPosterior.of(new ProportionSample(8, 2), new BetaPrior(1, 3));
        assertThat(posterior.alpha()).isEqualTo(3);
        assertThat(posterior.beta()).isEqualTo(9);
        assertThat(posterior.mean()).isEqualTo(0.25);
        assertThat(posterior.deviation()).isCloseTo(Math.sqrt(0.25 * 0.75 / 13), within(1e-15));
        assertThat(posterior.complement().alpha()).isEqualTo(9);
    }

    @Test
    void aNormalBeliefWeighsPriorAndDataByPrecision() {
        var belief = NormalComparison.of(3, 1, new NormalPrior(1, 1), LEVEL);
        assertThat(belief.posteriorMean()).isCloseTo(2, within(1e-15));
        assertThat(belief.posteriorDeviation()).isCloseTo(Math.sqrt(0.5), within(1e-15));
        assertThat(belief.riskOfControl() - belief.riskOfTreatment()).isCloseTo(2, within(1e-12));
        var flat = NormalComparison.withoutPrior(-3, 1, LEVEL);
        assertThat(flat.posteriorMean()).isEqualTo(-3);
        assertThat(flat.treatmentBetter().value()).isCloseTo(0.0013498980316, within(1e-12));
        assertThat(flat.riskOfTreatment()).isCloseTo(3.000382154, within(1e-8));
        refused(Code.ZERO_VARIANCE, () -> NormalComparison.withoutPrior(1, 0, LEVEL));
        refused(Code.ZERO_VARIANCE, () -> NormalComparison.of(1, 0, new NormalPrior(0, 1), LEVEL));
        refused(Code.INVALID_INPUT, () -> NormalComparison.withoutPrior(1, -1, LEVEL));
        refused(Code.INVALID_INPUT, () -> NormalComparison.withoutPrior(Double.NaN, 1, LEVEL));
        refused(Code.INVALID_INPUT, () -> new NormalPrior(0, 0));
        refused(Code.INVALID_INPUT, () -> new NormalPrior(Double.NaN, 1));
        assertThat(NormalComparison.withoutPrior(1e300, 1e-300, LEVEL).riskOfTreatment())
                .isZero();
    }

    @Test
    void theBestOfSeveralAddsUpAndTurnsAround() {
        SplittableRandom random = new SplittableRandom(34);
        for (int trial = 0; trial < 40; trial++) {
            List<NormalBelief> means = random.doubles(4)
                    .mapToObj(u -> new NormalBelief(3 * u, Math.exp(-5 * random.nextDouble())))
                    .toList();
            List<NormalBelief> turned = means.stream()
                    .map(m -> new NormalBelief(-m.mean(), m.deviation()))
                    .toList();
            List<Double> best = BestArm.ofMeans(means, Goal.MAX).probabilities();
            assertThat(best.stream().mapToDouble(p -> p).sum()).isCloseTo(1, within(1e-8));
            assertThat(BestArm.ofMeans(turned, Goal.MIN).probabilities()).isEqualTo(best);
        }
    }

    @Test
    void twoMeansAreComparedAsTheNormalDifferenceIs() {
        var best = BestArm.ofMeans(List.of(new NormalBelief(0, 3), new NormalBelief(5, 4)), Goal.MAX);
        assertThat(best.probabilities().getFirst()).isCloseTo(0.15865525393145707, within(1e-10));
        refused(Code.INVALID_INPUT, () -> BestArm.ofMeans(List.of(new NormalBelief(0, 3)), Goal.MAX));
        refused(
                Code.ZERO_VARIANCE,
                () -> BestArm.ofMeans(List.of(new NormalBelief(0, 3), new NormalBelief(0, 0)), Goal.MAX));
        refused(Code.INVALID_INPUT, () -> new NormalBelief(Double.NaN, 1));
        refused(Code.INVALID_INPUT, () -> new NormalBelief(0, -1));
        refused(Code.INVALID_INPUT, () -> BestArm.ofRates(List.of(), BetaPrior.UNIFORM, Goal.MAX));
    }

    private static void refused(Code code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatisticsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
