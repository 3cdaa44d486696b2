// What happened, on its way to the server. Here it waits; what sends it, also as the page goes, and keeps it where it may
// be kept, is loaded beside the decision: sender.js. An event keeps its id through every try, so that a repeat changes
// nothing.
import { uuid7 } from "./id.js";

const MOST_KEPT = 300;

export class Events {
  constructor() {
    this.sender = null;
    /** By how much the server's clock is ahead of this one, where they are far apart. */
    this.ahead = 0;
    /** { event, at } each, at being this clock's time; what is on its way comes first, and says sent. */
    this.waiting = [];
    /** The ids that this page has had. */
    this.mine = new Set();
  }

  /** @param {?} event bare; without id and age, which are added. @return {string|undefined} its id */
  add(event) {
    if (this.waiting.length >= MOST_KEPT) return undefined;
    event.id = uuid7(this.now());
    this.take({ event, at: Date.now() });
    return event.id;
  }

  take(item) {
    this.mine.add(item.event.id);
    this.waiting.push(item);
    this.changed();
  }

  changed() {
    if (this.sender) this.sender.changed();
  }

  now() {
    return Date.now() + this.ahead;
  }

  /** Measurement was taken back: forgets what is still waiting and belongs to a unit. Answers and refusals stay, without the unit. */
  drop() {
    this.waiting = this.waiting.filter(({ event }) => event.type === "consent" || "met" in event);
    for (const { event } of this.waiting) delete event.unit;
    this.changed();
  }
}
