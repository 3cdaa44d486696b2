package dev.candor.api.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.ledger.ShownBreakdown;
import dev.candor.api.ledger.ShownBreakdown.Column;
import dev.candor.api.ledger.Statistics;
import dev.candor.api.ledger.Statistics.Cell;
import dev.candor.api.ledger.Statistics.Visitors;
import dev.candor.api.ledger.Totals;
import dev.candor.domain.metric.Direction;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the difference of two answers about the same groups says. */
class BreakdownStepsTest {

    private static final Metric BOUGHT = Metric.plain("bought", MetricKind.CONVERSION, Direction.INCREASE);
    private static final SmallCells GATE = new SmallCells(List.of("a", "b"));
    private static final Instant MORNING = Instant.parse("2026-11-24T06:00:00Z");
    private static final Instant EVENING = Instant.parse("2026-11-24T18:00:00Z");

    private static Statistics group(long visitors, long bought) {
        Statistics group = new Statistics();
        for (String variant : List.of("a", "b")) {
            BigInteger y = BigInteger.valueOf(bought * 1_000_000);
            BigInteger zero = BigInteger.ZERO;
            group.put(variant, new Visitors(visitors, 0));
            group.put(
                    new Cell(variant, "bought"),
                    new Totals(
                            visitors,
                            y,
                            y.multiply(BigInteger.valueOf(1_000_000)),
                            zero,
                            zero,
                            zero,
                            zero,
                            zero,
                            zero));
        }
        return group;
    }

    private static ShownBreakdown after(ShownBreakdown last, Instant now, Map<String, Statistics> groups) {
        return new BreakdownSteps(GATE, List.of(BOUGHT), groups, Statistics.sum(groups.values()), now).after(last);
    }

    private static long visitors(ShownBreakdown shown, String column, String value) {
        return shown.columns()
                .get(column)
                .groups()
                .get(value)
                .statistics()
                .visitors("a")
                .counted();
    }

    @Test
    void oneVisitorMoreChangesNothingAndFiftyOfEachVariantDo() {
        ShownBreakdown first =
                after(ShownBreakdown.NOTHING, MORNING, Map.of("desktop", group(300, 30), "mobile", group(200, 20)));
        assertThat(visitors(first, "", "mobile")).isEqualTo(200);
        ShownBreakdown one = after(first, EVENING, Map.of("desktop", group(300, 30), "mobile", group(201, 21)));
        assertThat(one).isEqualTo(first);
        ShownBreakdown justBelow = after(first, EVENING, Map.of("desktop", group(300, 30), "mobile", group(249, 35)));
        assertThat(justBelow).isEqualTo(first);
        ShownBreakdown enough = after(first, EVENING, Map.of("desktop", group(300, 30), "mobile", group(250, 35)));
        assertThat(visitors(enough, "", "mobile")).isEqualTo(250);
        assertThat(visitors(enough, "bought", "mobile")).isEqualTo(250);
        assertThat(enough.columns().get("").groups().get("mobile").at()).isEqualTo(EVENING);
        assertThat(enough.columns().get("").groups().get("desktop").at()).isEqualTo(MORNING);
    }

    @Test
    void fiftyMoreOfWhomHardlyAnybodyBoughtShowAsVisitorsAndNotInTheMetric() {
        ShownBreakdown first =
                after(ShownBreakdown.NOTHING, MORNING, Map.of("desktop", group(300, 30), "mobile", group(200, 20)));
        Map<String, Statistics> four = Map.of("desktop", group(300, 30), "mobile", group(260, 24));
        ShownBreakdown then = after(first, EVENING, four);
        assertThat(visitors(then, "", "mobile")).isEqualTo(260);
        assertThat(visitors(then, "bought", "mobile")).isEqualTo(200);
        assertThat(visitors(
                        after(first, EVENING, Map.of("desktop", group(300, 30), "mobile", group(260, 25))),
                        "bought",
                        "mobile"))
                .isEqualTo(260);
    }

    @Test
    void groupThatGrewALittleIsProtectedByKeepingAnother() {
        ShownBreakdown first = after(
                ShownBreakdown.NOTHING,
                MORNING,
                Map.of("desktop", group(300, 30), "mobile", group(200, 20), "tablet", group(100, 10)));
        // Tablets grew by three. If both others moved on, those three could be had from the whole.
        ShownBreakdown then = after(
                first, EVENING, Map.of("desktop", group(500, 60), "mobile", group(300, 40), "tablet", group(103, 11)));
        assertThat(visitors(then, "", "desktop")).isEqualTo(500);
        assertThat(visitors(then, "", "mobile")).isEqualTo(200);
        assertThat(visitors(then, "", "tablet")).isEqualTo(100);
    }

