package dev.candor.api.folding;

import dev.candor.api.eventstore.DirtyMarks.Marked;
import dev.candor.api.eventstore.Shards;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which shards are folded together: as many as fill a batch. A transaction costs the same whether it folds three units or
 * three hundred; a shard that fills one goes alone, for each shard has statistics of its own to adjust.
 */
final class ShardGroups {

    /** A shard's marks are counted up to so many: with more it goes alone. */
    static final int COUNTED = 500;

    private ShardGroups() {}

    /** The marked shards in groups, from {@code first} on and round. */
    static List<List<Integer>> of(List<Marked> marked, int first) {
        List<Marked> inTurn = new ArrayList<>(marked);
        inTurn.sort(Comparator.comparingInt(each -> Math.floorMod(each.shard() - first, Shards.COUNT)));
        List<List<Integer>> groups = new ArrayList<>();
        List<Integer> group = new ArrayList<>();
        int marks = 0;
        for (Marked each : inTurn) {
            if (each.marks() >= COUNTED) {
                groups.add(List.of(each.shard()));
                continue;
            }
            if (marks + each.marks() > Folder.BATCH) {
                groups.add(List.copyOf(group));
                group.clear();
                marks = 0;
            }
            group.add(each.shard());
            marks += each.marks();
        }
        if (!group.isEmpty()) {
            groups.add(List.copyOf(group));
        }
        return groups;
    }
}
