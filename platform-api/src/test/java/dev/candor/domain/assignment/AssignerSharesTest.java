package dev.candor.domain.assignment;

import static dev.candor.domain.assignment.Crowd.SIZE;
import static dev.candor.domain.assignment.Crowd.inThree;
import static dev.candor.domain.assignment.Crowd.place;
import static dev.candor.domain.assignment.Crowd.rule;
import static dev.candor.domain.assignment.Crowd.ruleset;
import static dev.candor.domain.assignment.Crowd.visitor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.domain.experiment.Slice;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is true of a million units together, of whatever kind they are. */
class AssignerSharesTest {

    private static final double[] SHARES = {0.1, 0.25, 0.65};

    private static void assertShare(long count, long of, double share, String what) {
        double fourErrors = 4 * Math.sqrt(of * share * (1 - share));
        assertThat((double) count).as(what).isCloseTo(of * share, within(fourErrors + 1));
    }

    /** Shares within four standard errors, of the holdout, of the traffic and of the variants. */
    @ParameterizedTest
    @EnumSource(Crowd.class)
    void everybodyGetsTheSharesThatWereSet(Crowd crowd) {
        Rule rule = rule(inThree(), "5eed", "1a7e5", new Slice(3_000, 7_000));
        Ruleset ruleset = ruleset(500, rule);
        int heldOut = 0;
        int outside = 0;
        int[] variants = new int[3];
        IntFunction<String> units = crowd.units();
        for (int i = 0; i < SIZE; i++) {
            Assignment assignment = Assigner.assign(ruleset, rule, visitor(units.apply(i)));
            heldOut += assignment.reason() == Reason.HELD_OUT ? 1 : 0;
            outside += assignment.reason() == Reason.NOT_IN_TRAFFIC ? 1 : 0;
            if (assignment.reason() == Reason.ASSIGNED) {
                variants[place(assignment)]++;
            }
        }
        assertShare(heldOut, SIZE, 0.05, "held out");
        assertShare(outside, SIZE - heldOut, 0.6, "outside the slice");
        int inside = SIZE - heldOut - outside;
        for (int v = 0; v < 3; v++) {
            assertShare(variants[v], inside, SHARES[v], "variant " + v);
        }
    }

    /**
     * Two experiments, the layer's position and the holdout know nothing of one another: Pearson's chi-square of each
     * cross table stays below the value that chance exceeds once in 10,000 tables (R: qchisq(0.9999, df)).
     */
    @ParameterizedTest
    @EnumSource(Crowd.class)
    void experimentsLayersAndHoldoutAreIndependent(Crowd crowd) {
        Rule one = rule(inThree(), "0ne", "1a7e5", new Slice(0, 10_000));
        Rule other = rule(inThree(), "07her", "1a7e5", new Slice(0, 10_000));
        Rule half = rule(inThree(), "0ne", "1a7e5", new Slice(0, 5_000));
        Ruleset everybody = ruleset(0, one, other, half);
        Ruleset heldBack = ruleset(2_000, one);
        long[][] variants = new long[3][3];
        long[][] layer = new long[2][3];
        long[][] holdout = new long[2][3];
        IntFunction<String> units = crowd.units();
        for (int i = 0; i < SIZE; i++) {
            Visitor visitor = visitor(units.apply(i));
            Assigner assigner = new Assigner(everybody, visitor);
            int variant = place(assigner.assign(one));
            variants[place(assigner.assign(other))][variant]++;
            layer[assigner.assign(half).reason() == Reason.ASSIGNED ? 0 : 1][variant]++;
            holdout[Assigner.assign(heldBack, one, visitor).reason() == Reason.ASSIGNED ? 0 : 1][variant]++;
        }
        assertThat(chiSquare(variants)).as("two experiments, 4 degrees").isLessThan(23.513);
        assertThat(chiSquare(layer)).as("layer and experiment, 2 degrees").isLessThan(18.421);
        assertThat(chiSquare(holdout)).as("holdout and experiment, 2 degrees").isLessThan(18.421);
    }

    @Test
    void experimentsOfOneLayerNeverShareAUnit() {
        Slice left = new Slice(0, 4_000);
        Slice right = new Slice(4_000, 7_000);
        Rule one = new Rule(inThree(), "0ne", "1a7e5", left, List.of(right), List.of());
        Rule other = new Rule(inThree(), "07her", "1a7e5", right, List.of(left), List.of());
        Ruleset ruleset = ruleset(0, one, other);
        int inOne = 0;
        int inOther = 0;
        for (int i = 0; i < SIZE; i++) {
            Assigner assigner = new Assigner(ruleset, visitor(Integer.toString(i)));
            Reason reason = assigner.assign(one).reason();
            Reason others = assigner.assign(other).reason();
            inOne += reason == Reason.ASSIGNED ? 1 : 0;
            inOther += others == Reason.ASSIGNED ? 1 : 0;
            boolean sound = (reason == Reason.EXCLUDED_BY_LAYER) == (others == Reason.ASSIGNED)
                    && (others == Reason.EXCLUDED_BY_LAYER) == (reason == Reason.ASSIGNED)
                    && (reason == Reason.NOT_IN_TRAFFIC) == (others == Reason.NOT_IN_TRAFFIC);
            if (!sound) {
                throw new AssertionError("unit " + i + ": " + reason + " and " + others);
            }
        }
        assertShare(inOne, SIZE, 0.4, "one");
        assertShare(inOther, SIZE, 0.3, "the other");
    }

    private static double chiSquare(long[][] table) {
        double total = 0;
        double[] rows = new double[table.length];
        double[] columns = new double[table[0].length];
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < columns.length; c++) {
                rows[r] += table[r][c];
                columns[c] += table[r][c];
                total += table[r][c];
            }
        }
        double statistic = 0;
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < columns.length; c++) {
                double expected = rows[r] * columns[c] / total;
                statistic += (table[r][c] - expected) * (table[r][c] - expected) / expected;
            }
        }
        assertThat(statistic).as("a table that is not filled by one number").isPositive();
        return statistic;
    }
}
