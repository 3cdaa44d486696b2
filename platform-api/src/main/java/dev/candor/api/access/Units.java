package dev.candor.api.access;

import dev.candor.api.catalog.PseudonymKeys.Epoch;
import dev.candor.api.catalog.Rulesets;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SitesServed;
import dev.candor.api.database.Database;
import dev.candor.api.database.DatabaseState;
import dev.candor.api.database.KeyTables;
import dev.candor.api.database.Purges;
import dev.candor.api.problem.Fields;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Units that the server makes. Address and user agent are used here, in memory, and go no further; what is kept of any
 * unit is a pseudonym that only this site's key can make.
 */
@ApplicationScoped
public class Units {

    /** How many bytes a pseudonym has. */
    public static final int PSEUDONYM_BYTES = 16;

    /** A unit that a caller names has at most so many bytes of UTF-8. */
    public static final int LONGEST = 128;

    private static final int SALT_DAYS = 2;

    /** A day's salt is made so long before the day. */
    private static final Duration AHEAD = Duration.ofMinutes(30);

    /** Whoever read the rows when they were destroyed is done after so long. */
    private static final Duration REWRITTEN_AGAIN = Duration.ofHours(1);

    private final Database database;
    private final Rulesets rulesets;
    private final Clock clock;
    private volatile Instant rewriteUntil = Instant.EPOCH;
    private final Map<Day, byte[]> salts = new ConcurrentHashMap<>();
    /** Past days whose salt was asked for, whether there was one or not. */
    private final Set<Day> looked = ConcurrentHashMap.newKeySet();

    private record Day(int site, LocalDate day) {}

    Units(Database database, Rulesets rulesets, Clock clock) {
        this.database = database;
        this.rulesets = rulesets;
        this.clock = clock;
    }

    /** A unit that the caller names; null when it names none. A fault is noted in {@code fields}. */
    public static @Nullable String given(Fields fields, String name) {
        Optional<String> unit = fields.optionalText(name, LONGEST);
        if (unit.isPresent()
                && (unit.get().isEmpty() || unit.get().getBytes(StandardCharsets.UTF_8).length > LONGEST)) {
            fields.fault(name, "must have 1 to " + LONGEST + " bytes of UTF-8");
        }
        return unit.orElse(null);
    }

    /** The unit that stands for a device for the rest of this UTC day, as hexadecimal. May ask the database. */
    public String daily(Site site, String address, @Nullable String userAgent) {
        return daily(salts.computeIfAbsent(day(site, clock.instant()), this::salt), address, userAgent);
    }

    /** The same out of memory alone; empty while this node has not got the day's salt, which it needs the database for. */
    public Optional<String> dailyInMemory(Site site, String address, @Nullable String userAgent) {
        return Optional.ofNullable(salts.get(day(site, clock.instant()))).map(salt -> daily(salt, address, userAgent));
    }

    /**
     * The unit that stood for a device at {@code at}, so that what is sent after midnight still belongs to the day on which it
     * happened; empty when that day's salt is destroyed, or was never made.
     */
    public Optional<String> dailyAt(Instant at, Site site, String address, @Nullable String userAgent) {
        Day day = day(site, at);
        if (day.equals(day(site, clock.instant()))) {
            return Optional.of(daily(site, address, userAgent));
        }
        // A salt that is over counts as destroyed, even if the job is late.
        return Optional.ofNullable(day.day().isBefore(oldest()) ? null : salts.get(day))
                .map(salt -> daily(salt, address, userAgent));
    }

