package dev.candor.api.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What was read of late and costs time in proportion to the visitors: kept for twenty times as long as it took, so that a page that
 * is open costs at most a twentieth of a core. Whoever asks for what is being read waits for it and has it.
 */
public final class SlowReads<K, V> {

    private static final int WORTH = 20;

    private final Cache<K, Read<V>> kept;

    private record Read<V>(V value, Duration worth) {}

    /**
     * @param shortest how long anything is kept at least
     * @param most     how many are kept
     */
    public SlowReads(Duration shortest, int most) {
        kept = Caffeine.newBuilder()
                .maximumSize(most)
                .executor(Runnable::run)
                .expireAfter(Expiry.<K, Read<V>>creating(
                        (key, read) -> read.worth().compareTo(shortest) > 0 ? read.worth() : shortest))
                .build();
    }

    public V get(K key, Supplier<V> reading) {
        return kept.get(key, asked -> {
                    long begun = System.nanoTime();
                    V value = reading.get();
                    return new Read<>(value, Duration.ofNanos((System.nanoTime() - begun) * WORTH));
                })
                .value();
    }
}
