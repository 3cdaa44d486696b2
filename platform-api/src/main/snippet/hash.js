// Where a unit stands: the same 32-bit number in Java, here, today and next month.

/**
 * bucket(seed, unit) = murmur3_x86_32(utf8(seed + "/" + unit), 0), an unsigned 32-bit integer. MurmurHash3 x86 32-bit with seed
 * 0, after Austin Appleby's public-domain MurmurHash3.cpp.
 * TextEncoder writes a lone surrogate as U+FFFD; the Java engine does the same.
 * @param {string} seed
 * @param {string} unit
 * @return {number}
 */
export function bucket(seed, unit) {
  const bytes = new TextEncoder().encode(seed + "/" + unit);
  const { length } = bytes;
  let hash = 0;
  for (let i = 0; i < length; i += 4) {
    // What would be beyond the end is undefined, which counts as 0 here; the last word is mixed only if it is a whole one.
    const word = Math.imul(bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24), 0xcc9e2d51);
    hash ^= Math.imul((word << 15) | (word >>> 17), 0x1b873593);
    if (i + 4 <= length) hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  hash ^= length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