    private LocalDate oldest() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(SALT_DAYS - 1L);
    }

    /** Whether the salts of today and yesterday are at hand, so that no unit waits for the database. */
    public boolean isReady(Site site) {
        return salts.containsKey(day(site, clock.instant())) && looked.contains(yesterday(site));
    }

    /** Sees to it that {@link #isReady}, and that the next day's salt is there before the day is; asks the database. */
    public void prepare(Site site) {
        salts.computeIfAbsent(day(site, clock.instant()), this::salt);
        salts.computeIfAbsent(day(site, clock.instant().plus(AHEAD)), this::salt);
        Day yesterday = yesterday(site);
        if (!looked.contains(yesterday)) {
            kept(yesterday).ifPresent(salt -> salts.put(yesterday, salt));
            looked.add(yesterday);
        }
    }

    private static String daily(byte[] salt, String address, @Nullable String userAgent) {
        return HexFormat.of().formatHex(hmac(salt, address + "\n" + (userAgent == null ? "" : userAgent)));
    }

    /** A site's salts are there before its first decision. */
    void onSites(@Observes SitesServed served) {
        served.sites().forEach(this::prepare);
    }

    @Scheduled(every = "10m", skipExecutionIf = DatabaseState.Away.class)
    void prepareAll() {
        rulesets.sites().forEach(this::prepare);
    }

    private static Day day(Site site, Instant at) {
        return new Day(site.id(), LocalDate.ofInstant(at, ZoneOffset.UTC));
    }

    private Day yesterday(Site site) {
        return day(site, clock.instant().minus(Duration.ofDays(1)));
    }

    /**
     * What is kept of a unit: the same for the same unit of the same site in the same epoch, and worth nothing anywhere else.
     *
     * @throws IllegalArgumentException if the epoch's key is destroyed
     */
    public static byte[] pseudonym(Epoch epoch, String unit) {
        byte[] key = epoch.key();
        if (key == null) {
            throw new IllegalArgumentException("the key of epoch " + epoch.number() + " is destroyed");
        }
        return hmac(key, unit);
    }

    /** The same in the epoch that is in force. */
    public static byte[] pseudonym(Site site, String unit) {
        return pseudonym(site.keys().current(), unit);
    }

    /** By what is known, in every epoch, what a unit has taken back; nothing else is kept by it. */
    public static byte[] lasting(Site site, String unit) {
        return hmac(site.keys().lasting(), unit);
    }

    /** All by which it may be known what a unit has taken back: what lasts, and what was there before there were epochs. */
    public static List<byte[]> standing(Site site, String unit) {
        Epoch first = site.keys().epochs().get(0);
        return first.key() == null
                ? List.of(lasting(site, unit))
                : List.of(lasting(site, unit), pseudonym(first, unit));
    }

    private byte[] salt(Day day) {
        return database.query(handle -> {
            handle.execute(
                    "insert into daily_salt (site_id, day, salt) values (?, ?, ?) on conflict do nothing",
                    day.site(),
                    day.day(),
                    Secrets.bytes(32));
            return kept(day).orElseThrow();
        });
    }

    private Optional<byte[]> kept(Day day) {
        return database.query(
                handle -> handle.createQuery("select salt from daily_salt where site_id = :site and day = :day")
                        .bind("site", day.site())
                        .bind("day", day.day())
                        .mapTo(byte[].class)
                        .findOne());
    }

    /** Destroys the salts of past days. */
    @Scheduled(every = "15m", skipExecutionIf = DatabaseState.Away.class)
    void forget() {
        LocalDate oldest = oldest();
        salts.keySet().removeIf(day -> day.day().isBefore(oldest));
        looked.removeIf(day -> day.day().isBefore(oldest));
        int destroyed = database.query(handle -> handle.execute("delete from daily_salt where day < ?", oldest));
        if (destroyed > 0) {
            rewriteUntil = clock.instant().plus(REWRITTEN_AGAIN);
        }
        if (clock.instant().isBefore(rewriteUntil)) {
            KeyTables.rewrite(database, List.of("daily_salt"));
        }
        Purges.note(database, clock.instant(), "salts", destroyed);
    }

    private static byte[] hmac(byte[] key, String text) {
        return hmac(key, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first 16 bytes of the HMAC-SHA-256. */
    static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(text), PSEUDONYM_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
