// Where a unit stands: the same 32-bit number in Java, here, today and next month.

/**
 * bucket(seed, unit) = murmur3_x86_32(utf8(seed + "/" + unit), 0), an unsigned 32-bit integer.
 * TextEncoder writes a lone surrogate as U+FFFD; the Java engine does the same.
 * @param {string} seed
 * @param {string} unit
 * @return {number}
 */
export function bucket(seed, unit) {
  return murmur3(new TextEncoder().encode(seed + "/" + unit));
}

/** MurmurHash3 x86 32-bit with seed 0, after Austin Appleby's public-domain MurmurHash3.cpp. */
function murmur3(bytes) {
  const whole = bytes.length & ~3;
  let hash = 0;
  for (let i = 0; i < whole; i += 4) {
    hash ^= scramble(bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24));
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let i = bytes.length - 1; i >= whole; i--) tail = (tail << 8) | bytes[i];
  hash ^= scramble(tail); // scramble(0) is 0: no tail, no change
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function scramble(word) {
  word = Math.imul(word, 0xcc9e2d51);
  return Math.imul((word << 15) | (word >>> 17), 0x1b873593);
}
