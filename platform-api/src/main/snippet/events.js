// What happened, on its way to the server: in order, one request at a time, and when the page goes; tried again when the
// server is not there. Under a grant what no server has acknowledged outlives the page. An event keeps its id through
// every try, so that a repeat changes nothing.
import { bare } from "./bare.js";
import { setAhead, uuid7 } from "./id.js";

const MOST_KEPT = 300;
const MOST_A_REQUEST = 50; // far below the 64 KiB that a browser lets outlive its page
const MOST_TRIES = 5;
const OLDEST_MS = 6 * 864e5; // the server takes a week

export class Events {
  /** @param {function(): boolean} mayKeep whether the store may be used */
  constructor(remote, store, mayKeep) {
    this.remote = remote;
    this.store = store;
    this.mayKeep = mayKeep;
    /** { event, at } each, at being this clock's time; what is on its way comes first. */
    this.waiting = [];
    /** The ids that this page has had: of what is stored, they are its own business. */
    this.mine = new Set();
    this.timer = 0;
    this.tries = 0;
    this.sending = false;
    const leave = () => this.leave();
    addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  }

  /** @param {?} event bare; without id and age, which are added here. @return {string|undefined} its id */
  add(event) {
    if (this.waiting.length >= MOST_KEPT) return undefined;
    event.id = uuid7();
    this.take({ event, at: Date.now() });
    this.keep();
    return event.id;
  }

  take(item) {
    this.mine.add(item.event.id);
    this.waiting.push(item);
    this.later(0);
  }

  /** Takes over what an earlier page could not tell. */
  recall() {
    for (const { event, at } of this.stored()) if (this.waiting.length < MOST_KEPT) this.take({ event, at });
    this.keep();
  }

  /** What is stored, not too old and not this page's. */
  stored() {
    const items = this.store.read(".events");
    return (Array.isArray(items) ? items : []).filter(
      ({ event, at }) => !this.mine.has(event.id) && Math.abs(Date.now() - at) < OLDEST_MS,
    );
  }

  keep() {
    if (this.mayKeep()) this.store.write(".events", this.stored().concat(this.waiting).slice(-MOST_KEPT));
  }

  /** Measurement was taken back: forgets what is still waiting and belongs to a unit. Answers stay, without the unit. */
  drop() {
    this.waiting = this.waiting.filter(({ event }) => event.type === "consent" || event.type === "trust");
    for (const { event } of this.waiting) delete event.unit;
    this.keep();
  }

  later(delay) {
    if (!this.timer) this.timer = setTimeout(() => this.flush(), delay);
  }

  async flush() {
    this.timer = 0;
    const batch = this.waiting.slice(0, MOST_A_REQUEST);
    if (this.sending || !batch.length) return;
    this.sending = true;
    for (const item of batch) item.sent = true;
    let wait = 0;
    try {
      const response = await this.remote.send(dated(batch));
      if (response.status === 503 || response.status === 429) wait = Number(response.headers.get("Retry-After")) || 1;
      else if (response.ok) this.correct(bare(await response.json()), batch);
    } catch (unreachable) {
      wait = 1;
    }
    this.sending = false;
    for (const item of batch) item.sent = false;
    // 1, 2, 4, 8 seconds or what the server asks for, each stretched at random so that pages do not return together. What
    // is given up here is taken up by the next page, if it may be kept.
    const again = wait && ++this.tries < MOST_TRIES;
    if (!again) {
      this.tries = 0;
      this.waiting = this.waiting.filter((item) => !batch.includes(item) || item.again);
      for (const item of batch) item.again = false;
      if (!wait) this.keep();
    }
    if (this.waiting.length) this.later(again ? Math.min(Math.max(wait, 2 ** (this.tries - 1)), 60) * 1000 * (1 + Math.random()) : 0);
  }

  /** Learns the server's clock; an event whose id this clock had put too far away gets another one, once. */
  correct({ rejected, serverTime }, batch) {
    const ahead = Date.parse(serverTime) - Date.now();
    if (!(Math.abs(ahead) > 36e5)) return;
    setAhead(ahead);
    for (const { index, reason } of rejected || []) {
      const item = batch[index];
      if (reason !== "id_out_of_range" || item.renewed) continue;
      item.again = item.renewed = true;
      item.event.id = uuid7();
      this.mine.add(item.event.id);
    }
  }

  leave() {
    this.keep();
    const items = this.waiting.filter((item) => !item.sent);
    this.waiting = this.waiting.filter((item) => item.sent);
    while (items.length) {
      const batch = dated(items.splice(0, MOST_A_REQUEST));
      if (!this.remote.beacon(batch)) this.remote.send(batch).catch(() => {});
    }
  }
}

/** Says of each event how long ago it happened: the server's clock dates it, not this one. */
function dated(batch) {
  return batch.map(({ event, at }) => {
    event.ageMs = Math.max(0, Date.now() - at);
    return event;
  });
}
