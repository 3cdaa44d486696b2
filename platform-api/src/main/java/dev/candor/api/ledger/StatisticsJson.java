package dev.candor.api.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.ledger.Statistics.Cell;
import dev.candor.api.ledger.Statistics.Visitors;
import dev.candor.api.problem.Json;
import java.math.BigInteger;
import java.util.List;

/** Statistics as JSON, to the last digit: sums are text, for they may be larger than a double holds exactly. */
public final class StatisticsJson {

    private StatisticsJson() {}

    public static ObjectNode write(Statistics statistics) {
        ObjectNode node = Json.object();
        ObjectNode visitors = node.putObject("visitors");
        statistics
                .visitors()
                .forEach((variant, count) -> visitors.putObject(variant)
                        .put("counted", count.counted())
                        .put("quarantined", count.quarantined()));
        ArrayNode cells = node.putArray("sums");
        statistics.totals().forEach((cell, totals) -> {
            ObjectNode one = cells.addObject()
                    .put("variant", cell.variant())
                    .put("metric", cell.metric())
                    .put("units", totals.units());
            List<BigInteger> sums = sums(totals);
            for (int i = 0; i < NAMES.size(); i++) {
                one.put(NAMES.get(i), sums.get(i).toString());
            }
        });
        return node;
    }

    public static Statistics read(JsonNode node) {
        Statistics statistics = new Statistics();
        node.path("visitors")
                .properties()
                .forEach(field -> statistics.put(
                        field.getKey(),
                        new Visitors(
                                field.getValue().path("counted").longValue(),
                                field.getValue().path("quarantined").longValue())));
        for (JsonNode cell : node.path("sums")) {
            List<BigInteger> sums = NAMES.stream()
                    .map(name -> new BigInteger(cell.path(name).textValue()))
                    .toList();
            statistics.put(
                    new Cell(
                            cell.path("variant").textValue(),
                            cell.path("metric").textValue()),
                    new Totals(
                            cell.path("units").longValue(),
                            sums.get(0),
                            sums.get(1),
                            sums.get(2),
                            sums.get(3),
                            sums.get(4),
                            sums.get(5),
                            sums.get(6),
                            sums.get(7)));
        }
        return statistics;
    }

    /** All parts, each with its phase, dimension and value. */
    public static ArrayNode write(PartedStatistics statistics) {
        ArrayNode parts = Json.object().putArray("parts");
        statistics
                .content()
                .forEach((part, content) -> parts.addObject()
                        .put("phase", part.phase())
                        .put("dimension", part.dimension())
                        .put("value", part.value())
                        .setAll(write(content)));
        return parts;
    }

    private static final List<String> NAMES = List.of("y", "yy", "d", "dd", "yd", "x", "xx", "xy");

    private static List<BigInteger> sums(Totals totals) {
        return List.of(
                totals.y(), totals.yy(), totals.d(), totals.dd(), totals.yd(), totals.x(), totals.xx(), totals.xy());
    }
}
