package dev.candor.bench;

/** MurmurHash3 x86 32-bit over bytes, after Austin Appleby's public-domain MurmurHash3.cpp: the base of a comparison. */
final class Murmur {

    private Murmur() {}

    static long hash(byte[] data) {
        int hash = 0;
        int whole = data.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            int block = (data[i] & 0xff)
                    | (data[i + 1] & 0xff) << 8
                    | (data[i + 2] & 0xff) << 16
                    | (data[i + 3] & 0xff) << 24;
            hash = Integer.rotateLeft(hash ^ scramble(block), 13) * 5 + 0xe6546b64;
        }
        int tail = 0;
        for (int i = data.length - 1; i >= whole; i--) {
            tail = tail << 8 | (data[i] & 0xff);
        }
        hash ^= scramble(tail) ^ data.length;
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return Integer.toUnsignedLong(hash ^ hash >>> 16);
    }

    private static int scramble(int block) {
        return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
    }
}
