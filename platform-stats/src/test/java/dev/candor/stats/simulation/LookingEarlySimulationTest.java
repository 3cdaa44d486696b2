package dev.candor.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.stats.estimate.Sides;
import dev.candor.stats.sequential.ConfidenceSequence;
import dev.candor.stats.sequential.GroupSequentialDesign;
import dev.candor.stats.sequential.GroupSequentialPower;
import dev.candor.stats.sequential.SequentialProbabilityRatio;
import dev.candor.stats.sequential.SequentialProbabilityRatio.Look;
import dev.candor.stats.sequential.SequentialSampleRatio;
import dev.candor.stats.sequential.SpendingFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Many experiments with a known truth, watched as impatient people watch them. Seeds are fixed; a bound is the promised
 * error plus three standard errors of the simulation.
 */
class LookingEarlySimulationTest {
    private static final int LOOKS = 50;
    private static final double ALPHA = 0.05;
    private static final Draws TWO_HUNDRED_VISITORS = new Draws(200, 0.1);

    @Test
    void fiveLooksWithBoundariesRaiseFewerFalseAlarmsThanAlphaAndReachTheirPower() {
        int experiments = 100_000;
        List<Double> fractions = GroupSequentialDesign.equalSteps(5);
        for (SpendingFunction spending : List.of(
                new SpendingFunction.ObrienFlemingLike(),
                new SpendingFunction.PocockLike(),
                new SpendingFunction.PowerFamily(2))) {
            var design = GroupSequentialDesign.spending(fractions, ALPHA, Sides.TWO, spending);
            var power = GroupSequentialPower.of(design, 0.8);
            double alarms = shareStopped(design, 0, experiments, 11);
            double found = shareStopped(design, power.drift(), experiments, 12);
            assertThat(alarms)
                    .as(spending.toString())
                    .isBetween(ALPHA - margin(ALPHA, experiments), bound(experiments));
            assertThat(found).as(spending.toString()).isBetween(0.8 - margin(0.8, experiments), 0.8 + 0.005);
            System.out.printf("%s: false alarms %.4f of %.2f, power %.4f of 0.80%n", spending, alarms, ALPHA, found);
        }
    }

    @Test
    void unplannedLooksAtUnevenTimesRaiseFewerFalseAlarmsThanAlpha() {
        int experiments = 100_000;
        var design = GroupSequentialDesign.spending(
                List.of(0.07, 0.1, 0.46, 0.5, 0.93, 1.1), ALPHA, Sides.ONE, new SpendingFunction.PocockLike());
        assertThat(shareStopped(design, 0, experiments, 13)).isLessThan(bound(experiments));
    }

    @Test
    void fiftyLooksWithoutBoundariesAreFalseAlarmsInEveryThirdExperiment() {
        // Armitage, McPherson and Rowe (1969): 32 % for 50 looks at the nominal 5 %
        int experiments = 20_000;
        List<Double> fractions = GroupSequentialDesign.equalSteps(LOOKS);
        List<Double> nominal = fractions.stream().map(t -> 1.959963984540054).toList();
        var careless = new GroupSequentialDesign(fractions, nominal, nominal, Sides.TWO);
        assertThat(shareStopped(careless, 0, experiments, 14)).isBetween(0.31, 0.331);
    }

    @Test
    void confidenceSequencesPeekedAtFiftyTimesCoverZeroThroughout() {
        int experiments = 20_000;
        ConfidenceSequence sequence = ConfidenceSequence.of(ALPHA);
        SplittableRandom random = new SplittableRandom(15);
        int alarms = 0;
        for (int i = 0; i < experiments; i++) {
            alarms += everExcludesZero(sequence, random) ? 1 : 0;
        }
        assertThat((double) alarms / experiments).isLessThan(bound(experiments));
        System.out.printf("confidence sequence, 50 looks: false alarms %.4f%n", (double) alarms / experiments);
    }

    @Test
    void mixtureRatiosPeekedAtFiftyTimesRarelyFallBelowAlpha() {
        int experiments = 20_000;
        var test = new SequentialProbabilityRatio(0.0004, 0, ALPHA);
        SplittableRandom random = new SplittableRandom(16);
        int alarms = 0;
        for (int i = 0; i < experiments; i++) {
            alarms += test.after(binaryLooks(random)).pValue() <= ALPHA ? 1 : 0;
        }
        assertThat((double) alarms / experiments).isLessThan(bound(experiments));
        System.out.printf("mixture ratio, 50 looks: false alarms %.4f%n", (double) alarms / experiments);
    }

