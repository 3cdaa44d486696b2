// The calls to Candor. None carries a cookie, a referrer beyond the origin, or a declared attribute. A body is
// text/plain, so that a browser asks no permission first (no CORS preflight).
import { bare } from "./bare.js";

const PATIENCE_MS = 5000;

export class Remote {
  /** @param {string} base the address that the snippet itself came from, without /v1/… */
  constructor(base, siteKey) {
    this.base = base;
    this.siteKey = siteKey;
  }

  /** @return {!Promise<?>} what the server says of this site, bare */
  ask(what) {
    return this.get("/v1/sites/" + encodeURIComponent(this.siteKey) + "/" + what);
  }

  /** @return {!Promise<?>} an answer of JSON, bare; there has to be one in time */
  async get(path, options) {
    const signal = AbortSignal.timeout ? AbortSignal.timeout(PATIENCE_MS) : null;
    const response = await this.call(path, Object.assign(Object.create(null), { signal }, options));
    if (!response.ok) throw new Error("status " + response.status);
    return bare(await response.json());
  }

  call(path, options) {
    // Options without a prototype: fetch would read inherited ones as well.
    const all = Object.assign(Object.create(null), { credentials: "omit", referrerPolicy: "origin" }, options);
    return fetch(this.base + path, all);
  }
}
