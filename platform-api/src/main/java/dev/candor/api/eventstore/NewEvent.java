package dev.candor.api.eventstore;

import dev.candor.domain.event.Event;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event that was checked and waits to be stored.
 *
 * @param places       by what it is kept, the epoch in which it was made first; one event is kept once in each epoch that an
 *                     experiment counts by
 * @param lasting      by what is known what its unit has taken back; null but for answers to consent that have a unit
 * @param receipt      the signed receipt of an answer; null until it is signed, and for everything else
 * @param experimentId of an exposure, and of a signal that names what was met; otherwise null
 * @param detail       JSON of what else is kept: dimensions, the receipt, the text's version; null for nothing
 */
public record NewEvent(
        List<Place> places,
        @Nullable UnitId lasting,
        @Nullable String receipt,
        Event event,
        Instant receivedAt,
        @Nullable Integer experimentId,
        @Nullable String detail) {

    public NewEvent {
        places = List.copyOf(places);
        if (places.isEmpty()) {
            throw new IllegalArgumentException("an event is kept somewhere");
        }
    }

    /**
     * Whose it is in one epoch.
     *
     * @param unit an empty pseudonym for signals that belong to nobody
     */
    public record Place(int epoch, UnitId unit) {}

    /** One that is kept in the first epoch. */
    public NewEvent(
            UnitId unit, Event event, Instant receivedAt, @Nullable Integer experimentId, @Nullable String detail) {
        this(List.of(new Place(1, unit)), null, null, event, receivedAt, experimentId, detail);
    }

    /** The same with its receipt. */
    public NewEvent withReceipt(String signed) {
        return new NewEvent(places, lasting, signed, event, receivedAt, experimentId, detail);
    }

    /** Whose it is in the epoch in which it was made. */
    public UnitId unit() {
        return places.get(0).unit();
    }
}
