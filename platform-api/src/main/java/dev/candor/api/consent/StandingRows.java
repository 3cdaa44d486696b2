package dev.candor.api.consent;

import dev.candor.api.database.Database;
import dev.candor.api.eventstore.UnitId;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Purpose;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Standings as they are kept. */
final class StandingRows {

    private static final String CHANGED_SINCE = Database.sql("consent/changedSince");

    private static final String STANDING_OF = Database.sql("consent/standingOf");

    private StandingRows() {}

    /** A unit's standing as it is kept. */
    record Row(UnitId unit, Standing standing, Instant changedAt) {}

    /** The unit denied or granted a purpose; an answer that is older than what is known changes nothing. */
    static void answer(Handle handle, UnitId unit, Answer answer, Instant now, Instant until) {
        adopt(handle, unit, answer.unit(), now);
        String column = column(answer.purpose());
        Instant at = answer.at();
        if (answer.state() == ConsentState.DENIED) {
            handle.execute(
                    "insert into standing as s (site_id, unit, " + column + ", changed_at, expires_at)"
                            + " select ?, ?, ?, ?, ? where not exists (select from receipt where site_id = ? and unit = ?"
                            + " and purpose = ? and answer = 'granted' and at > ?)"
                            + " on conflict (site_id, unit) do update set changed_at = excluded.changed_at,"
                            + " expires_at = greatest(s.expires_at, excluded.expires_at), " + column
                            + " = greatest(s." + column + ", excluded." + column + ")",
                    unit.site(),
                    unit.pseudonym(),
                    Database.timestamp(at),
                    Database.timestamp(now),
                    Database.timestamp(until),
                    unit.site(),
                    answer.unit(),
                    answer.purpose().code(),
                    Database.timestamp(at));
        } else if (answer.state() == ConsentState.GRANTED) {
            handle.execute(
                    "update standing set " + column + " = null, changed_at = ? where site_id = ? and unit = ? and "
                            + column + " < ?",
                    Database.timestamp(now),
                    unit.site(),
                    unit.pseudonym(),
                    Database.timestamp(at));
        }
    }

    /** What was taken back under a pseudonym, before there were epochs, is known by what lasts from now on. */
    static void adopt(Handle handle, UnitId lasting, byte[] pseudonym, Instant now) {
        int found = handle.execute(
                "insert into standing (site_id, unit, measurement_off, remembering_off, personalization_off, objected_at,"
                        + " changed_at, expires_at) select site_id, ?, measurement_off, remembering_off,"
                        + " personalization_off, objected_at, ?, expires_at from standing"
                        + " where site_id = ? and unit = ? and former on conflict do nothing",
                lasting.pseudonym(),
                Database.timestamp(now),
                lasting.site(),
                pseudonym);
        if (found > 0) { // cleared and not deleted, so that other nodes hear of it
            handle.execute(
                    "update standing set measurement_off = null, remembering_off = null, personalization_off = null,"
                            + " objected_at = null, former = false, changed_at = ? where site_id = ? and unit = ?",
                    Database.timestamp(now),
                    lasting.site(),
                    pseudonym);
        }
    }

    static void object(Handle handle, UnitId unit, boolean objected, Instant now, Instant until) {
        handle.execute(
                "insert into standing as s (site_id, unit, objected_at, changed_at, expires_at) values (?, ?, ?, ?, ?)"
                        + " on conflict (site_id, unit) do update set objected_at = excluded.objected_at,"
                        + " changed_at = excluded.changed_at, expires_at = greatest(s.expires_at, excluded.expires_at)",
                unit.site(),
                unit.pseudonym(),
                objected ? Database.timestamp(now) : null,
                Database.timestamp(now),
                Database.timestamp(until));
    }

    /** What changed since a moment, erasures among it: at most {@code most} rows, the newest if there are more. */
    static List<Row> changedSince(Handle handle, Instant since, Instant now, int most) {
        return handle.createQuery(CHANGED_SINCE)
                .bind("since", Database.timestamp(since))
                .bind("now", Database.timestamp(now))
                .bind("most", most)
                .map((row, context) -> row(row))
                .list();
    }

    static Optional<Row> of(Handle handle, UnitId unit, Instant now) {
        return handle.createQuery(STANDING_OF)
                .bind("now", Database.timestamp(now))
                .bind("site", unit.site())
                .bind("unit", unit.pseudonym())
                .map((row, context) -> row(row))
                .findOne();
    }

    private static Row row(ResultSet row) throws SQLException {
        Set<Purpose> off = EnumSet.noneOf(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            if (row.getObject(column(purpose)) != null) {
                off.add(purpose);
            }
        }
        return new Row(
                new UnitId(row.getInt("site_id"), row.getBytes("unit")),
                new Standing(
                        off,
                        row.getBoolean("objected"),
                        row.getObject("expires_at", OffsetDateTime.class)
                                .toInstant()
                                .toEpochMilli()),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    private static String column(Purpose purpose) {
        return purpose.code() + "_off";
    }
}
