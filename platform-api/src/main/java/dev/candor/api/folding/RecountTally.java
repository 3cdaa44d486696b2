package dev.candor.api.folding;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.ledger.Part;
import dev.candor.api.ledger.PartedStatistics;
import dev.candor.api.ledger.Statistics;
import dev.candor.api.problem.Json;
import java.util.HashSet;
import java.util.Set;

/** What the shards of a recount say together. */
final class RecountTally {
    private static final int MOST_DIFFERENCES = 50;

    private final PartedStatistics before = new PartedStatistics();
    private final PartedStatistics after = new PartedStatistics();
    private long units;
    private long missing;
    private long superfluous;
    private long different;
    private int shards;

    synchronized void add(ShardRecount.Outcome outcome) {
        before.add(outcome.before());
        after.add(outcome.after());
        units += outcome.units();
        missing += outcome.missing();
        superfluous += outcome.superfluous();
        different += outcome.different();
        shards += outcome.confirms() ? 0 : 1;
    }

    boolean confirms() {
        return shards == 0;
    }

    ObjectNode result() {
        ObjectNode result = Json.object()
                .put("confirmed", confirms())
                .put("units", units)
                .put("missing", missing)
                .put("superfluous", superfluous)
                .put("different", different)
                .put("repairedShards", shards);
        ArrayNode differences = result.putArray("differences");
        Set<Part> parts = new HashSet<>(before.content().keySet());
        parts.addAll(after.content().keySet());
        parts.stream().sorted().forEach(part -> {
            Statistics was = before.part(part);
            Statistics is = after.part(part);
            if (!was.equals(is) && differences.size() < MOST_DIFFERENCES) {
                ObjectNode difference = differences
                        .addObject()
                        .put("phase", part.phase())
                        .put("dimension", part.dimension())
                        .put("value", part.value());
                difference.put("before", was.toString());
                difference.put("after", is.toString());
            }
        });
        return result;
    }
}
