// Who is here: an id, a declared attribute, an answer. All of it in page memory; the store is opened only under a grant.
import { bare } from "./bare.js";
import { PURPOSES, unanswered } from "./consent.js";
import { guarded } from "./guarded.js";
import { hex, identity, random } from "./id.js";
import { resolve } from "./signals.js";

export class Visitor {
  constructor(siteKey, store) {
    this.siteKey = siteKey;
    this.store = store;
    /** Who says what about consent: see signals.js. */
    this.signals = bare({
      objected: false,
      explicit: {},
      gpc: navigator.globalPrivacyControl === true,
      tcf: null,
      consent_mode: null,
      dnt: navigator.doNotTrack === "1",
    });
    /** The site's, once the rules are there. */
    this.policy = bare({});
    this.consent = unanswered();
    /** Purpose -> whose word its state is. */
    this.sources = bare({});
    /** Purpose -> how the explicit choice was made: panel, ask, api. */
    this.methods = bare({});
    /** Purpose -> "state method", what the server was told last: consent tools repeat an answer on each page. */
    this.told = bare({});
    /** The unit, and the secret that it is derived from; both null for the moment that deriving takes. */
    this.id = this.secret = null;
    /** Who this visitor is after a withdrawal, derived ahead so that a withdrawal need not wait. */
    this.spare = null;
    this.waiting = [];
    /** Fulfilled once the id is there. */
    this.known = this.derive().then(() => {
      if (!this.id) this.become(this.spare);
      for (const act of this.waiting.splice(0)) guarded(act);
      return this.derive();
    });
    this.userId = null;
    this.attributes = bare({});
    /** When each of them was declared, in milliseconds. */
    this.declared = bare({});
    /** What experiments gave: experiment key -> { variant, phase }, the phase where it is sticky. */
    this.carried = bare({});
    /** The same of whoever this was before a refusal. */
    this.left = bare({});
    /** The id of the event that told of the latest grant of personalization: the receipt's. */
    this.receipt = null;
    /** The local day on which the id was first stored; null while it is not stored. */
    this.since = null;
  }

  /** Draws the conclusion from all signals; returns the changes, [purpose, state before] each. */
  settle() {
    const { consent, sources } = this;
    const remembering = resolve(this.policy, this.signals, "remembering")[0];
    const recalls = remembering === "granted" && remembering !== consent.remembering;
    // What was chosen on an earlier page counts as well.
    if (recalls) this.recall();
    const changed = [];
    for (const purpose of PURPOSES) {
      const [state, source] = resolve(this.policy, this.signals, purpose);
      sources[purpose] = source;
      if (state === consent[purpose]) continue;
      changed.push([purpose, consent[purpose]]);
      consent[purpose] = state;
      // What the browser says for everybody is no answer to what is kept here: without a grant it is just not opened.
      const answered = !["gpc", "dnt"].includes(source);
      if (purpose === "remembering" && !recalls) this.forget(answered);
      if (purpose === "personalization" && state === "denied" && answered) {
        this.attributes = bare({});
        this.receipt = null;
      }
    }
    if (changed.length) this.keep();
    return changed;
  }

  /** Everything that was said is taken back elsewhere; who may be asked again is nobody's yes. */
  takeBack() {
    const { signals } = this;
    for (const source of ["explicit", "tcf", "consent_mode"]) signals[source] = signals[source] && bare({});
  }

  mayKeep() {
    return this.consent.remembering === "granted";
  }

  /** Runs the act as soon as the id is there, now if it is. */
  whenKnown(act) {
    if (this.id) guarded(act);
    else this.waiting.push(act);
  }

  async derive() {
    this.spare = await identity(this.siteKey);
  }

  become({ id, secret }) {
    this.id = id;
    this.secret = secret;
    this.keep();
  }

  declare(attribute, value) {
    if (!["string", "number", "boolean"].includes(typeof value)) throw new Error("no attribute's value");
    this.attributes[attribute] = value;
    this.declared[attribute] = Date.now();
    this.keep();
  }

  withdraw(attribute) {
    delete this.attributes[attribute];
    delete this.declared[attribute];
    this.keep();
  }

  /** Forgets what was declared longer ago than the site keeps it, by key in days. */
  expire(days, now) {
    for (const key of Object.keys(this.attributes)) {
      this.declared[key] = this.declared[key] || now;
      if (now >= this.declared[key] + (days[key] || MOST_DAYS) * DAY) this.withdraw(key);
    }
  }

  /** Remembers what an experiment gave, in the place of what is remembered of it. */
  carry(experiment, variant, phase) {
    const { carried } = this;
    const before = carried[experiment];
    if (before && before.variant === variant && before.phase === phase) return;
    delete carried[experiment];
    if (Object.keys(carried).length >= MOST_CARRIED) delete carried[Object.keys(carried)[0]];
    carried[experiment] = bare({ variant, phase });
    this.keep();
  }

  /** The id by which each kind of unit is known here. A daily visitor has none: the server derives it. */
  units() {
    return bare({ consented_visitor: this.id, signed_in_user: this.userId });
  }

  /** Whether the id was stored on an earlier day; undefined while nothing is stored. */
  newOrReturning() {
    return this.since ? (this.since === today() ? "new" : "returning") : undefined;
  }

  /** Goes on as the one who was here before; what was declared on this page is the newer word. */
  recall() {
    const entry = this.store.visitor();
    if (entry) {
      this.id = entry.id;
      this.secret = entry.secret || null;
      this.receipt = this.receipt || entry.receipt;
      this.attributes = Object.assign(bare({}), entry.attributes, this.attributes);
      this.declared = Object.assign(bare({}), entry.declared, this.declared);
      Object.assign(this.carried, entry.carried);
      this.told = Object.assign(bare({}), entry.told, this.told);
      this.chosen(entry);
    }
    this.since = (entry && entry.since) || today();
  }

  /** What was chosen in Candor's own panel outlives the page, since the site's consent tool does not know it. */
  chosen({ choice }) {
    const { explicit } = this.signals;
    for (const purpose of PURPOSES) {
      if (choice && choice[purpose] && !explicit[purpose]) [explicit[purpose], this.methods[purpose]] = [choice[purpose], "panel"];
    }
  }

  /** Erases the store, and the id with it where it had been stored. */
  forget(answered) {
    if (answered || this.since) this.store.erase();
    if (this.since) {
      this.become(this.spare || bare({ id: hex(random(16)), secret: null }));
      this.spare = null;
      this.derive();
    }
    Object.assign(this.left, this.carried);
    this.carried = bare({});
    this.since = null;
  }

  keep() {
    if (!this.mayKeep() || !this.id) return;
    const { id, secret, since, carried, receipt, told, signals } = this;
    const choice = bare({});
    for (const purpose of PURPOSES) if (this.methods[purpose] !== "api") choice[purpose] = signals.explicit[purpose];
    const entry = bare({ id, secret, since, carried, receipt, told, choice });
    if (this.consent.personalization === "granted") Object.assign(entry, bare({ attributes: this.attributes, declared: this.declared }));
    this.store.write("", entry);
  }
}

/** More experiments than that are not remembered, lest the entry grow for ever. */
const MOST_CARRIED = 50;

/** No attribute counts longer, whatever the rules leave open. */
const MOST_DAYS = 395;
const DAY = 864e5;

/** The local date, a day being all the precision that "new or returning" needs. */
function today() {
  const now = new Date();
  return now.getFullYear() + "-" + (now.getMonth() + 1) + "-" + now.getDate();
}
