package dev.candor.api.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.eventstore.HeldEvents.Counted;
import dev.candor.api.eventstore.HeldEvents.Held;
import dev.candor.api.problem.Json;
import java.util.List;

/** What is held of a visitor as JSON. */
final class VisitorExport {

    private VisitorExport() {}

    static ArrayNode exposures(List<Held> exposures) {
        ArrayNode list = Json.object().arrayNode();
        for (Held held : exposures) {
            JsonNode detail = detail(held);
            ObjectNode node = list.addObject()
                    .put("experiment", held.experiment())
                    .put("variant", held.variant())
                    .put("personalized", detail.path("personalized").asBoolean())
                    .put("at", held.at().toString())
                    .put("receiptId", detail.path("receiptId").textValue());
            node.set(
                    "attributes",
                    detail.has("attributes")
                            ? detail.get("attributes")
                            : Json.object().arrayNode());
            node.set("dimensions", detail.has("dimensions") ? detail.get("dimensions") : Json.object());
        }
        return list;
    }

    static ArrayNode events(List<Held> events) {
        ArrayNode list = Json.object().arrayNode();
        for (Held held : events) {
            ObjectNode node = list.addObject()
                    .put("id", held.id())
                    .put("type", held.type())
                    .put("name", held.name())
                    .put("value", held.value())
                    .put("at", held.at().toString());
            detail(held).properties().forEach(field -> node.set(field.getKey(), field.getValue()));
        }
        return list;
    }

    static ArrayNode counted(List<Counted> counted) {
        ArrayNode list = Json.object().arrayNode();
        counted.forEach(each -> list.addObject()
                .put("experiment", each.experiment())
                .put("variant", each.variant())
                .put("phase", each.phase())
                .put("since", each.since().toString()));
        return list;
    }

    /** How long what is kept, in days. */
    static ObjectNode retention(Compiled compiled) {
        ObjectNode node = Json.object()
                .put("eventDays", compiled.site().retentionDays())
                .put("receiptDays", compiled.site().visitors().receiptRetentionDays())
                .put("pseudonymDays", compiled.site().visitors().pseudonymEpochDays());
        ObjectNode attributes = node.putObject("attributeDays");
        compiled.attributes().values().forEach(attribute -> attributes.put(attribute.key(), attribute.retentionDays()));
        return node;
    }

    private static JsonNode detail(Held held) {
        return held.detail() == null ? Json.object() : Json.kept(held.detail());
    }
}
