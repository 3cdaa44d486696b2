package dev.candor.domain.attribute;

import java.util.List;
import java.util.Map;

/**
 * Something a visitor may declare. The value stays in their browser; this is what the server knows of it.
 *
 * @param key           a name, unique within the site
 * @param values        the allowed values of an {@code enum}, otherwise empty
 * @param retentionDays how long a declared value counts, 1 to 395 days
 * @param texts         by language tag, for example {@code en}
 */
public record Attribute(
        String key,
        AttributeType type,
        List<String> values,
        Provenance provenance,
        int retentionDays,
        Map<String, AttributeTexts> texts) {
    public Attribute {
        values = List.copyOf(values);
        texts = Map.copyOf(texts);
    }
}
