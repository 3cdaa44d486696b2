package dev.candor.api.eventstore;

import dev.candor.api.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/** Events, each stored once, and the marks that say whose changed. */
@ApplicationScoped
public class EventStore {

    /** Who stores so many events at once stores for several who wait. */
    private static final int CROWD = 8;

    private static final double MUCH = 0.4;

    private final Database database;
    private final Semaphore marked = new Semaphore(0);
    private final BusyShare crowded = new BusyShare(System.nanoTime());

    EventStore(Database database) {
        this.database = database;
    }

    /** What identifies an event: a site can't be harmed by an id that another one used. */
    public record EventId(int site, UUID id) {}

    /**
     * Stores what is new of {@code events} and marks its units; durable when this returns.
     *
     * @return the ids of those that were new
     */
    public Set<EventId> append(List<NewEvent> events) {
        Set<EventId> stored = database.query(handle -> Append.run(handle.getConnection(), events));
        marked.release();
        return stored;
    }

    /** The same within the caller's transaction: durable when that is committed; then {@link #announceMarks}. */
    public Set<EventId> append(Handle handle, List<NewEvent> events) {
        return Append.run(handle.getConnection(), events);
    }

    /** Which of these ids are stored already. */
    public Set<UUID> known(int site, Collection<UUID> ids) {
        return new HashSet<>(database.query(
                handle -> handle.createQuery("select id from event where site_id = :site and id = any(:ids)")
                        .bind("site", site)
                        .bind("ids", ids.toArray(UUID[]::new))
                        .mapTo(UUID.class)
                        .list()));
    }

    /** So many events were stored, in whichever way, from {@code begin} to {@code end} by {@link System#nanoTime}. */
    public void spent(int events, long begin, long end) {
        if (events >= CROWD) {
            crowded.busy(begin, end);
        }
    }

    /** Whether this node spends much of its time storing what many wait for, in the last second or two. */
    public boolean isCrowded() {
        return crowded.share(System.nanoTime()) > MUCH;
    }

    /** Returns as soon as something may have been marked by this node, and after {@code longest} in any case. */
    public void awaitMarks(Duration longest) throws InterruptedException {
        if (marked.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            marked.drainPermits();
        }
    }

    /** Lets a waiting worker of this node look for marks. */
    public void announceMarks() {
        marked.release();
    }
}
