package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.attribute.AttributeTexts;
import dev.candor.domain.attribute.AttributeType;
import dev.candor.domain.attribute.Provenance;
import dev.candor.domain.attribute.SensitiveKinds;
import dev.candor.domain.consent.Purpose;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Attributes as JSON. */
public final class AttributeJson {

    private AttributeJson() {}

    /** The attribute {@code key} in {@code fields}; its faults are noted there. */
    public static Attribute read(String key, Fields fields) {
        if (fields.has("key") && !fields.optionalText("key", 64).orElse("").equals(key)) {
            fields.fault("key", "must be the key in the address, or be left out");
        }
        AttributeType type = fields.coded("type", AttributeType.class);
        List<String> values = fields.texts("values", 100, 100);
        if ((type == AttributeType.ENUM) == values.isEmpty()) {
            fields.fault("values", type == AttributeType.ENUM ? "an enum needs its values" : "only an enum has values");
        }
        SensitiveKinds.in(key, values)
                .ifPresent(word -> fields.fault(
                        values.stream().anyMatch(value -> value.contains(word)) ? "values" : "",
                        "“" + word + "” is sensitive: it is never asked for, whoever consents"));
        Map<String, AttributeTexts> texts = new LinkedHashMap<>();
        fields.object("texts").ifPresent(languages -> {
            for (String language : languages.names()) {
                languages.object(language).ifPresent(t -> texts.put(language, readTexts(t)));
            }
        });
        if (texts.isEmpty()) {
            fields.fault("texts", "is needed in at least one language");
        }
        if (!fields.texts("purposes", 3, 40).stream().allMatch(Purpose.PERSONALIZATION.code()::equals)) {
            fields.fault(
                    "purposes", "can only be personalization: the values stay in the browser and serve nothing else");
        }
        Provenance provenance = fields.coded("provenance", Provenance.class, Provenance.STATED);
        if (provenance == Provenance.INFERRED || provenance == Provenance.THIRD_PARTY) {
            fields.fault("provenance", "must be stated or observed_here: what is guessed or bought is not registered");
        }
        return new Attribute(key, type, values, provenance, (int) fields.whole("retentionDays", 1, 395, 180), texts);
    }

    private static AttributeTexts readTexts(Fields fields) {
        AttributeTexts texts = new AttributeTexts(
                fields.text("label", 200),
                fields.text("whyWeAsk", 500),
                fields.text("whyYouWouldAgree", 500),
                fields.text("whatYouGet", 500),
                fields.text("recipients", 500));
        SensitiveKinds.in(texts.label())
                .ifPresent(word ->
                        fields.fault("label", "“" + word + "” is sensitive: it is never asked for, whoever consents"));
        if (spoken(texts.whyWeAsk()).equals(spoken(texts.whyYouWouldAgree()))) {
            fields.fault("whyYouWouldAgree", "must say something else than whyWeAsk");
        }
        return texts;
    }

    /** A text as one would read it aloud: how it is spaced, and what is capital, makes no difference. */
    private static String spoken(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\\s\\p{Z}]+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** The same attribute as JSON. */
    public static ObjectNode write(Attribute attribute) {
        ObjectNode node = Json.object()
                .put("key", attribute.key())
                .put("type", attribute.type().code())
                .put("provenance", attribute.provenance().code())
                .put("retentionDays", attribute.retentionDays());
        node.putArray("purposes").add(Purpose.PERSONALIZATION.code());
        node.set("values", Json.tree(attribute.values()));
        node.set("texts", Json.tree(attribute.texts()));
        return node;
    }

    static Attribute kept(com.fasterxml.jackson.databind.JsonNode node) {
        Fields fields = Fields.of(node);
        return read(fields.text("key", 64), fields);
    }
}
