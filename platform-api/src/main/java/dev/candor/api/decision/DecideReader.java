package dev.candor.api.decision;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.candor.api.access.Units;
import dev.candor.api.catalog.ConditionJson;
import dev.candor.api.catalog.VisitorJson;
import dev.candor.api.problem.Json;
import dev.candor.domain.Keys;
import dev.candor.domain.assignment.Carried;
import dev.candor.domain.audience.Facts;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Consents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request to decide in one pass, without a tree. It knows only what is right: at the first thing that is not, or
 * that it does not want to judge, it gives up, and {@link DecideRequest#readSlowly} says what is wrong.
 */
final class DecideReader {

    private final JsonParser parser;

    private @Nullable String siteKey;
    private @Nullable String unit;
    private @Nullable String userId;
    private @Nullable List<String> experiments;
    private Consents consents = Consents.NONE;
    private Map<String, Object> context = Map.of();
    private Map<String, Object> attributes = Map.of();
    private List<Carried> carried = List.of();
    private @Nullable String preview;

    private DecideReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Ends the reading. */
    private static final class GivenUp extends Exception {
        private static final long serialVersionUID = 1;

        GivenUp() {
            super(null, null, false, false);
        }
    }

    /** The request, or null when it takes a closer look. */
    static @Nullable DecideRequest read(byte[] body) {
        try (JsonParser parser = Json.parser(body)) {
            return new DecideReader(parser).request();
        } catch (IOException | GivenUp | NumberFormatException e) {
            return null;
        }
    }

    private DecideRequest request() throws IOException, GivenUp {
        must(parser.nextToken() == JsonToken.START_OBJECT);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_NULL) {
                must(isField(name));
                continue;
            }
            switch (name) {
                case "siteKey" -> siteKey = text(DecideRequest.MAX_SITE_KEY);
                case "unit" -> unit = named();
                case "userId" -> userId = named();
                case "context" -> context = values(true);
                case "attributes" -> attributes = values(false);
                case "consent" -> consents = consents();
                case "experiments" -> experiments = experiments();
                case "sticky" -> carried = carried();
                case "preview" -> preview = text(DecideRequest.MAX_PREVIEW);
                default -> throw new GivenUp();
            }
        }
        must(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
        return new DecideRequest(
                siteKey, unit, userId, experiments, consents, new Facts(context, attributes), carried, preview);
    }

    private static boolean isField(String name) {
        return switch (name) {
            case "siteKey", "unit", "userId", "context", "attributes", "consent", "experiments", "sticky", "preview" ->
                true;
            default -> false;
        };
    }

    private String named() throws IOException, GivenUp {
        String text = text(Units.LONGEST);
        must(!text.isEmpty()
                && (text.length() * 3 <= Units.LONGEST
                        || text.getBytes(StandardCharsets.UTF_8).length <= Units.LONGEST));
        return text;
    }

    private String text(int most) throws IOException, GivenUp {
        must(parser.currentToken() == JsonToken.VALUE_STRING);
        String text = parser.getText();
        must(text.length() <= most);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            must(c != 0 && !Character.isSurrogate(c));
        }
        return text;
    }

    private Consents consents() throws IOException, GivenUp {
        must(parser.currentToken() == JsonToken.START_OBJECT);
        ConsentState measurement = ConsentState.UNKNOWN;
        ConsentState remembering = ConsentState.UNKNOWN;
        ConsentState personalization = ConsentState.UNKNOWN;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            ConsentState state = state(parser.nextToken());
            switch (name) {
                case "measurement" -> measurement = state;
                case "remembering" -> remembering = state;
                case "personalization" -> personalization = state;
                default -> throw new GivenUp();
            }
        }
        return new Consents(measurement, remembering, personalization);
    }

    private ConsentState state(JsonToken value) throws IOException, GivenUp {
        if (value == JsonToken.VALUE_NULL) {
            return ConsentState.UNKNOWN;
        }
        must(value == JsonToken.VALUE_STRING);
        return switch (parser.getText()) {
            case "unknown" -> ConsentState.UNKNOWN;
            case "granted" -> ConsentState.GRANTED;
            case "denied" -> ConsentState.DENIED;
            default -> throw new GivenUp();
        };
    }

    private List<String> experiments() throws IOException, GivenUp {
        must(parser.currentToken() == JsonToken.START_ARRAY);
        List<String> keys = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            must(keys.size() < DecideRequest.MAX_EXPERIMENTS);
            keys.add(text(DecideRequest.MAX_EXPERIMENT));
        }
        return keys;
    }

    private List<Carried> carried() throws IOException, GivenUp {
        must(parser.currentToken() == JsonToken.START_ARRAY);
        List<Carried> all = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            must(parser.currentToken() == JsonToken.START_OBJECT && all.size() < VisitorJson.MAX_CARRIED);
            String experiment = "";
            String variant = "";
            int phase = 0;
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "experiment" -> experiment = text(DecideRequest.MAX_EXPERIMENT);
                    case "variant" -> variant = text(DecideRequest.MAX_EXPERIMENT);
                    case "phase" -> {
                        must(value == JsonToken.VALUE_NUMBER_INT);
                        phase = parser.getIntValue();
                    }
                    default -> throw new GivenUp();
                }
            }
            must(Keys.isKey(experiment) && Keys.isKey(variant) && phase >= 1 && phase <= VisitorJson.MAX_PHASES);
            all.add(new Carried(experiment, variant, phase));
        }
        return all;
    }

    private Map<String, Object> values(boolean ofContext) throws IOException, GivenUp {
        must(parser.currentToken() == JsonToken.START_OBJECT);
        Map<String, Object> values = new HashMap<>();
        int count = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            must(++count <= VisitorJson.MAX_FACTS
                    && (ofContext ? ConditionJson.isContextField(name) : Keys.isName(name)));
            switch (parser.nextToken()) {
                case VALUE_STRING -> values.put(name, text(VisitorJson.MAX_TEXT));
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                    double number = parser.getDoubleValue();
                    must(Double.isFinite(number));
                    values.put(name, number + 0.0);
                }
                case VALUE_TRUE -> values.put(name, true);
                case VALUE_FALSE -> values.put(name, false);
                case VALUE_NULL -> {
                    // As if it were not there.
                }
                default -> throw new GivenUp();
            }
        }
        return values;
    }

    private static void must(boolean holds) throws GivenUp {
        if (!holds) {
            throw new GivenUp();
        }
    }
}