    @Test
    void erasedVisitorDoesNotComeOutAsADifference() {
        Map<String, Statistics> groups = Map.of("desktop", group(300, 30), "mobile", group(200, 20));
        ShownBreakdown first = after(ShownBreakdown.NOTHING, MORNING, groups);
        assertThat(after(first, EVENING, Map.of("desktop", group(300, 30), "mobile", group(199, 19))))
                .isEqualTo(first);
    }

    /**
     * Groups that grow and shrink at random, read at random moments: no answer, no answer less an earlier one, and no whole less what
     * is shown, is of some visitors and of fewer than fifty of a variant.
     */
    @Test
    void noDifferenceOfAnswersIsOfAFew() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            Map<String, long[]> counts = new TreeMap<>();
            for (int i = random.nextInt(1, 7); i > 0; i--) {
                counts.put(i == 1 ? "" : "g" + i, new long[] {random.nextInt(300), random.nextInt(60)});
            }
            ShownBreakdown last = ShownBreakdown.NOTHING;
            Statistics lastWhole = new Statistics();
            for (int look = 0; look < 12; look++) {
                Map<String, Statistics> groups = new TreeMap<>();
                counts.forEach((value, n) -> groups.put(value, group(n[0], Math.min(n[0], n[1]))));
                Statistics whole = Statistics.sum(groups.values());
                ShownBreakdown now =
                        new BreakdownSteps(GATE, List.of(BOUGHT), groups, whole, MORNING.plusSeconds(look)).after(last);
                assertSafe(last, now, lastWhole, whole, "seed " + seed + ", look " + look);
                last = now;
                lastWhole = whole;
                for (long[] n : counts.values()) {
                    n[0] = Math.max(0, n[0] + (random.nextInt(3) == 0 ? random.nextInt(-1, 4) : random.nextInt(150)));
                    n[1] += random.nextInt(20);
                }
            }
        }
    }

    private static void assertSafe(
            ShownBreakdown last, ShownBreakdown now, Statistics lastWhole, Statistics whole, String when) {
        for (String key : now.columns().keySet()) {
            Metric metric = key.isEmpty() ? null : BOUGHT;
            Column column = now.columns().get(key);
            Column before = last.columns().getOrDefault(key, new Column(Map.of(), new Statistics()));
            column.groups().forEach((value, group) -> {
                assertLarge(group.statistics(), metric, when + " shown " + value);
                if (before.groups().containsKey(value)) {
                    assertLarge(
                            group.statistics().minus(before.groups().get(value).statistics()),
                            metric,
                            when + " difference of " + value);
                }
            });
            if (!column.equals(before) && !before.groups().isEmpty()) {
                // What somebody who watched the whole as well can reckon about those who are in no newer group.
                Statistics rest = whole.minus(lastWhole);
                for (String value : column.groups().keySet()) {
                    if (before.groups().containsKey(value)) {
                        rest = rest.minus(column.groups().get(value).statistics())
                                .minus(new Statistics());
                        rest = Statistics.sum(
                                List.of(rest, before.groups().get(value).statistics()));
                    }
                }
                if (before.others().equals(only(lastWhole, before, metric))) {
                    assertLarge(only(rest, metric), metric, when + " growth of the others in " + key);
                }
            }
            if (!column.groups().isEmpty() && !column.equals(before)) {
                assertLarge(column.others(), metric, when + " others in " + key);
            }
        }
        // Two columns of a group, one after the other, are two answers as well.
        now.columns().get("bought").groups().forEach((value, group) -> {
            ShownBreakdown.Group visitors = now.columns().get("").groups().get(value);
            assertThat(visitors).as(when).isNotNull();
            assertLarge(visitors.statistics().minus(only(group.statistics(), null)), null, when + " between columns");
        });
    }

    private static Statistics only(Statistics whole, Column column, Metric metric) {
        Statistics rest = only(whole, metric);
        for (ShownBreakdown.Group group : column.groups().values()) {
            rest = rest.minus(group.statistics());
        }
        return rest;
    }

    private static Statistics only(Statistics statistics, Metric metric) {
        Statistics some = new Statistics();
        statistics.visitors().forEach(some::put);
        if (metric != null) {
            statistics.totals().forEach(some::put);
        }
        return some.minus(new Statistics());
    }

    private static void assertLarge(Statistics statistics, Metric metric, String what) {
        Statistics cell = statistics.minus(new Statistics());
        if (cell.isEmpty()) {
            return;
        }
        for (String variant : List.of("a", "b")) {
            assertThat(cell.visitors(variant).counted()).as(what).isGreaterThanOrEqualTo(50);
            if (metric != null) {
                long did = cell.totals(variant, "bought").y().longValueExact() / 1_000_000;
                assertThat(did)
                        .as(what)
                        .isBetween(5L, cell.totals(variant, "bought").units() - 5);
            }
        }
    }
}
