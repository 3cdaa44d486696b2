package dev.candor.api.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.access.Units;
import dev.candor.api.catalog.ConditionJson;
import dev.candor.api.problem.Fields;
import dev.candor.domain.Keys;
import dev.candor.domain.audience.Facts;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Consents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks about a visitor. The values are used for this one answer and are not kept.
 *
 * @param siteKey     null when a bearer key stands in for it
 * @param unit        the visitor's id; null when there is none
 * @param userId      the site's own id of them; null when there is none
 * @param experiments keys; null for all that run
 * @param preview     the token of a preview link; null without one
 */
record DecideRequest(
        @Nullable String siteKey,
        @Nullable String unit,
        @Nullable String userId,
        @Nullable List<String> experiments,
        Consents consents,
        Facts facts,
        @Nullable String preview) {

    /** A body has at most so many bytes: more than fifty texts of the greatest length in each place take. */
    static final int MOST_BYTES = 256 * 1024;

    static final int MAX_SITE_KEY = 100;
    static final int MAX_EXPERIMENTS = 100;
    static final int MAX_EXPERIMENT = 64;
    static final int MAX_FACTS = 50;
    static final int MAX_TEXT = 500;
    static final int MAX_PREVIEW = 400;

    /**
     * The request in {@code body}.
     *
     * @throws dev.candor.api.problem.ProblemException with everything that is wrong with it
     */
    static DecideRequest read(byte[] body) {
        DecideRequest request = DecideReader.read(body);
        return request != null ? request : readSlowly(body);
    }

    /** The same by way of a tree, noting every fault. {@link DecideReader} takes nothing that this would refuse. */
    static DecideRequest readSlowly(byte[] body) {
        Fields fields = Fields.received(body);
        DecideRequest request = new DecideRequest(
                fields.optionalText("siteKey", MAX_SITE_KEY).orElse(null),
                Units.given(fields, "unit"),
                Units.given(fields, "userId"),
                fields.has("experiments") ? fields.texts("experiments", MAX_EXPERIMENTS, MAX_EXPERIMENT) : null,
                fields.object("consent")
                        .map(c -> new Consents(
                                state(c, "measurement"), state(c, "remembering"), state(c, "personalization")))
                        .orElse(Consents.NONE),
                new Facts(
                        fields.object("context").map(c -> values(c, true)).orElse(Map.of()),
                        fields.object("attributes").map(a -> values(a, false)).orElse(Map.of())),
                fields.optionalText("preview", MAX_PREVIEW).orElse(null));
        fields.refuse();
        return request;
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
