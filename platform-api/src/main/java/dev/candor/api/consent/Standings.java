package dev.candor.api.consent;

import dev.candor.api.access.Units;
import dev.candor.api.catalog.Site;
import dev.candor.api.consent.StandingRows.Row;
import dev.candor.api.database.Database;
import dev.candor.api.eventstore.UnitId;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Consents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Who has taken what back, in memory on every node: what a visitor withdrew is not used from the next decision on, whoever asks
 * and whatever they believe. {@link StandingsListener} keeps it up to date. Where this node can't know (it started without its
 * database, or there is more than it holds) nothing is personalized: nobody's variant changes, only what is shown in it.
 */
@ApplicationScoped
public class Standings {

    /** The channel on which a change is announced when it is committed. */
    static final String CHANGED = "candor_standing";

    /** More than a node holds in about 50 MiB. */
    static final int MOST = 400_000;

    private static final Logger LOG = Logger.getLogger(Standings.class);
    /** A change that was made before another may be committed after it, by so much. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private static final int LEAST_READ = 10_000;
    /** A node that can't hold all of it looks again after so long. */
    private static final Duration REST = Duration.ofMinutes(10);

    private final Database database;
    private final Clock clock;
    private final int most;
    /** By site, by the first 64 bits of the pseudonym, which is as random as a hash is. */
    private final Map<Integer, Map<Long, Standing>> bySite = new ConcurrentHashMap<>();

    private final AtomicInteger held = new AtomicInteger();
    private volatile Instant readUntil = Instant.EPOCH;
    private Instant restsUntil = Instant.EPOCH;
    private volatile boolean complete;

    @Inject
    Standings(Database database, Clock clock) {
        this(database, clock, MOST);
    }

    /** @param most how many units this node holds */
    Standings(Database database, Clock clock, int most) {
        this.database = database;
        this.clock = clock;
        this.most = most;
    }

    /** What is left of {@code claimed} for whoever is known by these units. */
    public Consents inForce(Site site, Collection<String> units, Consents claimed) {
        if (!complete || !site.keys().areKnown()) {
            return new Consents(claimed.measurement(), claimed.remembering(), ConsentState.DENIED);
        }
        Map<Long, Standing> standings = bySite.get(site.id());
        if (standings == null || standings.isEmpty()) {
            return claimed;
        }
        Consents left = claimed;
        for (String unit : units) {
            for (byte[] known : Units.standing(site, unit)) {
                Standing standing = standings.get(key(known));
                if (standing != null && standing.until() > clock.millis()) {
                    left = standing.limit(left);
                }
            }
        }
        return left;
    }

    /** What the unit has taken back, as it is kept. */
    public Optional<Standing> of(Site site, String unit) {
        return database.query(handle -> StandingRows.of(handle, all(site, unit), clock.instant())).values().stream()
                .filter(standing -> !standing.isClear())
                .findFirst();
    }

    /** Objects, or takes the objection back; tells every node. */
    public void object(Site site, String unit, boolean objected, Instant until) {
        Instant now = clock.instant();
        UnitId lasting = new UnitId(site.id(), Units.lasting(site, unit));
        List<UnitId> all = all(site, unit);
        database.transaction(handle -> {
            all.forEach(known -> StandingRows.adopt(handle, lasting, known.pseudonym(), now));
            StandingRows.object(handle, lasting, objected, now, until);
            return announce(handle);
        });
        take(all);
    }

    private static List<UnitId> all(Site site, String unit) {
        return Units.standing(site, unit).stream()
                .map(known -> new UnitId(site.id(), known))
                .toList();
    }

    /** Forgets what an erased unit had taken back, for it has taken everything back; tells every node. */
    public void erased(Site site, String unit) {
        List<UnitId> all = all(site, unit);
        database.transaction(handle -> {
            all.forEach(known -> handle.execute(
                    "delete from standing where site_id = ? and unit = ?", known.site(), known.pseudonym()));
            return announce(handle);
        });
        take(all);
    }

    static boolean announce(Handle handle) {
        handle.createQuery("select pg_notify(:channel, '')")
                .bind("channel", CHANGED)
                .mapTo(String.class)
                .findOne();
        return true;
    }

    /** Reads these units' standings at once, so that whoever changed one finds it in force with the answer. */
    synchronized void take(Collection<UnitId> units) {
        if (!units.isEmpty()) {
            Map<UnitId, Standing> known = database.query(handle -> StandingRows.of(handle, units, clock.instant()));
            units.forEach(unit -> put(unit, known.get(unit)));
        }
    }

    /** Reads what has changed since the last time; the first time, all of it. */
    synchronized void refresh() {
        Instant now = clock.instant();
        if (now.isBefore(restsUntil)) {
            return;
        }
        Instant since = readUntil.equals(Instant.EPOCH) ? readUntil : readUntil.minus(OVERLAP);
        int limit = Math.max(most, LEAST_READ) + 1;
        List<Row> rows = database.query(handle -> StandingRows.changedSince(handle, since, now, limit));
        rows.forEach(row -> put(row.unit(), row.standing()));
        forgetExpired(now);
        if (held.get() > most || rows.size() == limit) {
            LOG.warnf("more than %d visitors have taken something back: this node personalizes nothing", most);
            complete = false;
            bySite.clear();
            held.set(0);
            readUntil = Instant.EPOCH;
            restsUntil = now.plus(REST);
            return;
        }
        readUntil = now;
        complete = true;
    }

    /** How many units this node holds. */
    int held() {
        return held.get();
    }

    private void put(UnitId unit, @Nullable Standing standing) {
        Map<Long, Standing> standings = bySite.computeIfAbsent(unit.site(), site -> new ConcurrentHashMap<>());
        Long key = key(unit.pseudonym());
        if (standing == null || standing.isClear()) {
            if (standings.remove(key) != null) {
                held.decrementAndGet();
            }
        } else if (standings.put(key, standing) == null) {
            held.incrementAndGet();
        }
    }

    /** Only when there are too many: what is over counts as absent anyway. */
    private void forgetExpired(Instant now) {
        if (held.get() <= most) {
            return;
        }
        bySite.values()
                .forEach(standings -> standings.values().removeIf(each -> {
                    boolean over = each.until() <= now.toEpochMilli();
                    if (over) {
                        held.decrementAndGet();
                    }
                    return over;
                }));
    }

    private static Long key(byte[] pseudonym) {
        return ByteBuffer.wrap(pseudonym).getLong();
    }

    /** Deletes what is over. */
    public int forget() {
        return database.query(handle ->
                handle.execute("delete from standing where expires_at <= ?", Database.timestamp(clock.instant())));
    }
}
