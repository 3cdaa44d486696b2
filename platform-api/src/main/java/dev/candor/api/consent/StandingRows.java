package dev.candor.api.consent;

import dev.candor.api.database.Database;
import dev.candor.api.eventstore.UnitId;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Purpose;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** Standings as they are kept. */
final class StandingRows {

    private static final String CHANGED_SINCE = Database.sql("consent/changedSince");

    private static final String STANDING_OF = Database.sql("consent/standingOf");

    private StandingRows() {}

    /** A unit's standing as it is kept. */
    record Row(UnitId unit, Standing standing, Instant changedAt) {}

    /**
     * Units denied or granted a purpose; an answer that is older than what is known changes nothing. Their receipts are kept
     * already. However many they are, it takes a handful of round trips.
     *
     * @return the units whose standing there was something to change of
     */
    static Set<UnitId> answer(Handle handle, List<SignedAnswer> signed, Instant now) {
        Set<UnitId> units = new HashSet<>();
        for (SignedAnswer each : signed) {
            UnitId unit = each.changes();
            if (unit != null) {
                units.add(unit);
                units.add(each.pseudonym());
            }
        }
        Set<UnitId> known = known(handle, units);
        Set<UnitId> changed = new HashSet<>(known);
        Map<String, PreparedBatch> batches = new TreeMap<>();
        for (SignedAnswer each : signed) {
            UnitId unit = each.changes();
            if (unit == null) {
                continue;
            }
            if (known.contains(each.pseudonym())) {
                adopt(handle, unit, each.answer().unit(), now);
                known.add(unit);
            }
            if (each.answer().state() == ConsentState.DENIED) {
                changed.add(unit);
                deny(handle, batches, each, unit, now);
            } else if (known.contains(unit) || changed.contains(unit)) {
                changed.add(unit);
                grant(handle, batches, each, unit, now);
            }
        }
        batches.values().forEach(PreparedBatch::execute);
        return changed;
    }

    /** Those of {@code units} of which something is known. */
    private static Set<UnitId> known(Handle handle, Collection<UnitId> units) {
        if (units.isEmpty()) {
            return new HashSet<>();
        }
        return new HashSet<>(bind(
                        handle.createQuery("select site_id, unit from standing"
                                + " where site_id = any(:sites) and unit = any(:units)"),
                        units)
                .map((row, context) -> new UnitId(row.getInt("site_id"), row.getBytes("unit")))
                .list());
    }

    private static void deny(
            Handle handle, Map<String, PreparedBatch> batches, SignedAnswer signed, UnitId unit, Instant now) {
        Answer answer = signed.answer();
        String column = column(answer.purpose());
        batches.computeIfAbsent(
                        "insert into standing as s (site_id, unit, " + column + ", changed_at, expires_at)"
                                + " select ?, ?, ?, ?, ? where not exists (select from receipt where site_id = ? and unit = ?"
                                + " and purpose = ? and answer = 'granted' and at > ?)"
                                + " on conflict (site_id, unit) do update set changed_at = excluded.changed_at,"
                                + " expires_at = greatest(s.expires_at, excluded.expires_at), " + column
                                + " = greatest(s." + column + ", excluded." + column + ")",
                        handle::prepareBatch)
                .add(
                        unit.site(),
                        unit.pseudonym(),
                        Database.timestamp(answer.at()),
                        Database.timestamp(now),
                        Database.timestamp(Answers.lastsUntil(signed.site(), now)),
                        unit.site(),
                        answer.unit(),
                        answer.purpose().code(),
                        Database.timestamp(answer.at()));
    }

    private static void grant(
            Handle handle, Map<String, PreparedBatch> batches, SignedAnswer signed, UnitId unit, Instant now) {
        Answer answer = signed.answer();
        String column = column(answer.purpose());
        batches.computeIfAbsent(
                        "update standing set " + column + " = null, changed_at = ? where site_id = ? and unit = ? and "
                                + column + " < ?",
                        handle::prepareBatch)
                .add(Database.timestamp(now), unit.site(), unit.pseudonym(), Database.timestamp(answer.at()));
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

    /** What is known of {@code units}, by one look. */
    static Map<UnitId, Standing> of(Handle handle, Collection<UnitId> units, Instant now) {
        return bind(handle.createQuery(STANDING_OF), units)
                .bind("now", Database.timestamp(now))
                .map((row, context) -> row(row))
                .stream()
                .collect(Collectors.toMap(Row::unit, Row::standing));
    }

    private static Query bind(Query query, Collection<UnitId> units) {
        return query.bind("sites", units.stream().map(UnitId::site).distinct().toArray(Integer[]::new))
                .bind(
                        "units",
                        Database.byteas(units.stream().map(UnitId::pseudonym).toArray(byte[][]::new)));
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
