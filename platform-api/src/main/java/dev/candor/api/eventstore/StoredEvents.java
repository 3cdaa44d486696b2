package dev.candor.api.eventstore;

import dev.candor.api.problem.Json;
import dev.candor.domain.Coded;
import dev.candor.domain.event.Dimension;
import dev.candor.domain.event.Event;
import dev.candor.domain.event.Event.Conversion;
import dev.candor.domain.event.Event.Exposure;
import dev.candor.domain.event.Event.TrustSignal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes events of what is stored; the few spellings of dimensions are read once. */
final class StoredEvents {

    /** The key of an experiment that is there no more, or does not matter; no experiment has it. */
    private static final String NO_MORE = "";

    private static final int MOST_SPELLINGS = 5_000;

    private final Map<String, Map<Dimension, String>> known = new HashMap<>();

    /**
     * An event's columns.
     *
     * @param experiment the key; null for an event of none, or of one that does not matter
     * @param dimensions JSON
     */
    record Row(
            UUID id,
            String type,
            Instant occurredAt,
            @Nullable String experiment,
            @Nullable String variant,
            @Nullable String name,
            @Nullable Long value,
            @Nullable String dimensions) {}

    /** Adds the event to its unit's journey, or says there why it can't be read. */
    void add(Row row, Journey journey) {
        if (row.type().equals("exposure") && row.experiment() != null) {
            journey.met(row.experiment());
        }
        try {
            journey.add(event(row));
        } catch (RuntimeException e) {
            journey.spoil("an event of type " + row.type() + " cannot be read: " + e.getMessage());
        }
    }

    private Event event(Row row) {
        return switch (row.type()) {
            case "exposure" ->
                new Exposure(
                        row.id(),
                        row.occurredAt(),
                        row.experiment() == null ? NO_MORE : row.experiment(),
                        needed(row.variant(), "variant"),
                        false,
                        dimensions(row.dimensions()));
            case "conversion" -> new Conversion(row.id(), row.occurredAt(), needed(row.name(), "name"), row.value());
            case "trust" -> new TrustSignal(row.id(), row.occurredAt(), needed(row.name(), "name"), row.value());
            default -> throw new IllegalStateException("it is of no known type");
        };
    }

    private static String needed(@Nullable String value, String name) {
        if (value == null) {
            throw new IllegalStateException("it has no " + name);
        }
        return value;
    }

    private Map<Dimension, String> dimensions(@Nullable String json) {
        if (json == null) {
            return Map.of();
        }
        if (known.size() > MOST_SPELLINGS) {
            known.clear();
        }
        return known.computeIfAbsent(json, StoredEvents::parsed);
    }

    private static Map<Dimension, String> parsed(String json) {
        Map<Dimension, String> dimensions = new EnumMap<>(Dimension.class);
        Json.kept(json)
                .properties()
                .forEach(field -> Coded.of(Dimension.class, field.getKey())
                        .ifPresent(dimension ->
                                dimensions.put(dimension, field.getValue().asText())));
        return Map.copyOf(dimensions);
    }
}
