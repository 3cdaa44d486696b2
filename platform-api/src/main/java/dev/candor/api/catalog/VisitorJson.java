package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.problem.Fields;
import dev.candor.domain.Keys;
import dev.candor.domain.assignment.Carried;
import dev.candor.domain.audience.Facts;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Consents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a caller says of a visitor, as JSON. Attribute values are used for one answer and go no further. */
public final class VisitorJson {

    public static final int MAX_FACTS = 50;
    public static final int MAX_TEXT = 500;
    public static final int MAX_CARRIED = 100;
    public static final int MAX_PHASES = 1_000_000;

    private VisitorJson() {}

    /** {@code {"measurement": "granted", ...}}; a purpose that is left out takes {@code otherwise}. */
    public static Consents consents(Fields fields, ConsentState otherwise) {
        return fields.object("consent")
                .map(c -> new Consents(
                        c.coded("measurement", ConsentState.class, otherwise),
                        c.coded("remembering", ConsentState.class, otherwise),
                        c.coded("personalization", ConsentState.class, otherwise)))
                .orElse(new Consents(otherwise, otherwise, otherwise));
    }

    /** {@code context} and {@code attributes}. */
    public static Facts facts(Fields fields) {
        return new Facts(
                fields.object("context").map(c -> values(c, true)).orElse(Map.of()),
                fields.object("attributes").map(a -> values(a, false)).orElse(Map.of()));
    }

    /** {@code "sticky": [{"experiment": "welcome", "variant": "plain", "phase": 1}]}. */
    public static List<Carried> carried(Fields fields) {
        return fields.objects(
                "sticky",
                MAX_CARRIED,
                each -> new Carried(
                        each.text("experiment", Keys::isKey, Keys.KEY_RULE),
                        each.text("variant", Keys::isKey, Keys.KEY_RULE),
                        (int) each.whole("phase", 1, MAX_PHASES)));
    }

    private static Map<String, Object> values(Fields fields, boolean context) {
        Map<String, Object> values = new HashMap<>();
        List<String> names = fields.names();
        if (names.size() > MAX_FACTS) {
            fields.fault("", "holds more than " + MAX_FACTS + " fields");
            return values;
        }
        for (String name : names) {
            JsonNode value = fields.raw(name);
            if (context ? !ConditionJson.isContextField(name) : !Keys.isName(name)) {
                fields.fault(name, context ? "is not a context field" : "is not an attribute's key");
            } else if (value != null) {
                put(values, name, value, fields);
            }
        }
        return values;
    }

    private static void put(Map<String, Object> values, String name, JsonNode value, Fields fields) {
        if (value.isTextual() && value.textValue().length() <= MAX_TEXT && Fields.isText(value.textValue())) {
            values.put(name, value.textValue());
        } else if (value.isNumber() && Double.isFinite(value.doubleValue())) {
            values.put(name, value.doubleValue() + 0.0);
        } else if (value.isBoolean()) {
            values.put(name, value.booleanValue());
        } else {
            fields.fault(name, "must be a text of at most " + MAX_TEXT + " characters, a number, true or false");
        }
    }
}
