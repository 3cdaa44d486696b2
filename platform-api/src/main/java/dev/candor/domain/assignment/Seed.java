package dev.candor.domain.assignment;

/**
 * A seed, made ready to be hashed with many units: MurmurHash3 x86 32-bit (Austin Appleby, public domain), seed 0, of
 * the UTF-8 bytes of {@code seed + "/" + unit}.
 *
 * <p>All units of an experiment share the bytes before them, so the state of the hash after those bytes is kept: the
 * whole blocks of four are mixed once and for all, and up to three bytes wait for the unit's first. The unit is read
 * where it is, four characters at a time while they are ASCII and otherwise character by character; nothing is joined,
 * encoded or allocated. A half of a surrogate pair counts as U+FFFD, as browsers encode it.
 */
public final class Seed {

    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;
    private static final int REPLACEMENT = 0xfffd;

    private final String text;

    /** The hash after the whole blocks of {@code seed + "/"}. */
    private final int hash;

    /** The bytes after those blocks, the first in the lowest eight bits. */
    private final long waiting;

    /** How many bits wait: 0, 8, 16 or 24. */
    private final int bits;

    /** How many bytes there are so far. */
    private final int length;

    public Seed(String text) {
        this.text = text;
        String prefix = text + "/";
        int mixed = 0;
        long pending = 0;
        int count = 0;
        int bytes = 0;
        for (int i = 0; i < prefix.length(); i += Character.charCount(prefix.codePointAt(i))) {
            int point = point(prefix, i);
            pending |= utf8(point) << count;
            count += 8 * size(point);
            bytes += size(point);
            if (count >= 32) {
                mixed = mix(mixed, (int) pending);
                pending >>>= 32;
                count -= 32;
            }
        }
        hash = mixed;
        waiting = pending;
        bits = count;
        length = bytes;
    }

    /** The seed as it was drawn. */
    public String text() {
        return text;
    }

    /** Where {@code unit} stands: 0 to 2^32 - 1. */
    public long bucket(String unit) {
        int mixed = hash;
        long pending = waiting;
        int shift = bits;
        int end = unit.length();
        int i = 0;
        for (; i + 4 <= end; i += 4) {
            int a = unit.charAt(i);
            int b = unit.charAt(i + 1);
            int c = unit.charAt(i + 2);
            int d = unit.charAt(i + 3);
            if ((a | b | c | d) > 0x7f) {
                break;
            }
            pending |= (a | b << 8 | c << 16 | (long) d << 24) << shift;
            mixed = mix(mixed, (int) pending);
            pending >>>= 32;
        }
        return rest(unit, i, mixed, pending, length + i);
    }

    /** What is left from character {@code from} on: less than a block, or whatever follows a letter beyond ASCII. */
    private long rest(String unit, int from, int hashed, long left, int before) {
        int mixed = hashed;
        long pending = left;
        int count = bits;
        int bytes = before;
        for (int i = from; i < unit.length(); i++) {
            int point = point(unit, i);
            i += point > 0xffff ? 1 : 0;
            pending |= utf8(point) << count;
            count += 8 * size(point);
            bytes += size(point);
            if (count >= 32) {
                mixed = mix(mixed, (int) pending);
                pending >>>= 32;
                count -= 32;
            }
        }
        return finish(mixed ^ scramble((int) pending) ^ bytes);
    }

    private static int point(String text, int at) {
        int point = text.codePointAt(at);
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? REPLACEMENT : point;
    }

    private static int size(int point) {
        return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }

    /** The bytes of one character, the first in the lowest eight bits. */
    private static long utf8(int point) {
        return switch (size(point)) {
            case 1 -> point;
            case 2 -> 0x80c0L | point >> 6 | (point & 0x3f) << 8;
            case 3 -> 0x8080e0L | point >> 12 | (point >> 6 & 0x3f) << 8 | (point & 0x3f) << 16;
            default ->
                0x808080f0L
                        | point >> 18
                        | (point >> 12 & 0x3f) << 8
                        | (point >> 6 & 0x3f) << 16
                        | (long) (point & 0x3f) << 24;
        };
    }

    private static int mix(int hash, int block) {
        return Integer.rotateLeft(hash ^ scramble(block), 13) * 5 + 0xe6546b64;
    }

    private static int scramble(int block) {
        return Integer.rotateLeft(block * C1, 15) * C2;
    }

    private static long finish(int mixed) {
        int hash = (mixed ^ mixed >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return Integer.toUnsignedLong(hash ^ hash >>> 16);
    }
}
