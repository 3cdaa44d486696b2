// What the widgets of one page share: the snippet's core, the words, the document of texts, and a memory of what was asked.
import { bare } from "../bare.js";
import { Server } from "./server.js";
import { wordsIn } from "./words.js";

export const DAY = 86400000;

export class Kit {
  /** @param {?} core what the snippet hands over: siteKey, language, visitor, page, events, signals */
  constructor(core) {
    this.core = core;
    this.words = wordsIn(core.language);
    /** The card that is open now; there is one at a time. */
    this.card = null;
    /** Whether this page view has asked its one question. */
    this.asked = false;
    this.texts = null;
    this.server = new Server(core);
  }

  /** The document of texts: asked for once, and again after a failure. @return {!Promise<?>} bare */
  paper() {
    const { siteKey, language, page } = this.core;
    const path = "/v1/sites/" + encodeURIComponent(siteKey) + "/panel?lang=" + encodeURIComponent(language || "");
    this.texts ||= page.remote.call(path, {}).then(async (answer) => {
      if (!answer.ok) throw new Error("status " + answer.status);
      return bare(await answer.json());
    });
    return this.texts.catch((away) => {
      this.texts = null;
      throw away;
    });
  }

  /** What was asked, declined and told before; kept beside the id, under the same consent. */
  get notes() {
    return this.core.visitor.notes;
  }

  note(change) {
    Object.assign(this.notes, change);
    this.core.visitor.keep();
  }

  /** Tells a trust signal of this visitor, once for each kind of unit that is counted. */
  tell(name, value) {
    const { page } = this.core;
    const event = bare({ type: "trust", name });
    if (value !== undefined) event.value = value;
    if (page.ruleset) for (const kind of page.kinds()) page.tell(kind, event);
  }

  /** Tells a trust signal that follows a refusal: it belongs to nobody. */
  tellUnnamed(name) {
    if (!this.core.page.forced) this.core.events.add(bare({ type: "trust", name }));
  }

  /** Takes in an answer given in a widget, for the texts that were read. */
  consent(states, method, textVersion) {
    this.core.page.consent(bare(states), bare({ method, textVersion }));
  }

  /** Takes something back, here at once and at the server, which refuses it from then on as well. */
  deny(states, textVersion) {
    const sent = this.server.send("PATCH", { consent: states, textVersion: textVersion || null });
    this.consent(states, "panel", textVersion);
    return sent;
  }

  declare(key, value) {
    this.note(bare({ told: Object.assign(bare(this.notes.told || {}), bare({ [key]: Date.now() })) }));
    this.core.visitor.declare(key, value);
    this.core.page.evaluate();
  }

  withdraw(key) {
    const told = bare(this.notes.told || {});
    delete told[key];
    this.note(bare({ told }));
    this.core.visitor.withdraw(key);
    this.core.page.evaluate();
  }

  /** The sentence that says where a value comes from. */
  origin(key) {
    const at = (this.notes.told || {})[key];
    if (!at) return this.words.toldSome;
    const date = new Intl.DateTimeFormat(this.words.lang, bare({ dateStyle: "long" })).format(at);
    return this.words.told.replace("{}", () => date);
  }
}
