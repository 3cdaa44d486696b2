package dev.candor.domain.audience;

import java.util.Map;

/**
 * What a rule can look at: the present request, and what the visitor declared. Values are {@link String},
 * {@link Double} or {@link Boolean}.
 */
public record Facts(Map<String, Object> context, Map<String, Object> attributes) {

    /** Nothing is known. */
    public static final Facts NONE = new Facts(Map.of(), Map.of());
}
