// Random numbers and what is made of them.
import { bare } from "./bare.js";

/** By how much the server's clock is ahead of this one, where it is by more than an hour. */
let ahead = 0;

export const clock = () => Date.now() + ahead;

export function setAhead(ms) {
  ahead = ms;
}

export function random(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

export function hex(bytes) {
  return Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join("");
}

/** A UUIDv7 (RFC 9562): 48 bits of milliseconds, then random; the server finds the partition by its time. */
export function uuid7() {
  const bytes = random(16);
  let time = clock();
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6] & 15) | 112;
  bytes[8] = (bytes[8] & 63) | 128;
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/**
 * A new visitor: a secret of 256 bits, and the unit that everybody can compute from it and nobody back. Where the browser
 * offers no digest (plain http), the unit is random and there is no secret.
 * @return {!Promise<?>} { id, secret }
 */
export async function identity(siteKey) {
  const { subtle } = crypto;
  if (!subtle) return bare({ id: hex(random(16)), secret: null });
  const secret = hex(random(32));
  const text = new TextEncoder().encode("candor visitor\n" + siteKey + "\n" + secret);
  return bare({ id: hex(new Uint8Array(await subtle.digest("SHA-256", text))).slice(0, 32), secret });
}
