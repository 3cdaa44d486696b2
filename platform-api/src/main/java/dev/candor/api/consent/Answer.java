package dev.candor.api.consent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.eventstore.NewEvent;
import dev.candor.api.eventstore.UnitId;
import dev.candor.api.problem.Json;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Purpose;
import dev.candor.domain.event.Event.ConsentChange;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor said for one purpose. One purpose each: a yes to one says nothing of the others.
 *
 * @param id          the consent event's own, and the receipt's
 * @param unit        the pseudonym of the epoch; empty for an answer that belongs to nobody known
 * @param lasting     by what is known what the unit takes back; null where it belongs to nobody
 * @param textVersion of what was read, as the page said; null when it did not
 * @param method      how the answer came, for example {@code panel}; null when not said
 * @param signals     of the browser that were seen
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(
        UUID id,
        byte[] unit,
        @Nullable UnitId lasting,
        Purpose purpose,
        ConsentState state,
        Instant at,
        @Nullable String textVersion,
        @Nullable String method,
        List<String> signals) {

    public Answer {
        signals = List.copyOf(signals);
    }

    /** The answer that this event tells of. */
    static Answer of(NewEvent event, ConsentChange change) {
        JsonNode detail = event.detail() == null ? Json.object() : Json.kept(event.detail());
        return new Answer(
                change.id(),
                event.unit().pseudonym(),
                event.lasting(),
                change.purpose(),
                change.state(),
                change.occurredAt(),
                detail.path("textVersion").textValue(),
                detail.path("method").textValue(),
                detail.path("signals").valueStream().map(JsonNode::asText).toList());
    }
}
