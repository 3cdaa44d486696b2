package dev.candor.api.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.database.Database;
import dev.candor.api.problem.Json;
import dev.candor.domain.actor.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Who changed what. Rows are only added, and each row's hash covers the one before it, so that a gap shows. */
@ApplicationScoped
public class Audit {

    private static final String BEGINNING = "0".repeat(64);
    private static final Pattern HEAD = Pattern.compile("(?:([0-9]{1,18}):)?([0-9a-f]{64})");
    /** Any number nobody else locks by: one writer at a time keeps the chain straight. */
    private static final long CHAIN_LOCK = 0x61756469L;

    private final Database database;
    private final Clock clock;

    Audit(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** One row, with the hash of the row before it. */
    public record Entry(
            long sequence,
            Instant at,
            String actor,
            String action,
            String subject,
            JsonNode detail,
            String previousHash,
            String hash) {

        /** The hash that this row must have. */
        String expectedHash() {
            String content = String.join(
                    "\n",
                    previousHash,
                    Long.toString(sequence),
                    at.toString(),
                    actor,
                    action,
                    subject,
                    Json.canonical(detail));
            try {
                return HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Adds a row, within the transaction of what it speaks about.
     *
     * @param action  what was done, for example {@code experiment.start}
     * @param subject to what, for example {@code shop/welcome}
     */
    public void record(Actor actor, String action, String subject, JsonNode detail) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        database.query(handle -> {
            handle.execute("select pg_advisory_xact_lock(?)", CHAIN_LOCK);
            Optional<Entry> last = last(handle);
            Entry unsigned = new Entry(
                    last.map(Entry::sequence).orElse(0L) + 1,
                    now,
                    actor.name(),
                    action,
                    subject,
                    detail,
                    last.map(Entry::hash).orElse(BEGINNING),
                    "");
            return handle.execute(
                    "insert into audit (sequence, at, actor, action, subject, detail, previous_hash, hash)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                    unsigned.sequence(),
                    Database.timestamp(now),
                    unsigned.actor(),
                    action,
                    subject,
                    Json.text(detail),
                    unsigned.previousHash(),
                    unsigned.expectedHash());
        });
    }

    /** A page of rows, newest first, before the row {@code before}. */
    public List<Entry> page(long before, int limit) {
        return database.query(handle -> handle.createQuery(
                        "select * from audit where sequence < :before order by sequence desc limit :limit")
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list());
    }

    /** The newest row's place and hash: whoever keeps it can tell later whether anything before it was changed. */
    public record Head(long sequence, String hash) {

        /** As {@link #toString} wrote it, or a hash alone. */
        public static Optional<Head> read(String text) {
            Matcher matcher = HEAD.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Head(matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1)), matcher.group(2)));
        }

        @Override
        public String toString() {
            return sequence + ":" + hash;
        }
    }

    /** The newest row's head; of the place 0 while nothing was written. */
    public Head head() {
        return database.query(handle -> last(handle)
                .map(entry -> new Head(entry.sequence(), entry.hash()))
                .orElse(new Head(0, BEGINNING)));
    }

    /** The place of the first row that is not as it was written, if there is one. */
    public Optional<Long> firstBroken() {
        return firstBroken(null);
    }

    /**
     * As above, and also whether {@code kept}, printed earlier, is still part of the chain.
     *
     * @return where the chain was cut off or written anew: the place after its last row, or the kept head's own
     */
    public Optional<Long> firstBroken(@Nullable Head kept) {
        return database.query(handle -> {
            String previous = BEGINNING;
            long sequence = 0;
            boolean met = kept == null || kept.equals(new Head(0, BEGINNING));
            try (var rows = handle.createQuery("select * from audit order by sequence")
                    .map((row, context) -> entry(row))
                    .iterator()) {
                while (rows.hasNext()) {
                    Entry entry = rows.next();
                    sequence++;
                    if (entry.sequence() != sequence
                            || !entry.previousHash().equals(previous)
                            || !entry.hash().equals(entry.expectedHash())) {
                        return Optional.of(sequence);
                    }
                    previous = entry.hash();
                    if (kept != null && (kept.sequence() == sequence || kept.sequence() == 0)) {
                        met |= entry.hash().equals(kept.hash());
                        if (kept.sequence() == sequence && !met) {
                            return Optional.of(sequence);
                        }
                    }
                }
            }
            return met ? Optional.empty() : Optional.of(sequence + 1);
        });
    }

    private static Optional<Entry> last(Handle handle) {
        return handle.createQuery("select * from audit order by sequence desc limit 1")
                .map((row, context) -> entry(row))
                .findOne();
    }

    private static Entry entry(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Entry(
                row.getLong("sequence"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                Json.kept(row.getString("detail")),
                row.getString("previous_hash"),
                row.getString("hash"));
    }
}
