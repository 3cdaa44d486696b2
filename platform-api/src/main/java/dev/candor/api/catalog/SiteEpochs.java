package dev.candor.api.catalog;

import dev.candor.api.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The epochs of sites' pseudonyms as they are kept. */
@ApplicationScoped
public class SiteEpochs {

    private final Database database;

    SiteEpochs(Database database) {
        this.database = database;
    }

    /** An epoch without its key. */
    public record Kept(
            int number,
            Instant beganAt,
            @Nullable Instant endedAt,
            @Nullable Instant destroyedAt) {}

    /** A site's epochs, the first one first. */
    public List<Kept> of(int siteId) {
        return database.query(handle -> handle.createQuery("select number, began_at, ended_at, destroyed_at"
                        + " from site_epoch where site_id = :site order by number")
                .bind("site", siteId)
                .map((row, context) -> kept(row))
                .list());
    }

    /** Ends the epoch with this number and begins the next one with {@code key}; false if somebody else did. */
    public boolean begin(int siteId, int ended, byte[] key, Instant now) {
        return database.query(handle -> {
            int changed = handle.execute(
                    "update site_epoch set ended_at = ? where site_id = ? and number = ? and ended_at is null",
                    Database.timestamp(now),
                    siteId,
                    ended);
            return changed == 1
                    && handle.execute(
                                    "insert into site_epoch (site_id, number, key, began_at) values (?, ?, ?, ?)",
                                    siteId,
                                    ended + 1,
                                    key,
                                    Database.timestamp(now))
                            == 1;
        });
    }

    /**
     * Destroys an ended epoch's key, and takes the units from the receipts of its time, which nobody could find any more. What
     * was taken back before there were epochs holds the first one's key.
     *
     * @return whether there was one to destroy
     */
    public boolean destroy(int siteId, int number, Instant now) {
        return database.query(handle -> {
            int destroyed = handle.execute(
                    "update site_epoch set key = null, destroyed_at = ? where site_id = ? and number = ?"
                            + " and key is not null and ended_at is not null and (number > 1 or not exists"
                            + " (select from standing where site_id = ? and former and expires_at > ?))",
                    Database.timestamp(now),
                    siteId,
                    number,
                    siteId,
                    Database.timestamp(now));
            if (destroyed == 1) {
                handle.execute(
                        "update receipt set unit = null from site_epoch e where e.site_id = ? and e.number = ?"
                                + " and receipt.site_id = e.site_id and receipt.unit is not null"
                                + " and (receipt.at >= e.began_at or e.number = 1) and receipt.at < e.ended_at",
                        siteId,
                        number);
            }
            return destroyed == 1;
        });
    }

    /** Whether a key was destroyed since {@code moment}. */
    public boolean destroyedSince(Instant moment) {
        return database.query(
                handle -> handle.createQuery("select exists (select from site_epoch where destroyed_at >= :moment)")
                        .bind("moment", Database.timestamp(moment))
                        .mapTo(Boolean.class)
                        .one());
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getInt("number"),
                row.getObject("began_at", OffsetDateTime.class).toInstant(),
                instant(row, "ended_at"),
                instant(row, "destroyed_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
