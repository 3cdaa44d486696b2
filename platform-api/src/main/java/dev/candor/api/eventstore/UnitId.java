package dev.candor.api.eventstore;

import java.util.Arrays;
import java.util.HexFormat;

/** One unit of one site, by its pseudonym. */
public record UnitId(int site, byte[] pseudonym) {

    /** How many shards the units are spread over; each is folded by one worker at a time. */
    public static final int SHARDS = 64;

    /** The shard that the unit belongs to: the first six bits, so that a shard is a range of units. */
    public int shard() {
        return (pseudonym[0] & 0xff) >> 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnitId that && site == that.site && Arrays.equals(pseudonym, that.pseudonym);
    }

    @Override
    public int hashCode() {
        return 31 * site + Arrays.hashCode(pseudonym);
    }

    @Override
    public String toString() {
        return site + "/" + HexFormat.of().formatHex(pseudonym);
    }
}
