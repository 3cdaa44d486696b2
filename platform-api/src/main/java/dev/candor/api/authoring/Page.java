package dev.candor.api.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists as the contract has them: {@code items}, and {@code next} for the cursor of the page after. */
final class Page {

    private Page() {}

    static JsonNode of(List<? extends JsonNode> items, @Nullable String next) {
        ObjectNode page = Json.object();
        ArrayNode array = page.putArray("items");
        items.forEach(array::add);
        return page.put("next", next);
    }
}
