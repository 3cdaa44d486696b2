package dev.candor.api.eventstore;

import dev.candor.domain.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One unit's events as they are kept; where they cannot be read, what is wrong with them. */
public final class Journey {

    /** A unit with more events than this is no person; it is set aside before it takes the memory. */
    static final int MOST_EVENTS = 100_000;

    static final Journey EMPTY = new Journey();

    private final List<Event> events = new ArrayList<>();
    private final List<String> experiments = new ArrayList<>(1);
    private @Nullable String fault;

    void add(Event event) {
        if (events.size() == MOST_EVENTS) {
            spoil("it has more than " + MOST_EVENTS + " events");
        }
        if (fault == null) {
            events.add(event);
        }
    }

    void met(String experiment) {
        if (!experiments.contains(experiment)) {
            experiments.add(experiment);
        }
    }

    void spoil(String reason) {
        fault = reason;
        events.clear();
    }

    /** All of them, in no order; empty when there is a fault. */
    public List<Event> events() {
        return events;
    }

    /** Whether the unit met a variant of {@code experiment}. */
    public boolean hasMet(String experiment) {
        return experiments.contains(experiment);
    }

    /** Why the events cannot be folded; null when they can. */
    public @Nullable String fault() {
        return fault;
    }
}
