package dev.candor.domain.event;

import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Purpose;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that one unit met or did. The unit itself stands beside the event, never in it. */
public sealed interface Event {

    /** Unique; a UUIDv7 made by the sender, so that a retry is recognised. */
    UUID id();

    /** When it happened, by the server's clock. */
    Instant occurredAt();

    /** When its sender made the id, in milliseconds since 1970 by the sender's clock. */
    default long madeAt() {
        return id().getMostSignificantBits() >>> 16;
    }

    /**
     * The unit met a variant.
     *
     * @param personalized whether something about the visitor was used
     * @param dimensions   what the results may be broken down by; what is not known is not there
     */
    record Exposure(
            UUID id,
            Instant occurredAt,
            String experiment,
            String variant,
            boolean personalized,
            Map<Dimension, String> dimensions)
            implements Event {
        public Exposure {
            dimensions = Map.copyOf(dimensions);
        }

        /** Of a visitor of whom no dimension is known. */
        public Exposure(UUID id, Instant occurredAt, String experiment, String variant, boolean personalized) {
            this(id, occurredAt, experiment, variant, personalized, Map.of());
        }
    }

    /**
     * The unit did something that a metric may count.
     *
     * @param valueMicros the value in millionths, or null for none
     */
    record Conversion(
            UUID id,
            Instant occurredAt,
            String name,
            @Nullable Long valueMicros) implements Event {}

    /** The visitor answered for one purpose. */
    record ConsentChange(UUID id, Instant occurredAt, Purpose purpose, ConsentState state) implements Event {}

    /**
     * The visitor did something that speaks about trust.
     *
     * @param variant what was met, of a signal that follows a refusal and therefore belongs to no unit; otherwise null
     */
    record TrustSignal(
            UUID id,
            Instant occurredAt,
            String name,
            @Nullable Long valueMicros,
            @Nullable String variant) implements Event {

        /** Of a unit, or of nobody of whom it is known what they met. */
        public TrustSignal(UUID id, Instant occurredAt, String name, @Nullable Long valueMicros) {
            this(id, occurredAt, name, valueMicros, null);
        }
    }
}
