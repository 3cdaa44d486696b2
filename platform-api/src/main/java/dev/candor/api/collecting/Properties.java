package dev.candor.api.collecting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import java.math.BigDecimal;
import java.util.List;

/** What a conversion may say beyond its name and value: keys that the site has listed, with short texts, numbers or truths. */
final class Properties {

    static final int MOST = 10;
    static final int LONGEST_TEXT = 200;

    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000_000_000L);

    private Properties() {}

    /** The properties in {@code fields}; a key that is not on the site's list is a fault, and so is an eleventh. */
    static ObjectNode read(Fields fields, List<String> listed) {
        ObjectNode properties = Json.object();
        List<String> names = fields.names();
        if (names.size() > MOST) {
            fields.fault("", "has at most " + MOST + " keys");
            return properties;
        }
        for (String name : names) {
            if (listed.contains(name)) {
                read(fields, name, properties);
            } else {
                fields.fault(shortened(name), "is not on the site's list eventProperties");
            }
        }
        return properties;
    }

    private static void read(Fields fields, String name, ObjectNode properties) {
        JsonNode value = fields.raw(name);
        if (value == null) {
            return;
        }
        if (value.isTextual()) {
            fields.optionalText(name, LONGEST_TEXT).ifPresent(text -> properties.put(name, text));
        } else if (value.isNumber()) {
            fields.decimal(name, LARGEST.negate(), LARGEST).ifPresent(number -> properties.put(name, number));
        } else if (value.isBoolean()) {
            properties.put(name, value.booleanValue());
        } else {
            fields.fault(name, "must be a text, a number, true or false");
        }
    }

    private static String shortened(String name) {
        return name.length() > 64 ? name.substring(0, 64) + "…" : name;
    }
}
