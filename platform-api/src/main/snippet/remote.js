// The calls to Candor. None carries a cookie, a referrer beyond the origin, or a declared attribute. A body is
// text/plain, so that a browser asks no permission first (no CORS preflight).
import { bare } from "./bare.js";

const PATIENCE_MS = 5000;

/** The address that the snippet itself came from, without /v1/…, and the site's key. */
export let base, siteKey;

export function connect(to, as) {
  base = to;
  siteKey = as;
}

/**
 * @param {string} path
 * @param {?} options
 * @return {!Promise<?>} an answer of JSON, bare
 */
export async function get(path, options) {
  const response = await call(path, { signal: patience(), ...options });
  if (!response.ok) throw new Error(path);
  return bare(await response.json());
}

/** @return {!Promise<?>} the site's ruleset, bare */
export async function rules() {
  return bare(await (await call("/v1/sites/" + siteKey + "/ruleset", { signal: patience() })).json());
}

/** There has to be an answer in time. */
const patience = () => AbortSignal.timeout?.(PATIENCE_MS);

/**
 * Rejects, whatever is wrong. Options without a prototype: fetch would read inherited ones as well.
 * @param {string} path
 * @param {?=} options
 * @return {!Promise<!Response>}
 */
export const call = async (path, options) => fetch(base + path, { __proto__: null, credentials: "omit", referrerPolicy: "origin", ...options });
