package dev.candor.api.eventstore;

import dev.candor.api.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Units that were erased. The statement that stores events drops theirs, so that an event that was on its way brings nobody
 * back. A statement that began before the row was there does not see it: {@link #unswept} names those to be erased once more.
 */
@ApplicationScoped
public class ErasedUnits {

    /** An id may be this old when it comes (EventReader has the same); after the retention as well, nothing can come any more. */
    private static final Duration LATEST_EVENT = Duration.ofDays(8);

    private final Database database;
    private final Clock clock;

    ErasedUnits(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Keeps out what still comes of a visitor; on its own, so that every statement from now on sees it.
     *
     * @param units the visitor in each epoch, and by what lasts
     */
    public void keepOut(List<UnitId> units, int retentionDays) {
        Instant now = clock.instant();
        database.transaction(handle -> {
            units.forEach(unit -> keepOut(handle, unit, now, retentionDays));
            return true;
        });
    }

    private static void keepOut(Handle handle, UnitId unit, Instant now, int retentionDays) {
        handle.execute(
                "insert into erased_unit (site_id, unit, erased_at, expires_at) values (?, ?, ?, ?)"
                        + " on conflict (site_id, unit) do update"
                        + " set erased_at = excluded.erased_at, expires_at = excluded.expires_at, swept = false",
                unit.site(),
                unit.pseudonym(),
                Database.timestamp(now),
                Database.timestamp(now.plus(LATEST_EVENT).plus(Duration.ofDays(retentionDays))));
    }

    /** Some units that were erased before {@code moment} and not looked at again since. */
    public List<UnitId> unswept(Instant moment, int most) {
        return database.query(handle -> handle.createQuery("select site_id, unit from erased_unit"
                        + " where not swept and erased_at < :moment order by erased_at limit :most")
                .bind("moment", Database.timestamp(moment))
                .bind("most", most)
                .map((row, context) -> new UnitId(row.getInt("site_id"), row.getBytes("unit")))
                .list());
    }

    /** Notes that the unit was erased once more. */
    public void swept(UnitId unit) {
        database.query(handle -> handle.execute(
                "update erased_unit set swept = true where site_id = ? and unit = ?", unit.site(), unit.pseudonym()));
    }

    /** Forgets those of whom nothing can come any more. */
    public int forget() {
        return database.query(handle -> handle.execute(
                "delete from erased_unit where expires_at < ? and swept", Database.timestamp(clock.instant())));
    }
}
