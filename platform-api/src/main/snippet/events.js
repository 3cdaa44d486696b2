// What happened, on its way to the server: kept in memory only, sent once a tick and when the page goes, tried again when
// the server is not there. An event keeps its id through every try, so that a repeat changes nothing.
import { uuid7 } from "./id.js";

const MOST_KEPT = 300;
const MOST_A_REQUEST = 50; // far below the 64 KiB that a browser lets outlive its page
const MOST_TRIES = 5;

export class Events {
  constructor(remote) {
    this.remote = remote;
    this.waiting = [];
    this.timer = 0;
    this.tries = 0;
    /** Counts withdrawals: a batch that comes back from before the last one is not tried again. */
    this.withdrawals = 0;
    const leave = () => this.leave();
    addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  }

  /** @param {?} event bare; without id and age, which are added here */
  add(event) {
    if (this.waiting.length >= MOST_KEPT) return;
    event.id = uuid7();
    this.waiting.push({ event, at: performance.now() });
    this.later(0);
  }

  /** Measurement was taken back: forgets what is still waiting and belongs to a unit. Answers stay, without the unit. */
  drop() {
    this.withdrawals++;
    this.waiting = this.waiting.filter(({ event }) => event.type === "consent");
    for (const { event } of this.waiting) delete event.unit;
  }

  later(delay) {
    if (!this.timer) this.timer = setTimeout(() => this.flush(), delay);
  }

  async flush() {
    this.timer = 0;
    const batch = this.waiting.splice(0, MOST_A_REQUEST);
    if (!batch.length) return;
    const { withdrawals } = this;
    let wait = 0;
    try {
      const response = await this.remote.send(dated(batch));
      if (response.status === 503 || response.status === 429) wait = Number(response.headers.get("Retry-After")) || 1;
    } catch (unreachable) {
      wait = 1;
    }
    if (wait && withdrawals === this.withdrawals && ++this.tries < MOST_TRIES) {
      this.waiting = batch.concat(this.waiting).slice(0, MOST_KEPT);
      // 1, 2, 4, 8 seconds or what the server asks for, each stretched at random so that pages do not return together.
      this.later(Math.min(Math.max(wait, 2 ** (this.tries - 1)), 60) * 1000 * (1 + Math.random()));
      return;
    }
    this.tries = 0;
    if (this.waiting.length) this.later(0);
  }

  leave() {
    while (this.waiting.length) {
      const batch = dated(this.waiting.splice(0, MOST_A_REQUEST));
      if (!this.remote.beacon(batch)) this.remote.send(batch).catch(() => {});
    }
  }
}

/** Says of each event how long ago it happened: the server's clock dates it, not this one. */
function dated(batch) {
  return batch.map(({ event, at }) => {
    event.ageMs = Math.max(0, Math.round(performance.now() - at));
    return event;
  });
}