    @Test
    void sampleRatioWatchedTwoHundredTimesRarelyRaisesTheAlarm() {
        int experiments = 4_000;
        var ratio = new SequentialSampleRatio(List.of(1.0, 1.0, 2.0), 10_000);
        SplittableRandom random = new SplittableRandom(17);
        int alarmsAtFivePercent = 0;
        int alarms = 0;
        for (int i = 0; i < experiments; i++) {
            double p = ratio.after(batches(random, 200, 500, 0.25, 0.25, 0.5)).pValue();
            alarms += p <= 0.001 ? 1 : 0;
            alarmsAtFivePercent += p <= 0.05 ? 1 : 0;
        }
        assertThat((double) alarms / experiments).isLessThan(0.001 + 3 * Math.sqrt(0.001 / experiments));
        assertThat((double) alarmsAtFivePercent / experiments).isLessThan(0.05);
        System.out.printf("sample ratio, 200 batches: false alarms %.4f at 0.001%n", (double) alarms / experiments);
    }

    @Test
    void sampleRatioNoticesAVariantThatLosesTwoVisitorsInAHundred() {
        var ratio = new SequentialSampleRatio(List.of(1.0, 1.0), 10_000);
        SplittableRandom random = new SplittableRandom(18);
        int noticed = 0;
        for (int i = 0; i < 200; i++) {
            noticed += ratio.after(batches(random, 200, 1_000, 0.49, 0.51)).pValue() <= 0.001 ? 1 : 0;
        }
        assertThat(noticed).isGreaterThan(195);
    }

    private static double shareStopped(GroupSequentialDesign design, double drift, int experiments, long seed) {
        Random random = new Random(seed);
        int stopped = 0;
        for (int i = 0; i < experiments; i++) {
            double score = 0;
            double before = 0;
            boolean stops = false;
            for (int look = 0; look < design.boundaries().size() && !stops; look++) {
                double information = design.informationFractions().get(look);
                double step = information - before;
                score += drift * step + Math.sqrt(step) * random.nextGaussian();
                stops = design.stops(look, score / Math.sqrt(information));
                before = information;
            }
            stopped += stops ? 1 : 0;
        }
        return (double) stopped / experiments;
    }

    private static boolean everExcludesZero(ConfidenceSequence sequence, SplittableRandom random) {
        int visitors = 0;
        for (Look look : binaryLooks(random)) {
            visitors += 400;
            double standardError = Math.sqrt(look.variance());
            if (!sequence.at(look.estimate(), standardError, visitors)
                    .interval()
                    .contains(0)) {
                return true;
            }
        }
        return false;
    }

    /** Fifty looks at two variants that convert alike, 10 %; between looks 200 visitors come to each. */
    private static List<Look> binaryLooks(SplittableRandom random) {
        List<Look> looks = new ArrayList<>();
        int perVariant = 0;
        long control = 0;
        long treatment = 0;
        for (int look = 0; look < LOOKS; look++) {
            perVariant += 200;
            control += TWO_HUNDRED_VISITORS.draw(random).conversions();
            treatment += TWO_HUNDRED_VISITORS.draw(random).conversions();
            double p = (double) control / perVariant;
            double q = (double) treatment / perVariant;
            looks.add(new Look(q - p, (p * (1 - p) + q * (1 - q)) / perVariant));
        }
        return looks;
    }

    /** Batches of so many visitors, divided between variants by these shares, which add up to 1. */
    private static List<long[]> batches(SplittableRandom random, int batches, int size, double... shares) {
        List<long[]> all = new ArrayList<>();
        for (int batch = 0; batch < batches; batch++) {
            long[] counts = new long[shares.length];
            for (int visitor = 0; visitor < size; visitor++) {
                double left = random.nextDouble();
                int variant = 0;
                while (variant < shares.length - 1 && left >= shares[variant]) {
                    left -= shares[variant];
                    variant++;
                }
                counts[variant]++;
            }
            all.add(counts);
        }
        return all;
    }

    private static double bound(int experiments) {
        return ALPHA + margin(ALPHA, experiments);
    }

    private static double margin(double probability, int experiments) {
        return 3 * Math.sqrt(probability * (1 - probability) / experiments);
    }
}
