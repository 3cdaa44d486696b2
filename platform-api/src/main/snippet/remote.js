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

  /** @return {!Promise<?>} the decision that a preview link shows, bare */
  preview(token, language) {
    return this.ask("preview?" + new URLSearchParams(bare({ token, language }))).then(({ decisions }) => decisions[0]);
  }

  /** @return {!Promise<?>} what the server says of this site, bare */
  async ask(what) {
    return read(await this.call("/v1/sites/" + encodeURIComponent(this.siteKey) + "/" + what, { signal: patience() }));
  }

  /**
   * Asks the server for what only it can tell. No declared attribute goes along: of the visitor's own variant all
   * experiences come back, and the one is picked here.
   * @return {!Promise<!Array>} decisions, bare
   */
  async decide(experiments, question) {
    // The list is written by hand: some pages give Array.prototype a toJSON of their own.
    const body = JSON.stringify(question).replace(/}$/, ',"experiences":true,"experiments":' + list(experiments) + "}");
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
