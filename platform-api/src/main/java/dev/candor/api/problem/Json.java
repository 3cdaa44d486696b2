package dev.candor.api.problem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** JSON as this program reads and writes it: no duplicate keys, no depth beyond 32, decimals kept exactly. */
public final class Json {

    /** How many arrays and objects may stand within one another. */
    public static final int MAX_DEPTH = 32;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(40)
                    .maxNameLength(200)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Names come from anybody: what they send must not fill the machine's table of strings.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final JsonMapper CANONICAL = MAPPER.rebuild()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Json() {}

    /**
     * What somebody sent.
     *
     * @throws ProblemException MALFORMED_JSON, saying what is wrong and where
     */
    public static JsonNode received(byte[] body) {
        try {
            // From text, for from bytes the parser would guess at UTF-16 and UTF-32, too.
            JsonNode node = MAPPER.readTree(utf8(body));
            if (node == null || node.isMissingNode()) {
                throw new ProblemException(ProblemType.MALFORMED_JSON, "the body is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new ProblemException(ProblemType.MALFORMED_JSON, printable(e.getOriginalMessage()) + where);
        } catch (NumberFormatException e) {
            throw new ProblemException(ProblemType.MALFORMED_JSON, "a number's exponent is beyond all numbers");
        } catch (CharacterCodingException e) {
            throw new ProblemException(ProblemType.MALFORMED_JSON, "the body is not UTF-8 text");
        }
    }

    /**
     * What somebody sent, token by token, under the same rules.
     *
     * @throws CharacterCodingException if it is not UTF-8
     */
    public static JsonParser parser(byte[] body) throws IOException {
        for (byte b : body) {
            if (b <= 0) {
                return FACTORY.createParser(utf8(body));
            }
        }
        // ASCII, of which the parser can't guess that it were anything else.
        return FACTORY.createParser(body);
    }

    private static String utf8(byte[] body) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(body))
                .toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** What this program wrote down itself. */
    public static JsonNode kept(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of the database is damaged", e);
        }
    }

    /** An empty object to fill. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static String text(JsonNode node) {
        return node.toString();
    }

    /** Records and maps as a tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** One spelling for equal content: keys sorted, no white space. What a seal is taken of. */
    public static String canonical(JsonNode node) {
        try {
            return CANONICAL.writeValueAsString(CANONICAL.convertValue(sorted(node), Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object sorted(JsonNode node) {
        if (node.isObject()) {
            TreeMap<String, Object> map = new TreeMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), sorted(entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            return node.valueStream().map(Json::sorted).toList();
        }
        return node;
    }

    private static String printable(String message) {
        String line = message.lines().findFirst().orElse("");
        String plain = line.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.substring(0, Math.min(200, plain.length()));
    }
}
