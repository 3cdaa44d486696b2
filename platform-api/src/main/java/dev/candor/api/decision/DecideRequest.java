package dev.candor.api.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.catalog.ConditionJson;
import dev.candor.api.problem.Fields;
import dev.candor.domain.Keys;
import dev.candor.domain.audience.Facts;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Consents;
import java.util.HashMap;
import java.util.Map;

/** What a back end says about its visitor. The values are used for this one answer and are not kept. */
record DecideRequest(Consents consents, Facts facts) {

    private static final int MAX_FACTS = 50;
    private static final int MAX_TEXT = 500;

    /** The request in {@code fields}; its faults are noted there. */
    static DecideRequest read(Fields fields) {
        Consents consents = fields.object("consent")
                .map(c -> new Consents(state(c, "measurement"), state(c, "remembering"), state(c, "personalization")))
                .orElse(Consents.NONE);
        Map<String, Object> context =
                fields.object("context").map(c -> values(c, true)).orElse(Map.of());
        Map<String, Object> attributes =
                fields.object("attributes").map(a -> values(a, false)).orElse(Map.of());
        return new DecideRequest(consents, new Facts(context, attributes));
    }

    /** The language to explain in: the request's, else the site's. */
    String language(String siteLocale) {
        Object language = facts.context().getOrDefault("language", siteLocale);
        String tag = language.toString();
        return tag.length() < 2 ? siteLocale : tag.substring(0, 2);
    }

    private static ConsentState state(Fields fields, String purpose) {
        return fields.coded(purpose, ConsentState.class, ConsentState.UNKNOWN);
    }

    private static Map<String, Object> values(Fields fields, boolean context) {
        Map<String, Object> values = new HashMap<>();
        if (fields.names().size() > MAX_FACTS) {
            fields.fault("", "holds more than " + MAX_FACTS + " fields");
            return values;
        }
        for (String name : fields.names()) {
            if (context ? !ConditionJson.isContextField(name) : !Keys.isName(name)) {
                fields.fault(name, context ? "is not a context field" : "is not an attribute's key");
                continue;
            }
            JsonNode value = fields.raw(name);
            if (value == null) {
                continue;
            }
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
        return values;
    }
}
