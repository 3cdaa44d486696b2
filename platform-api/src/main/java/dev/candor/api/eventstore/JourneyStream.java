package dev.candor.api.eventstore;

import dev.candor.api.database.CopiedRows;
import dev.candor.api.database.Database;
import java.util.Arrays;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The journeys of a site's units in the order of the units, as they were at one moment: for whoever needs them all. They are
 * sorted by the database, from one look at each page of the events; through the index it would be a look for each event. One
 * is in memory at a time.
 */
public final class JourneyStream implements AutoCloseable {

    private static final String EVENTS_BETWEEN = Database.sql("eventstore/eventsBetween");

    private final Handle handle;
    private final CopiedRows rows;
    private final long experimentId;
    private final String experimentKey;
    private final StoredEvents events = new StoredEvents();
    /** Whose row is being read; null when all were read. */
    private byte @Nullable [] unit;

    /** A unit's events. */
    public record UnitJourney(byte[] unit, Journey journey) {}

    /**
     * Begins to read; the first journey is there when this returns.
     *
     * @param from   the first unit
     * @param to     the first unit that is not meant
     */
    public JourneyStream(
            Database database, int siteId, int experimentId, String experimentKey, byte[] from, byte[] to) {
        this.experimentId = experimentId;
        this.experimentKey = experimentKey;
        // What does not fit into the server's own memory is read again at each look: the planner would not know.
        handle = database.reader();
        handle.execute("set local effective_cache_size = '128MB'");
        handle.execute("set local work_mem = '32MB'");
        rows = new CopiedRows(
                handle.getConnection(),
                EVENTS_BETWEEN
                        .replace(":site", Integer.toString(siteId))
                        .replace(":experiment", Integer.toString(experimentId))
                        .replace(":from", CopiedRows.literal(from))
                        .replace(":to", CopiedRows.literal(to)));
        unit = rows.next() ? rows.bytes() : null;
    }

    /** The next journey, if its unit is before {@code bound}. */
    public @Nullable UnitJourney nextBefore(byte[] bound) {
        byte[] present = unit;
        if (present == null || Arrays.compareUnsigned(present, bound) >= 0) {
            return null;
        }
        Journey journey = new Journey();
        while (Arrays.equals(present, unit)) {
            add(journey);
            unit = rows.next() ? rows.bytes() : null;
        }
        return new UnitJourney(present, journey);
    }

    private void add(Journey journey) {
        var id = rows.uuid();
        String type = String.valueOf(rows.text());
        var at = rows.moment();
        Long experiment = rows.whole();
        events.add(
                new StoredEvents.Row(
                        id,
                        type,
                        at,
                        experiment != null && experiment == experimentId ? experimentKey : null,
                        rows.text(),
                        rows.text(),
                        rows.whole(),
                        rows.text()),
                journey);
    }

    @Override
    public void close() {
        try (handle) {
            rows.close();
            handle.rollback();
        }
    }
}
