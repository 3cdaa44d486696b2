package dev.candor.api.folding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.eventstore.DirtyMarks.Marked;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which shards share a transaction of the fold. */
class ShardGroupsTest {

    @Test
    void fewMarksInAllShardsAreOneGroup() {
        List<Marked> marked =
                IntStream.range(0, 64).mapToObj(shard -> new Marked(shard, 31)).toList();
        assertThat(ShardGroups.of(marked, 0))
                .singleElement()
                .satisfies(group -> assertThat(group).hasSize(64));
    }

    @Test
    void aGroupHoldsABatchAndNoMore() {
        List<Marked> exactly =
                IntStream.range(0, 5).mapToObj(shard -> new Marked(shard, 400)).toList();
        assertThat(ShardGroups.of(exactly, 0)).containsExactly(List.of(0, 1, 2, 3, 4));
        List<Marked> oneMore = List.of(
                new Marked(0, 400),
                new Marked(1, 400),
                new Marked(2, 400),
                new Marked(3, 400),
                new Marked(4, 401),
                new Marked(5, 1));
        assertThat(ShardGroups.of(oneMore, 0)).containsExactly(List.of(0, 1, 2, 3), List.of(4, 5));
    }

    @Test
    void aShardThatIsFullGoesAlone() {
        List<Marked> marked = List.of(new Marked(3, 499), new Marked(4, 500), new Marked(9, 1));
        assertThat(ShardGroups.of(marked, 0)).containsExactlyInAnyOrder(List.of(4), List.of(3, 9));
    }

    @Test
    void aWorkerBeginsAtItsOwnShard() {
        List<Marked> marked =
                List.of(new Marked(1, 500), new Marked(31, 500), new Marked(32, 500), new Marked(63, 500));
        assertThat(ShardGroups.of(marked, 32)).containsExactly(List.of(32), List.of(63), List.of(1), List.of(31));
    }

    @Test
    void withoutMarksThereIsNothingToFold() {
        assertThat(ShardGroups.of(List.of(), 5)).isEmpty();
    }
}
