package dev.candor.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.StatisticsException;
import dev.candor.stats.StatisticsException.Code;
import dev.candor.stats.estimate.Sides;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GroupSequentialDesignTest {
    private static final SpendingFunction POCOCK = new SpendingFunction.PocockLike();

    @Test
    void aTwoSidedDesignStopsOnEitherSideAndAOneSidedOneOnlyAbove() {
        var two = GroupSequentialDesign.spending(List.of(0.5, 1.0), 0.05, Sides.TWO, POCOCK);
        var one = GroupSequentialDesign.spending(List.of(0.5, 1.0), 0.025, Sides.ONE, POCOCK);
        double boundary = two.boundaries().getFirst();
        assertThat(one.boundaries().getFirst()).isCloseTo(boundary, within(1e-12));
        assertThat(two.stops(0, boundary)).isTrue();
        assertThat(two.stops(0, -boundary)).isTrue();
        assertThat(two.stops(0, Math.nextDown(boundary))).isFalse();
        assertThat(one.stops(0, boundary + 1e-9)).isTrue();
        assertThat(one.stops(0, -9)).isFalse();
        assertThat(one.nominalP().getFirst()).isCloseTo(two.nominalP().getFirst() / 2, within(1e-15));
        assertThatThrownBy(() -> two.stops(0, Double.NaN)).isInstanceOf(StatisticsException.class);
    }

    @Test
    void equalStepsEndAtOne() {
        assertThat(GroupSequentialDesign.equalSteps(4)).containsExactly(0.25, 0.5, 0.75, 1.0);
        assertThat(GroupSequentialDesign.equalSteps(1_000)).hasSize(1_000);
        for (int looks : new int[] {0, -1, 1_001}) {
            assertThatThrownBy(() -> GroupSequentialDesign.equalSteps(looks)).hasMessageContaining("looks is " + looks);
        }
    }

    @Test
    void looksThatDoNotRiseAreRefused() {
        for (List<Double> fractions : List.of(
                List.of(0.5, 0.5), List.of(0.5, 0.4), List.of(0.5, 0.5000001), List.of(-0.1), List.<Double>of())) {
            assertThatThrownBy(() -> GroupSequentialDesign.spending(fractions, 0.05, Sides.TWO, POCOCK))
                    .isInstanceOfSatisfying(
                            StatisticsException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(Code.INVALID_INPUT));
        }
    }

    @Test
    void aDesignHasOneBoundaryALook() {
        List<Double> looks = List.of(0.5, 1.0);
        assertThatThrownBy(() -> new GroupSequentialDesign(looks, List.of(2.0), looks, Sides.TWO))
                .hasMessageContaining("boundaries");
        assertThatThrownBy(() -> new GroupSequentialDesign(looks, looks, List.of(0.05), Sides.TWO))
                .hasMessageContaining("cumulativeAlpha");
        assertThatThrownBy(() -> new GroupSequentialDesign(looks, List.of(2.0, Double.NaN), looks, Sides.TWO))
                .hasMessageContaining("boundaries is NaN");
    }

    @Test
    void addingALookNeverLowersTheBoundariesBeforeItAndAlphaIsSpentInAll() {
        SplittableRandom random = new SplittableRandom(21);
        for (int trial = 0; trial < 50; trial++) {
            List<Double> fractions = new ArrayList<>();
            double t = 0;
            while (t < 0.9) {
                t += 0.01 + 0.3 * random.nextDouble();
                fractions.add(t);
            }
            double alpha = 0.001 + 0.2 * random.nextDouble();
            var whole = GroupSequentialDesign.spending(fractions, alpha, Sides.TWO, POCOCK);
            var begun = GroupSequentialDesign.spending(
                    fractions.subList(0, fractions.size() - 1), alpha, Sides.TWO, POCOCK);
            assertThat(whole.boundaries().subList(0, begun.boundaries().size()))
                    .as("seed 21, trial %d", trial)
                    .isEqualTo(begun.boundaries());
            assertThat(whole.cumulativeAlpha()).isSorted();
        }
    }

    @Test
    void closeLooksCostHardlyAnything() {
        List<Double> fractions = List.of(0.5, 0.500002, 0.500004, 1.0);
        var design = GroupSequentialDesign.spending(fractions, 0.05, Sides.TWO, POCOCK);
        var without = GroupSequentialDesign.spending(List.of(0.5, 1.0), 0.05, Sides.TWO, POCOCK);
        assertThat(design.boundaries().getFirst())
                .isEqualTo(without.boundaries().getFirst());
        assertThat(design.boundaries().getLast()).isCloseTo(without.boundaries().getLast(), within(1e-4));
    }

    @Test
    void spendingEndsAtAlphaAndNeverFalls() {
        for (SpendingFunction spending : List.of(
                new SpendingFunction.ObrienFlemingLike(),
                POCOCK,
                new SpendingFunction.PowerFamily(3),
                new SpendingFunction.HwangShihDecani(-4),
                new SpendingFunction.HwangShihDecani(0),
                new SpendingFunction.HwangShihDecani(1),
                new SpendingFunction.HwangShihDecani(-2_000))) {
            double before = 0;
            for (int i = 1; i <= 100; i++) {
                double spent = spending.spent(0.025, i / 100.0);
                assertThat(spent).as(spending + " at " + i).isBetween(before, 0.025 * (1 + 1e-12));
                before = spent;
            }
            assertThat(before).isCloseTo(0.025, within(1e-15));
            assertThat(spending.spent(0.025, 1.7)).isCloseTo(0.025, within(1e-15));
        }
        // gsDesign: sfHSD(0.025, 0.5, -4) spends 0.00298
        assertThat(new SpendingFunction.HwangShihDecani(-4).spent(0.025, 0.5)).isCloseTo(0.00298, within(1e-5));
    }

    @Test
    void powerCountsOnlyTheUpperBoundaryAndNeedsTheLastLook() {
        var design = GroupSequentialDesign.spending(List.of(0.5, 1.0), 0.05, Sides.TWO, POCOCK);
        var power = GroupSequentialPower.of(design, 0.8);
        assertThat(power.cumulativePower().getLast()).isCloseTo(0.8, within(1e-12));
        assertThat(power.expectedInformationWithEffect()).isLessThan(power.expectedInformationWithoutEffect());
        var begun = GroupSequentialDesign.spending(List.of(0.5), 0.05, Sides.TWO, POCOCK);
        assertThatThrownBy(() -> GroupSequentialPower.of(begun, 0.8)).hasMessageContaining("must end at 1");
        assertThatThrownBy(() -> GroupSequentialPower.of(design, 0.05)).hasMessageContaining("must exceed alpha");
        var tiny = GroupSequentialDesign.spending(
                GroupSequentialDesign.equalSteps(6), 1e-300, Sides.TWO, new SpendingFunction.ObrienFlemingLike());
        assertThatThrownBy(() -> GroupSequentialPower.of(tiny, 0.8))
                .isInstanceOfSatisfying(
                        StatisticsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(Code.NOT_IDENTIFIED));
    }

    @Test
    void oneSidedPowerIgnoresFalls() {
        var one = GroupSequentialDesign.spending(List.of(0.5, 1.0), 0.025, Sides.ONE, POCOCK);
        var two = GroupSequentialDesign.spending(List.of(0.5, 1.0), 0.05, Sides.TWO, POCOCK);
        assertThat(GroupSequentialPower.of(one, 0.9).drift())
                .isCloseTo(GroupSequentialPower.of(two, 0.9).drift(), within(1e-3));
        assertThat(GroupSequentialPower.of(one, 0.9).expectedInformationWithoutEffect())
                .isGreaterThan(GroupSequentialPower.of(two, 0.9).expectedInformationWithoutEffect());
    }

    @Test
    void classicalShapesAreRefusedWithoutLooksOrAShape() {
        assertThatThrownBy(() -> ClassicalDesign.pocock(0, 0.05)).hasMessageContaining("looks");
        assertThatThrownBy(() -> ClassicalDesign.obrienFleming(3, 0)).hasMessageContaining("alpha");
        assertThatThrownBy(() -> ClassicalDesign.wangTsiatis(3, 0.05, Double.NaN))
                .hasMessageContaining("delta");
        assertThatThrownBy(() -> ClassicalDesign.chanceOfFalseAlarmWithoutCorrection(3, 1))
                .hasMessageContaining("alpha");
        assertThat(ClassicalDesign.pocock(1, 0.05).constant()).isCloseTo(1.959963984540054, within(1e-12));
        // a rising shape: boundaries grow, and the exits still add up to alpha
        ClassicalDesign rising = ClassicalDesign.wangTsiatis(3, 0.05, 0.8);
        assertThat(rising.boundaries()).isSorted();
        assertThat(rising.boundaries().getLast()).isEqualTo(rising.constant());
    }
}
