package dev.candor.api.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Json;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a breakdown showed last: the visitors, and each metric, of the groups that were shown.
 *
 * @param columns by the metric's key; the visitors alone under the empty one
 * @param groupCount how many groups there were, shown or not, when the visitors last changed
 */
public record ShownBreakdown(Map<String, Column> columns, int groupCount) {

    public ShownBreakdown {
        columns = Map.copyOf(columns);
    }

    /** Before anything was shown. */
    public static final ShownBreakdown NOTHING = new ShownBreakdown(Map.of(), 0);

    /**
     * One column.
     *
     * @param groups by their value; visitors of whom it is not known under the empty one
     * @param others all that was counted then and is in none of {@code groups}
     */
    public record Column(Map<String, Group> groups, Statistics others) {
        public Column {
            groups = Map.copyOf(groups);
        }
    }

    /** One group's numbers, as of a moment. */
    public record Group(Instant at, Statistics statistics) {}

    ObjectNode write() {
        ObjectNode whole = Json.object().put("groupCount", groupCount);
        ObjectNode node = whole.putObject("columns");
        new TreeMap<>(columns).forEach((key, column) -> {
            ObjectNode one = node.putObject(key);
            ArrayNode groups = one.putArray("groups");
            new TreeMap<>(column.groups())
                    .forEach((value, group) -> groups.addObject()
                            .put("value", value)
                            .put("at", group.at().toString())
                            .set("statistics", StatisticsJson.write(group.statistics())));
            one.set("others", StatisticsJson.write(column.others()));
        });
        return whole;
    }

    static ShownBreakdown read(JsonNode node) {
        Map<String, Column> columns = new TreeMap<>();
        node.path("columns").properties().forEach(field -> {
            Map<String, Group> groups = new TreeMap<>();
            for (JsonNode group : field.getValue().path("groups")) {
                groups.put(
                        group.path("value").textValue(),
                        new Group(
                                Instant.parse(group.path("at").textValue()),
                                StatisticsJson.read(group.path("statistics"))));
            }
            columns.put(
                    field.getKey(),
                    new Column(groups, StatisticsJson.read(field.getValue().path("others"))));
        });
        return new ShownBreakdown(columns, node.path("groupCount").intValue());
    }
}
