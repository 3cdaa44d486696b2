package dev.candor.api.access;

import dev.candor.api.database.Database;
import dev.candor.domain.actor.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Who is signed in. A session ends after eight idle hours, and after a week in any case. */
@ApplicationScoped
public class Sessions {

    /** The name of the cookie that holds a session's secret. */
    public static final String COOKIE = "candor_session";

    private static final Duration IDLE = Duration.ofHours(8);
    private static final Duration LONGEST = Duration.ofDays(7);
    /** A session in use is written at most this often. */
    private static final Duration RESOLUTION = Duration.ofMinutes(1);

    private final Database database;
    private final Clock clock;

    Sessions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Begins a session and returns its secret, of which only a hash is kept. */
    public String begin(Account account) {
        String secret = Secrets.token();
        var now = Database.timestamp(clock.instant());
        database.query(handle -> {
            handle.execute("delete from session where created_at < ?", Database.timestamp(oldest()));
            return handle.execute(
                    "insert into session (token_hash, account_id, created_at, last_seen_at) values (?, ?, ?, ?)",
                    Secrets.hash(secret),
                    account.id(),
                    now,
                    now);
        });
        return secret;
    }

    /** Whose session this is, if it has not ended. */
    public Optional<Actor> find(String secret) {
        Instant now = clock.instant();
        return database.query(handle -> {
            Optional<Actor> actor = handle.createQuery("""
                            select a.name, a.role from session s join account a on a.id = s.account_id
                            where s.token_hash = :hash and s.created_at > :oldest and s.last_seen_at > :idle
                            """)
                    .bind("hash", Secrets.hash(secret))
                    .bind("oldest", Database.timestamp(oldest()))
                    .bind("idle", Database.timestamp(now.minus(IDLE)))
                    .map((row, context) -> new Actor(row.getString("name"), Accounts.role(row.getString("role"))))
                    .findOne();
            actor.ifPresent(a -> handle.execute(
                    "update session set last_seen_at = ? where token_hash = ? and last_seen_at < ?",
                    Database.timestamp(now),
                    Secrets.hash(secret),
                    Database.timestamp(now.minus(RESOLUTION))));
            return actor;
        });
    }

    public void end(String secret) {
        database.query(handle -> handle.execute("delete from session where token_hash = ?", Secrets.hash(secret)));
    }

    private Instant oldest() {
        return clock.instant().minus(LONGEST);
    }
}
