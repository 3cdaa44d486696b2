// The server's half of what a visitor may do with their data. The key to it is the visitor's own secret; what can't be
// done now is tried again while the page is there.
import { bare } from "../bare.js";

const WAIT_MS = 15000;
const MOST_TRIES = 20;

export class Server {
  constructor(core) {
    this.core = core;
    /** What the server has not heard yet, in order. */
    this.owed = [];
    addEventListener("online", () => this.retry());
  }

  /** @return {!Promise<?>} the answer, bare */
  async call(method, body, secret = this.core.visitor.secret) {
    const { siteKey, page } = this.core;
    const headers = bare({ Authorization: "Visitor " + siteKey + "." + secret, "Content-Type": "application/json" });
    const answer = await page.remote.call("/v1/visitor", { method, headers, body: body && JSON.stringify(bare(body)) });
    if (!answer.ok) throw new Error("status " + answer.status);
    return bare(await answer.json());
  }

  /** Sends, now or later. @return {!Promise<string>} done, away, or noKey where this browser has no secret */
  async send(method, body, secret = this.core.visitor.secret) {
    if (!secret) return "noKey";
    this.owed.push(() => this.call(method, body, secret));
    return (await this.retry()) ? "done" : "away";
  }

  /** Tries what is owed, first things first. @return {!Promise<boolean>} whether nothing is owed any more */
  retry() {
    return (this.trying ||= this.work().finally(() => (this.trying = null)));
  }

  async work() {
    clearTimeout(this.timer);
    try {
      while (this.owed.length) {
        await this.owed[0]();
        this.owed.shift();
        this.tries = 0;
      }
      return true;
    } catch (away) {
      this.tries = (this.tries || 0) + 1;
      if (this.tries < MOST_TRIES) this.timer = setTimeout(() => this.retry(), WAIT_MS);
      return false;
    }
  }
}
