package dev.candor.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.ConfidenceSet;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.frequentist.Equivalence;
import dev.candor.stats.frequentist.FisherExact;
import dev.candor.stats.frequentist.Margin;
import dev.candor.stats.frequentist.NonInferiority;
import dev.candor.stats.frequentist.ProportionComparison;
import dev.candor.stats.health.SampleRatioCheck;
import dev.candor.stats.multiplicity.Holm;
import dev.candor.stats.sample.ProportionSample;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Error rates of tests of rates, for one look at the data. Three standard errors of simulation are allowed throughout. */
class FixedHorizonSimulationTest {
    private static final int RUNS = 20_000;
    private static final Confidence LEVEL = Confidence.NINETY_FIVE_PERCENT;

    private record Pair(ProportionSample control, ProportionSample treatment) {}

    @Test
    void equalRatesDifferInFiveOfAHundredExperiments() {
        double rate = share(
                1,
                new Draws(5_000, 0.05),
                new Draws(5_000, 0.05),
                pair -> comparison(pair).pValues().twoSided().value() <= 0.05);
        assertThat(rate).isCloseTo(0.05, within(0.0046));
    }

    @Test
    void newcombeCoversTheTruthAlsoWhenFewConvert() {
        for (double control : new double[] {0.004, 0.05, 0.4}) {
            double coverage = share(
                    2,
                    new Draws(800, control),
                    new Draws(1_200, control + 0.01),
                    pair -> comparison(pair).newcombe().contains(0.01));
            assertThat(coverage).as("coverage at %s", control).isBetween(0.945, 0.985);
        }
    }

    @Test
    void waldMissesTheTruthWhenFewConvert() {
        double coverage = share(
                3,
                new Draws(150, 0.004),
                new Draws(150, 0.004),
                pair -> comparison(pair).wald().contains(0)
                        && comparison(pair).wald().width() > 0);
        assertThat(coverage).isLessThan(0.9);
    }

    @Test
    void fisherNeverExceedsItsError() {
        double rate = share(
                4,
                new Draws(60, 0.1),
                new Draws(60, 0.1),
                pair -> new FisherExact(pair.control, pair.treatment)
                                .pValues()
                                .twoSided()
                                .value()
                        <= 0.05);
        assertThat(rate).isLessThan(0.05);
    }

    @Test
    void fourOfFivePlannedExperimentsFindTheirLift() {
        // 5 % against 6 %, power 80 %: n = (1.96 + 0.8416)² (0.05 0.95 + 0.06 0.94) / 0.01² = 8 155 a variant
        double power = share(
                5,
                new Draws(8_155, 0.05),
                new Draws(8_155, 0.06),
                pair -> comparison(pair).pValues().greater().value() <= 0.025);
        assertThat(power).isCloseTo(0.80, within(0.012));
    }

    @Test
    void fiellerCoversTheRelativeLift() {
        double coverage = share(6, new Draws(3_000, 0.05), new Draws(3_000, 0.06), pair -> switch (comparison(pair)
                .lift()
                .fieller()) {
            case ConfidenceSet.Bounded bounded -> bounded.interval().contains(0.2);
            case ConfidenceSet.Exclusive outside -> 0.2 <= outside.lower() || 0.2 >= outside.upper();
            case ConfidenceSet.Everything everything -> true;
        });
        assertThat(coverage).isCloseTo(0.95, within(0.006));
    }

    @Test
    void aDifferenceAtTheMarginPassesAsNotInferiorInAtMostFivePercent() {
        Draws control = new Draws(4_000, 0.10);
        Draws treatment = new Draws(4_000, 0.08);
        double rate = share(
                7,
                control,
                treatment,
                pair -> NonInferiority.of(
                                pair.control, pair.treatment, Margin.absolute(0.02), NonInferiority.Better.HIGHER, 0.05)
                        .newcombe()
                        .orElseThrow()
                        .nonInferior());
        assertThat(rate).isCloseTo(0.05, within(0.0055));
    }

    @Test
    void aDifferenceAtTheMarginPassesAsEquivalentInAtMostFivePercent() {
        Draws control = new Draws(6_000, 0.10);
        Draws treatment = new Draws(6_000, 0.12);
        double rate = share(
                8,
                control,
                treatment,
                pair -> Equivalence.of(
                                pair.control, pair.treatment, Margin.absolute(-0.02), Margin.absolute(0.02), 0.05)
                        .equivalent());
        assertThat(rate).isCloseTo(0.05, within(0.0055));
    }

    @Test
    void aFairSplitRaisesTheAlarmOnceInAThousand() {
        Draws first = new Draws(40_000, 0.5);
        double alarms = share(9, first, first, pair -> {
            long assigned = pair.control.conversions();
            return SampleRatioCheck.evenSplit(assigned, 40_000 - assigned).value() < SampleRatioCheck.ALARM;
        });
        assertThat(alarms).isCloseTo(0.001, within(0.0007));
    }

    @Test
    void holmKeepsTheChanceOfAnyFalseClaim() {
        Draws draws = new Draws(5_000, 0.2);
        SplittableRandom random = new SplittableRandom(10);
        int claims = 0;
        for (int run = 0; run < RUNS; run++) {
            ProportionSample control = draws.draw(random);
            List<Probability> raw = List.of(
                    against(control, draws.draw(random)),
                    against(control, draws.draw(random)),
                    against(control, draws.draw(random)));
            claims += Holm.adjust(raw).stream().anyMatch(p -> p.value() <= 0.05) ? 1 : 0;
        }
        assertThat((double) claims / RUNS).isBetween(0.035, 0.052);
    }

    private static Probability against(ProportionSample control, ProportionSample treatment) {
        return new ProportionComparison(control, treatment, LEVEL).pValues().twoSided();
    }

    private static ProportionComparison comparison(Pair pair) {
        return new ProportionComparison(pair.control, pair.treatment, LEVEL);
    }

    private static double share(long seed, Draws control, Draws treatment, Predicate<Pair> happened) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = 0;
        for (int run = 0; run < RUNS; run++) {
            count += happened.test(new Pair(control.draw(random), treatment.draw(random))) ? 1 : 0;
        }
        return (double) count / RUNS;
    }
}
