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

  /** @return {!Promise<?>} the compiled rules, bare */
  async ruleset() {
    return read(await this.call("/v1/sites/" + encodeURIComponent(this.siteKey) + "/ruleset", { signal: patience() }));
  }

  /** @return {!Promise<?>} the decision that a preview link shows, bare */
  async preview(token, language) {
    const query = new URLSearchParams(bare({ token, language: language || "" }));
    const answer = await this.call("/v1/sites/" + encodeURIComponent(this.siteKey) + "/preview?" + query, { signal: patience() });
    return read(answer).then(({ decisions }) => decisions[0]);
  }

  /** Asks the server for the variants of units that only it can tell apart. @return {!Promise<!Array>} decisions, bare */
  async decide(experiments, consent, context) {
    const { siteKey } = this;
    const question = bare({ siteKey, unit: null, userId: null, context, attributes: {}, consent });
    // The list is written by hand: some pages give Array.prototype a toJSON of their own.
    const body = JSON.stringify(question).replace(/}$/, ',"experiments":' + list(experiments) + "}");
    return read(await this.call("/v1/decide", { method: "POST", body, signal: patience() })).then((answer) => answer.decisions);
  }

  /** @return {!Promise<!Response>} */
  send(events) {
    return this.call("/v1/events", { method: "POST", body: this.envelope(events), keepalive: true });
  }

  /** For a page that is going away. @return {boolean} whether the browser took it */
  beacon(events) {
    return !!navigator.sendBeacon && navigator.sendBeacon(this.base + "/v1/events", this.envelope(events));
  }

  envelope(events) {
    return '{"siteKey":' + JSON.stringify(this.siteKey) + ',"events":' + list(events) + "}";
  }

  call(path, options) {
    // Options without a prototype: fetch would read inherited ones as well.
    const all = Object.assign(Object.create(null), { mode: "cors", credentials: "omit", referrerPolicy: "origin" }, options);
    return fetch(this.base + path, all);
  }
}

const list = (items) => "[" + items.map((item) => JSON.stringify(item)).join() + "]";

const patience = () => (AbortSignal.timeout ? AbortSignal.timeout(PATIENCE_MS) : null);

async function read(response) {
  if (!response.ok) throw new Error("status " + response.status);
  return bare(await response.json());
}
