package dev.candor.api.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** When which kind of thing was last deleted because its time was over: shown to visitors and on the site's page. */
@ApplicationScoped
public class Purges {

    private final Database database;
    private final Clock clock;

    Purges(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The last run for one kind.
     *
     * @param kind    {@code events}, {@code receipts}, {@code salts}, {@code pseudonyms} (keys of epochs) or
     *                {@code withdrawals}
     * @param removed how many it removed; of events, also whole weeks as one each
     */
    public record Purge(String kind, Instant at, long removed) {}

    /** A run for {@code kind} is over. */
    public void note(String kind, long removed) {
        note(database, clock.instant(), kind, removed);
    }

    /** The same for whoever has a clock of their own. */
    public static void note(Database database, Instant now, String kind, long removed) {
        database.query(handle -> handle.execute(
                "insert into purge (kind, at, removed) values (?, ?, ?)"
                        + " on conflict (kind) do update set at = excluded.at, removed = excluded.removed",
                kind,
                Database.timestamp(now),
                removed));
    }

    /** The last run of each kind that ever ran. */
    public List<Purge> last() {
        return database.query(handle -> handle.createQuery("select kind, at, removed from purge order by kind")
                .map((row, context) -> purge(row))
                .list());
    }

    private static Purge purge(ResultSet row) throws SQLException {
        return new Purge(
                row.getString("kind"), row.getObject("at", OffsetDateTime.class).toInstant(), row.getLong("removed"));
    }
}
