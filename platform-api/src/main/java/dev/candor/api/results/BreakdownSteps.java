package dev.candor.api.results;

import dev.candor.api.ledger.ShownBreakdown;
import dev.candor.api.ledger.ShownBreakdown.Column;
import dev.candor.api.ledger.ShownBreakdown.Group;
import dev.candor.api.ledger.Statistics;
import dev.candor.domain.metric.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From what a breakdown showed last to what it shows now, so that the difference of the two says nothing of a few either: a group
 * gets newer numbers when what came in between is itself large enough to be shown, and so is what then can be had of the others by
 * subtraction. Else it keeps those it had. Pure.
 */
final class BreakdownSteps {

    private static final String VISITORS = "";

    private final SmallCells gate;
    private final List<Metric> metrics;
    private final Map<String, Statistics> groups;
    private final Statistics whole;
    private final Instant now;

    /**
     * @param groups all of them, shown or not, by value; together they are {@code whole}
     * @param now    the moment of both
     */
    BreakdownSteps(
            SmallCells gate, List<Metric> metrics, Map<String, Statistics> groups, Statistics whole, Instant now) {
        this.gate = gate;
        this.metrics = metrics;
        this.groups = new TreeMap<>(groups);
        this.whole = whole;
        this.now = now;
    }

    ShownBreakdown after(ShownBreakdown last) {
        Map<String, Column> columns = new TreeMap<>();
        Column visitors = column(last.columns().get(VISITORS), groups.keySet(), null);
        columns.put(VISITORS, visitors);
        // A metric's newer numbers would tell a group's newer visitors.
        Set<String> fresh = new HashSet<>();
        visitors.groups().forEach((value, group) -> {
            if (group.statistics().equals(only(groups.getOrDefault(value, new Statistics()), null))) {
                fresh.add(value);
            }
        });
        for (Metric metric : metrics) {
            columns.put(metric.key(), column(last.columns().get(metric.key()), fresh, metric));
        }
        int groupCount = visitors.equals(last.columns().get(VISITORS))
                ? last.groupCount()
                : (int) groups.values().stream()
                        .filter(group -> SmallCells.visitors(group) > 0)
                        .count();
        return new ShownBreakdown(columns, groupCount);
    }

    private Column column(@Nullable Column last, Set<String> among, @Nullable Metric metric) {
        List<String> values = new ArrayList<>();
        List<Statistics> cells = new ArrayList<>();
        groups.forEach((value, group) -> {
            values.add(value);
            cells.add(only(group, metric));
        });
        Set<Integer> places = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            if (among.contains(values.get(i))) {
                places.add(i);
            }
        }
        Map<String, Statistics> allowed = new TreeMap<>();
        gate.shown(cells, places, metric).forEach(i -> allowed.put(values.get(i), cells.get(i)));
        Statistics all = only(whole, metric);
        if (last == null) {
            return column(Map.of(), allowed, all);
        }
        Map<String, Statistics> newer = new TreeMap<>();
        Map<String, Statistics> added = new TreeMap<>();
        allowed.forEach((value, cell) -> {
            Group before = last.groups().get(value);
            if (before == null) {
                added.put(value, cell);
            } else if (gate.isLarge(cell.minus(before.statistics()), metric)) {
                newer.put(value, cell);
            }
        });
        return step(last, newer, added, all, metric);
    }

    /** With as much of what is newer as leaves of the others nothing, or much: first without new groups, then without small steps. */
    private Column step(
            Column last,
            Map<String, Statistics> newer,
            Map<String, Statistics> added,
            Statistics all,
            @Nullable Metric metric) {
        Map<String, Statistics> changed = new TreeMap<>(newer);
        changed.putAll(added);
        List<String> order = new ArrayList<>(added.keySet());
        order.addAll(newer.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> growth(last, entry)))
                .map(Map.Entry::getKey)
                .toList());
        for (String next : order) {
            Column candidate = column(last.groups(), changed, all);
            Statistics between = candidate.others().minus(last.others());
            for (String value : added.keySet()) {
                Statistics group = changed.get(value);
                if (group != null) {
                    between = Statistics.sum(List.of(between, group));
                }
            }
            if (isNothingOrLarge(candidate.others(), metric) && isNothingOrLarge(between, metric)) {
                return candidate;
            }
            changed.remove(next);
        }
        return last;
    }

    private static long growth(Column last, Map.Entry<String, Statistics> newer) {
        Group before = last.groups().get(newer.getKey());
        return SmallCells.visitors(newer.getValue()) - (before == null ? 0 : SmallCells.visitors(before.statistics()));
    }

    private boolean isNothingOrLarge(Statistics rest, @Nullable Metric metric) {
        return rest.minus(new Statistics()).isEmpty() || gate.isLarge(rest, metric);
    }

    private Column column(Map<String, Group> last, Map<String, Statistics> changed, Statistics all) {
        Map<String, Group> shown = new TreeMap<>(last);
        changed.forEach((value, cell) -> shown.put(value, new Group(now, cell)));
        return new Column(
                shown,
                all.minus(Statistics.sum(
                        shown.values().stream().map(Group::statistics).toList())));
    }

    /** The visitors who count, and one metric's sums; nothing of zeros, so that equals are equal. */
    private static Statistics only(Statistics statistics, @Nullable Metric metric) {
        Statistics some = new Statistics();
        statistics
                .visitors()
                .forEach((variant, count) -> some.put(variant, new Statistics.Visitors(count.counted(), 0)));
        if (metric != null) {
            statistics.totals().forEach((cell, totals) -> {
                if (cell.metric().equals(metric.key())) {
                    some.put(cell, totals);
                }
            });
        }
        return some.minus(new Statistics());
    }
}
