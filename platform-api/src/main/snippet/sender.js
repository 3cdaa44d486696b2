// Sends the events, in order and one request at a time, and tries again when the server is not there. Under a grant, what
// no server has acknowledged stays in the store, and the next page takes it up. Corrects a clock that is far off.
import { bare } from "./bare.js";
import { uuid7 } from "./id.js";

const MOST_KEPT = 300;
const MOST_A_REQUEST = 50; // far below the 64 KiB that a browser lets outlive its page
const MOST_TRIES = 5;
const OLDEST_MS = 6 * 864e5; // the server takes a week

export class Sender {
  constructor({ events, store, visitor, remote }) {
    this.events = events;
    this.store = store;
    this.visitor = visitor;
    this.remote = remote;
    this.recalled = false;
    this.timer = 0;
    this.tries = 0;
    this.sending = false;
    const leave = () => this.leave();
    addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  }

  changed() {
    this.keep();
    this.later(0);
  }

  later(delay) {
    if (!this.timer && this.events.waiting.length) this.timer = setTimeout(() => this.flush(), delay);
  }

  async flush() {
    this.timer = 0;
    const batch = this.events.waiting.slice(0, MOST_A_REQUEST);
    if (this.sending || !batch.length) return;
    this.sending = true;
    for (const item of batch) item.sent = true;
    let wait = 0;
    try {
      const response = await this.send(batch);
      if (response.status === 503 || response.status === 429) wait = Number(response.headers.get("Retry-After")) || 1;
      else if (response.ok) this.correct(bare(await response.json()), batch);
    } catch (unreachable) {
      wait = 1;
    }
    this.sending = false;
    // 1, 2, 4, 8 seconds or what the server asks for, each stretched at random so that pages do not return together. What
    // is given up here is taken up by the next page, if it may be kept.
    const again = wait && ++this.tries < MOST_TRIES;
    if (!again) {
      this.tries = 0;
      this.events.waiting = this.events.waiting.filter((item) => item.again || !batch.includes(item));
    }
    for (const item of batch) item.sent = item.again = false;
    if (!wait) this.keep();
    this.later(again ? Math.min(Math.max(wait, 2 ** (this.tries - 1)), 60) * 1000 * (1 + Math.random()) : 0);
  }

  /** @return {!Promise<!Response>} */
  send(batch) {
    return this.remote.call("/v1/events", { method: "POST", body: this.envelope(batch), keepalive: true });
  }

  /** Says of each event how long ago it happened: the server's clock dates it, not this one. */
  envelope(batch) {
    for (const { event, at } of batch) event.ageMs = Math.max(0, Date.now() - at);
    return '{"siteKey":' + JSON.stringify(this.remote.siteKey) + ',"events":' + list(batch.map(({ event }) => event)) + "}";
  }

  /**
   * The page goes: the browser takes what is left, and goes on without it. Nobody hears whether it arrived, so what may be kept
   * is kept until a page has an answer; the server knows a repeat by its id.
   */
  leave() {
    const { events, remote } = this;
    this.keep();
    const items = events.waiting.filter(({ sent, taken }) => !sent && !taken);
    if (this.visitor.mayKeep()) for (const item of items) item.taken = true;
    else events.waiting = events.waiting.filter(({ sent }) => sent);
    while (items.length) {
      const batch = items.splice(0, MOST_A_REQUEST);
      const taken = navigator.sendBeacon && navigator.sendBeacon(remote.base + "/v1/events", this.envelope(batch));
      if (!taken) this.send(batch).catch(() => {});
    }
  }

  /** Learns the server's clock; an event whose id this clock had put too far away gets another one, once. */
  correct({ rejected, serverTime }, batch) {
    const ahead = Date.parse(serverTime) - Date.now();
    if (!(Math.abs(ahead) > 36e5)) return;
    this.events.ahead = ahead;
    for (const { index, reason } of rejected || []) {
      const item = batch[index];
      if (reason !== "id_out_of_range" || item.renewed) continue;
      item.again = item.renewed = true;
      item.event.id = uuid7(this.events.now());
      this.events.mine.add(item.event.id);
    }
  }

  /** Makes the store hold what this page has not got rid of, beside what other pages left. */
  keep() {
    if (!this.visitor.mayKeep()) {
      this.recalled = false;
      return;
    }
    const others = this.others();
    if (!this.recalled) {
      this.recalled = true;
      for (const { event, at } of others) this.events.take(bare({ event, at }));
    }
    const own = this.events.waiting.map(({ event, at }) => ({ event, at }));
    this.store.write(".events", this.others().concat(own).slice(-MOST_KEPT));
  }

  /** What is stored, not too old and not this page's. */
  others() {
    const items = this.store.read(".events");
    return (Array.isArray(items) ? items : []).filter(
      ({ event, at }) => !this.events.mine.has(event.id) && Math.abs(Date.now() - at) < OLDEST_MS,
    );
  }
}

/** Written by hand: some pages give Array.prototype a toJSON of their own. */
export const list = (items) => "[" + items.map((item) => JSON.stringify(item)).join() + "]";
