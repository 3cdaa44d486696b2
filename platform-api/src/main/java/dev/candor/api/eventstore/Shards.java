package dev.candor.api.eventstore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The locks of the shards: whoever changes what is derived from a shard's events holds its lock until the transaction ends. */
public final class Shards {

    /** How many there are; the units are spread over them evenly. */
    public static final int COUNT = UnitId.SHARDS;

    /** The shards' locks are this number and those that follow it. */
    private static final long LOCKS = 0x666f6c6400L;

    private static final int FINEST = 1_024;

    private Shards() {}

    /**
     * Takes the locks of those shards that nobody holds; returns which. To be the transaction's first statement, so that it sees
     * what others did. Nobody waits here, so that any number may be taken at once.
     */
    public static List<Integer> tryLock(Handle handle, List<Integer> shards) {
        return handle.createQuery(
                        "select shard from unnest(:shards) as asked (shard) where pg_try_advisory_xact_lock(:locks + shard)")
                .bindArray("shards", Integer.class, shards)
                .bind("locks", LOCKS)
                .mapTo(Integer.class)
                .list();
    }

    /** Waits for the shard's lock. To be the transaction's first statement. */
    public static void lock(Handle handle, int shard) {
        handle.execute("select pg_advisory_xact_lock(?)", LOCKS + shard);
    }

    /**
     * Cuts a shard into ranges of about equally many units, for work that holds a range in memory.
     *
     * @param ranges from 1 to 1,024
     * @return where each range begins, and where the last one ends
     */
    public static List<byte[]> bounds(int shard, int ranges) {
        List<byte[]> bounds = new ArrayList<>();
        for (int i = 0; i < ranges; i++) {
            int offset = i * FINEST / ranges;
            bounds.add(new byte[] {(byte) ((shard << 2) + (offset >> 8)), (byte) offset});
        }
        if (shard < COUNT - 1) {
            bounds.add(new byte[] {(byte) ((shard + 1) << 2), 0});
        } else {
            byte[] beyondAll = new byte[64];
            Arrays.fill(beyondAll, (byte) 0xff);
            bounds.add(beyondAll);
        }
        return bounds;
    }
}
