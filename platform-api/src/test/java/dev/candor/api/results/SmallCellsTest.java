package dev.candor.api.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.ledger.Statistics;
import dev.candor.api.ledger.Statistics.Cell;
import dev.candor.api.ledger.Statistics.Visitors;
import dev.candor.api.ledger.Totals;
import dev.candor.domain.metric.Direction;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SmallCellsTest {

    private static final Metric BOUGHT = Metric.plain("bought", MetricKind.CONVERSION, Direction.INCREASE);
    private static final SmallCells GATE = new SmallCells(List.of("a", "b"));

    private static Statistics cell(long a, long b, long boughtInA, long boughtInB) {
        Statistics cell = new Statistics();
        cell.put("a", new Visitors(a, 0));
        cell.put("b", new Visitors(b, 0));
        cell.put(new Cell("a", "bought"), totals(a, boughtInA));
        cell.put(new Cell("b", "bought"), totals(b, boughtInB));
        return cell;
    }

    private static Totals totals(long units, long did) {
        BigInteger y = BigInteger.valueOf(did * 1_000_000);
        BigInteger zero = BigInteger.ZERO;
        return new Totals(units, y, y.multiply(BigInteger.valueOf(1_000_000)), zero, zero, zero, zero, zero, zero);
    }

    @Test
    void cellTakesFiftyVisitorsInEveryVariant() {
        Statistics large = cell(900, 900, 90, 90);
        Statistics other = cell(800, 800, 80, 80);
        assertThat(GATE.shown(List.of(large, other, cell(50, 50, 10, 10)))).containsExactlyInAnyOrder(0, 1, 2);
        // One short: it is hidden, and the next smallest with it, for one alone could be had by subtraction.
        assertThat(GATE.shown(List.of(large, other, cell(50, 49, 10, 10)))).containsExactly(0);
    }

    @Test
    void metricTakesFiveWhoDidItAndFiveWhoDidNot() {
        Statistics large = cell(900, 900, 90, 90);
        Statistics other = cell(800, 800, 80, 80);
        Set<Integer> all = Set.of(0, 1, 2);
        assertThat(GATE.shown(List.of(large, other, cell(100, 100, 5, 95)), all, BOUGHT))
                .isEqualTo(all);
        assertThat(GATE.shown(List.of(large, other, cell(100, 100, 4, 50)), all, BOUGHT))
                .containsExactly(0);
        assertThat(GATE.shown(List.of(large, other, cell(100, 100, 50, 96)), all, BOUGHT))
                .containsExactly(0);
    }

    @Test
    void twoTinyCellsAreHiddenWithAThirdWhenTogetherTheyAreStillTiny() {
        List<Statistics> cells =
                List.of(cell(900, 900, 90, 90), cell(800, 800, 80, 80), cell(3, 4, 0, 0), cell(5, 2, 0, 0));
        assertThat(GATE.shown(cells)).containsExactly(0);
        // Together large enough: nothing more needs to be hidden.
        List<Statistics> enough =
                List.of(cell(900, 900, 90, 90), cell(800, 800, 80, 80), cell(49, 49, 9, 9), cell(1, 1, 0, 0));
        assertThat(GATE.shown(enough)).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void nobodyMetTheCellThatIsEmpty() {
        assertThat(GATE.shown(List.of(cell(0, 0, 0, 0), cell(60, 60, 9, 9)))).containsExactly(1);
    }

    /** Whoever subtracts all that is shown from the whole learns of nobody: what is left is nothing, or a cell that may be shown. */
    @Test
    void noHiddenCellComesOutBySubtraction() {
        long seed = 11;
        Random random = new Random(seed);
        int hiddenSome = 0;
        for (int round = 0; round < 2_000; round++) {
            List<Statistics> cells = new ArrayList<>();
            for (int i = random.nextInt(1, 9); i > 0; i--) {
                int most = random.nextBoolean() ? 70 : 400;
                int a = random.nextInt(most);
                int b = random.nextInt(most);
                cells.add(cell(a, b, random.nextInt(a + 1), random.nextInt(b + 1)));
            }
            Set<Integer> visitors = GATE.shown(cells);
            assertSafe(cells, visitors, false, seed, round);
            Set<Integer> bought = GATE.shown(cells, visitors, BOUGHT);
            assertThat(visitors).containsAll(bought);
            assertSafe(cells, bought, true, seed, round);
            hiddenSome += bought.size() < cells.size() && !bought.isEmpty() ? 1 : 0;
        }
        assertThat(hiddenSome).isGreaterThan(100);
    }

    private static void assertSafe(List<Statistics> cells, Set<Integer> shown, boolean bought, long seed, int round) {
        Set<Integer> hidden = new HashSet<>();
        for (int i = 0; i < cells.size(); i++) {
            if (!shown.contains(i)
                    && cells.get(i).visitors("a").counted()
                                    + cells.get(i).visitors("b").counted()
                            > 0) {
                hidden.add(i);
            }
        }
        if (shown.isEmpty() || hidden.isEmpty()) {
            return;
        }
        assertThat(hidden.size()).as("seed %d, round %d", seed, round).isGreaterThan(1);
        for (String variant : List.of("a", "b")) {
            long units = 0;
            long did = 0;
            for (int i : hidden) {
                units += cells.get(i).visitors(variant).counted();
                did += cells.get(i).totals(variant, "bought").y().longValueExact() / 1_000_000;
            }
            assertThat(units).as("seed %d, round %d", seed, round).isGreaterThanOrEqualTo(50);
            if (bought) {
                assertThat(did).as("seed %d, round %d", seed, round).isBetween(5L, units - 5);
            }
        }
    }
}
