// What the widgets of one page share: the snippet's core, the words, the document of texts, what visitors may do about
// their data here and at the server.
import { bare } from "../bare.js";
import { wordsIn } from "./words.js";

export class Kit {
  /** @param {?} core what the snippet hands over; see candor.d.ts, WidgetCore */
  constructor(core) {
    this.core = core;
    this.words = wordsIn(core.language);
    /** The card that is open now; there is one at a time. */
    this.card = null;
    /** Whether this page view has asked its one question. */
    this.asked = false;
    /** What the server has not heard yet, in order. */
    this.owed = [];
    addEventListener("online", () => this.settle());
  }

  /** The document of texts. The browser's cache keeps it for a minute. @return {!Promise<?>} bare */
  paper() {
    const { siteKey, language } = this.core;
    return this.fetch("/v1/sites/" + siteKey + "/panel?lang=" + (language || ""), {});
  }

  /** The same; without any words where it can't be had. */
  paperOrNone() {
    return this.paper().catch(() => ({ controller: {}, purposes: [], attributes: [] }));
  }

  /** An attribute of that document; one that is not registered has its key for a name, and can't be corrected. */
  attribute(paper, key) {
    return paper.attributes.find((each) => each.key === key) || { key, texts: { label: key } };
  }

  async fetch(path, options) {
    const answer = await this.core.page.remote.call(path, options);
    if (!answer.ok) throw answer.status;
    return bare(await answer.json());
  }

  /** The server's half of what a visitor may do; the key to it is the visitor's own secret. */
  server(method, body, secret = this.core.visitor.secret) {
    const headers = bare({ Authorization: "Visitor " + this.core.siteKey + "." + secret, "Content-Type": "application/json" });
    return this.fetch("/v1/visitor", { method, headers, body: body && JSON.stringify(bare(body)) });
  }

  /** Tells the server now or later. @return {!Promise<string>} done, away, or noKey where this browser has no secret */
  async send(method, body, secret = this.core.visitor.secret) {
    if (!secret) return "noKey";
    this.owed.push(() => this.server(method, body, secret));
    return this.settle();
  }

  /** Tells what is owed, first things first, and one at a time. @return {!Promise<string>} */
  settle() {
    return (this.settling ||= (async () => {
      try {
        for (; this.owed.length; this.owed.shift()) await this.owed[0]();
        return "done";
      } catch (away) {
        return "away";
      } finally {
        this.settling = null;
      }
    })());
  }

  /**
   * Tells a trust signal of this visitor, once for each kind of unit that is counted; the first of them with the key of what was
   * asked for, which was asked for once. @return {boolean} whether anybody was counted
   */
  tell(name, value, attribute) {
    const { page } = this.core;
    const units = page.ruleset ? page.ruleset.experiments.map(({ unit }) => unit) : [];
    let told = false;
    for (const unit of new Set(units)) told = !!page.tell(unit, { type: "trust", name, value, attribute: told ? undefined : attribute }) || told;
    return told;
  }

  /** The same of what follows a refusal: it carries no unit. */
  tellOfNobody(name) {
    this.core.page.ofNobody([name]);
  }

  /** Takes something back, here at once and at the server, which refuses it from then on as well. */
  deny(states, textVersion) {
    const sent = this.send("PATCH", { consent: states, textVersion });
    this.core.page.standard = false;
    this.allow(states, textVersion);
    return sent;
  }

  /** Takes in an answer given in the panel, for the texts that were read. */
  allow(states, textVersion) {
    this.core.page.consent(states, { method: "panel", textVersion });
  }

  declare(key, value) {
    const { visitor, page } = this.core;
    visitor.declare(key, value);
    page.evaluate();
  }

  /** The sentence that says where a value comes from. */
  origin(key) {
    const at = this.core.visitor.declared[key];
    const { told, sent, lang } = this.words;
    // Where the server decides, it has to be told.
    return (this.core.page.ruleset?.ask ? sent : told).replace("{}", at ? " (" + new Date(at).toLocaleDateString(lang, { dateStyle: "long" }) + ")" : "");
  }
}
