package dev.candor.api.eventstore;

import dev.candor.domain.event.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that was checked and waits to be stored.
 *
 * @param unit         whose it is; an empty pseudonym for signals that belong to nobody
 * @param experimentId of an exposure, and of a signal that names what was met; otherwise null
 * @param detail       JSON of what else is kept: dimensions, the receipt, the text's version; null for nothing
 */
public record NewEvent(
        UnitId unit,
        Event event,
        Instant receivedAt,
        @Nullable Integer experimentId,
        @Nullable String detail) {}
