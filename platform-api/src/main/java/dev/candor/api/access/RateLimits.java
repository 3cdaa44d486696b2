package dev.candor.api.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How much one network and one site may send. Networks are known here only by a hash whose key is in memory alone and is
 * replaced every ten minutes, in a map of bounded size; neither is written anywhere.
 */
@ApplicationScoped
public class RateLimits {

    private static final Duration KEY_LASTS = Duration.ofMinutes(10);
    private static final int MOST_NETWORKS = 50_000;
    private static final int MOST_SITES = 10_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int BURST_SECONDS = 10;

    private final RateLimitConfig config;
    private final VisitorLimitConfig visitorConfig;
    private final Clock clock;
    private final Cache<NetworkHash, Bucket> networks;
    private final Cache<NetworkHash, Bucket> visitors;
    private final Cache<Integer, Bucket> sites;
    private volatile Key key;

    @Inject
    RateLimits(RateLimitConfig config, VisitorLimitConfig visitorConfig, Clock clock) {
        this.config = config;
        this.visitorConfig = visitorConfig;
        this.clock = clock;
        Ticker ticker = () -> nanos(clock);
        networks = Caffeine.newBuilder()
                .maximumSize(MOST_NETWORKS)
                .expireAfterAccess(KEY_LASTS)
                .ticker(ticker)
                .build();
        visitors = Caffeine.newBuilder()
                .maximumSize(MOST_NETWORKS)
                .expireAfterAccess(KEY_LASTS)
                .ticker(ticker)
                .build();
        sites = Caffeine.newBuilder()
                .maximumSize(MOST_SITES)
                .expireAfterAccess(KEY_LASTS)
                .ticker(ticker)
                .build();
        key = new Key(Secrets.bytes(32), nanos(clock));
    }

    private record Key(byte[] bytes, long since) {}

    private record NetworkHash(long high, long low) {}

    /**
     * Takes {@code events} of what the network of this address may send.
     *
     * @return the seconds to wait, at least 1, if that is more than is left; then nothing is taken
     */
    public OptionalLong fromNetwork(String address, int events) {
        int limit = config.perSecondAndNetwork();
        return limit == 0
                ? OptionalLong.empty()
                : take(networks.get(hash(Networks.prefix(address)), hash -> bucket(limit)), events);
    }

    /** As {@link #fromNetwork}, of how often its visitors may ask for their data, or have it erased. */
    public OptionalLong visitorFromNetwork(String address) {
        int limit = visitorConfig.perMinuteAndNetwork();
        return limit == 0
                ? OptionalLong.empty()
                : take(visitors.get(hash(Networks.prefix(address)), hash -> bucket(limit, limit, MINUTE)), 1);
    }

    /** As {@link #fromNetwork}, of what may be sent for the site. */
    public OptionalLong forSite(int site, int events) {
        int limit = config.perSecondAndSite();
        return limit == 0 ? OptionalLong.empty() : take(sites.get(site, s -> bucket(limit)), events);
    }

    private static OptionalLong take(Bucket bucket, int events) {
        if (events == 0) {
            return OptionalLong.empty();
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(events);
        return probe.isConsumed()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(
                        1,
                        Duration.ofNanos(probe.getNanosToWaitForRefill() + 999_999_999)
                                .toSeconds()));
    }

    private Bucket bucket(int perSecond) {
        return bucket((long) perSecond * BURST_SECONDS, perSecond, Duration.ofSeconds(1));
    }

    private Bucket bucket(long atOnce, int tokens, Duration period) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(atOnce).refillGreedy(tokens, period))
                .withCustomTimePrecision(new Time(clock))
                .build();
    }

    private NetworkHash hash(byte[] prefix) {
        Key current = key;
        long now = nanos(clock);
        if (now - current.since() >= KEY_LASTS.toNanos()) {
            current = new Key(Secrets.bytes(32), now);
            key = current;
            networks.invalidateAll();
            visitors.invalidateAll();
        }
        byte[] hash = Units.hmac(current.bytes(), prefix);
        return new NetworkHash(number(hash, 0), number(hash, 8));
    }

    private static long number(byte[] bytes, int from) {
        return java.nio.ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, from + Long.BYTES))
                .getLong();
    }

    private static long nanos(Clock clock) {
        return clock.millis() * 1_000_000;
    }

    /** The time that buckets fill by. */
    private record Time(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanos(clock);
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
