package dev.candor.api.collecting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import java.util.Map;
import java.util.regex.Pattern;

/** The fixed menu by which results may be broken down. Anything else is refused, so that nothing personal slips in. */
final class Dimensions {

    private static final Map<String, Pattern> MENU = Map.of(
            "device", Pattern.compile("mobile|tablet|desktop"),
            "language", Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})?"),
            "campaign", Pattern.compile("[A-Za-z0-9_-]{1,64}"),
            "newOrReturning", Pattern.compile("new|returning"),
            "consent", Pattern.compile("unknown|granted|denied"));

    private Dimensions() {}

    static JsonNode read(Fields fields) {
        ObjectNode dimensions = Json.object();
        for (Map.Entry<String, Pattern> dimension : MENU.entrySet()) {
            String name = dimension.getKey();
            fields.optionalText(name, 64).ifPresent(value -> {
                if (dimension.getValue().matcher(value).matches()) {
                    dimensions.put(name, value);
                } else {
                    fields.fault(name, "is not one of its values");
                }
            });
        }
        return dimensions;
    }
}
