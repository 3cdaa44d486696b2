// Random numbers and what is made of them.
import { siteKey } from "./remote.js";

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const random = (length) => hex(crypto.getRandomValues(new Uint8Array(length)));

/** A UUIDv7 (RFC 9562): 48 bits of milliseconds, then random; the server finds the partition by its time. */
export const uuid7 = (time) => (time.toString(16).padStart(12, "0") + random(10)).replace(/(.{8})(.{4}).(.{3}).(.{3})/, "$1-$2-7$3-8$4-");

/**
 * A new visitor: a secret of 256 bits, and the unit that everybody can compute from it and nobody back. On plain http, where the
 * browser offers no digest, the unit is random and there is no secret.
 * @return {!Promise<!Array>} unit and secret
 */
export async function identity() {
  const { subtle } = crypto;
  const secret = random(32);
  const text = new TextEncoder().encode("candor visitor\n" + siteKey + "\n" + secret);
  return subtle ? [hex(new Uint8Array(await subtle.digest("SHA-256", text))).slice(0, 32), secret] : [secret.slice(32)];
}
