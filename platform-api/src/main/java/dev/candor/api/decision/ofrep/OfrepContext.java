package dev.candor.api.decision.ofrep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.access.Units;
import dev.candor.api.catalog.ConditionJson;
import dev.candor.api.decision.ofrep.OfrepError.Code;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.domain.Coded;
import dev.candor.domain.Keys;
import dev.candor.domain.audience.Facts;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Consents;
import dev.candor.domain.consent.Purpose;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation context, which is the application's and serves many purposes: what means nothing here is passed over;
 * what means something must be right. The values are used for this one answer and are not kept.
 *
 * @param targetingKey the unit; null when there is none
 */
record OfrepContext(@Nullable String targetingKey, Consents consents, Facts facts) {

    private static final int MAX_FACTS = 100;
    private static final int MAX_TEXT = 500;

    /** @throws OfrepError PARSE_ERROR or INVALID_CONTEXT */
    static OfrepContext read(byte[] body) {
        JsonNode context = context(body);
        Map<String, Object> fields = new HashMap<>();
        Map<String, Object> attributes = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : context.properties()) {
            String name = entry.getKey();
            if (ConditionJson.isContextField(name)) {
                Object value = scalar(entry.getValue());
                if (value == null && !entry.getValue().isNull()) {
                    throw invalid(
                            name, "must be a text of at most " + MAX_TEXT + " characters, a number, true or false");
                }
                put(fields, name, value);
            } else if (Keys.isName(name) && !isPurpose(name)) {
                put(attributes, name, scalar(entry.getValue()));
            }
        }
        return new OfrepContext(
                targetingKey(context.get("targetingKey")),
                new Consents(
                        state(context, Purpose.MEASUREMENT),
                        state(context, Purpose.REMEMBERING),
                        state(context, Purpose.PERSONALIZATION)),
                new Facts(fields, attributes));
    }

    private static JsonNode context(byte[] body) {
        JsonNode request;
        try {
            request = Json.received(body);
        } catch (ProblemException e) {
            throw new OfrepError(Code.PARSE_ERROR, e.problem().detail());
        }
        if (!request.isObject()) {
            throw new OfrepError(Code.PARSE_ERROR, "the body must be a JSON object");
        }
        JsonNode context = request.path("context");
        if (context.isMissingNode() || context.isNull()) {
            return Json.object();
        }
        if (!context.isObject()) {
            throw new OfrepError(Code.INVALID_CONTEXT, "context must be an object");
        }
        return context;
    }

    private static @Nullable String targetingKey(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        String key = node.textValue();
        if (key == null
                || key.isEmpty()
                || !Fields.isText(key)
                || key.getBytes(StandardCharsets.UTF_8).length > Units.LONGEST) {
            throw invalid("targetingKey", "must be a text of 1 to " + Units.LONGEST + " bytes of UTF-8");
        }
        return key;
    }

    private static ConsentState state(JsonNode context, Purpose purpose) {
        JsonNode state = context.path(purpose.code());
        if (state.isMissingNode() || state.isNull()) {
            return ConsentState.UNKNOWN;
        }
        return Coded.of(ConsentState.class, state.asText())
                .orElseThrow(() -> invalid(purpose.code(), "must be one of " + Coded.codes(ConsentState.class)));
    }

    private static boolean isPurpose(String name) {
        return Coded.of(Purpose.class, name).isPresent();
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null && values.size() < MAX_FACTS) {
            values.put(name, value);
        }
    }

    private static @Nullable Object scalar(JsonNode value) {
        if (value.isTextual()) {
            String text = value.textValue();
            return text.length() <= MAX_TEXT && Fields.isText(text) ? text : null;
        }
        if (value.isNumber() && Double.isFinite(value.doubleValue())) {
            return value.doubleValue() + 0.0;
        }
        return value.isBoolean() ? value.booleanValue() : null;
    }

    private static OfrepError invalid(String field, String rule) {
        return new OfrepError(Code.INVALID_CONTEXT, field + " " + rule);
    }
}
