// Who is here: an id, a declared attribute, an answer. All of it in page memory; the store is opened only under a grant.
import { bare } from "./bare.js";
import { answer, unanswered } from "./consent.js";
import { guarded } from "./guarded.js";
import { hex, identity, random } from "./id.js";
import { Store } from "./store.js";

export class Visitor {
  constructor(siteKey) {
    this.store = new Store(siteKey);
    this.consent = unanswered();
    this.siteKey = siteKey;
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
    this.attributes = Object.create(null);
    /** What sticky experiments gave: experiment key -> { variant, phase }. */
    this.carried = Object.create(null);
    /** The local day on which the id was first stored; null while it is not stored. */
    this.since = null;
  }

  /** Takes in an answer; returns the purposes that it changed. */
  answer(states) {
    const changed = answer(this.consent, bare(states));
    if (changed.includes("remembering")) {
      if (this.consent.remembering === "granted") this.recall();
      else this.forget();
    }
    if (changed.includes("personalization") && this.consent.personalization === "denied") this.attributes = Object.create(null);
    if (changed.length) this.keep();
    return changed;
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
    if (!["string", "number", "boolean"].includes(typeof value)) throw new Error("an attribute is a string, a number or a boolean");
    this.attributes[attribute] = value;
    this.keep();
  }

  withdraw(attribute) {
    delete this.attributes[attribute];
    this.keep();
  }

  /** Remembers what a sticky experiment gave, in the place of what is remembered of it. */
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
    const entry = this.store.read();
    if (entry) {
      this.id = entry.id;
      this.secret = entry.secret || null;
      this.attributes = Object.assign(Object.create(null), entry.attributes, this.attributes);
      this.carried = Object.assign(this.carried, entry.carried);
    }
    this.since = (entry && entry.since) || today();
  }

  /** Erases the entry, and the id with it where it had been stored. */
  forget() {
    this.store.erase();
    if (this.since) this.renew();
    this.carried = Object.create(null);
    this.since = null;
  }

  renew() {
    this.become(this.spare || bare({ id: hex(random(16)), secret: null }));
    this.spare = null;
    this.derive();
  }

  keep() {
    if (this.consent.remembering !== "granted" || !this.id) return;
    const entry = bare({ id: this.id, secret: this.secret, since: this.since, carried: this.carried });
    if (this.consent.personalization === "granted") entry.attributes = this.attributes;
    this.store.write(entry);
  }
}

/** More experiments than that are not remembered, lest the entry grow for ever. */
const MOST_CARRIED = 50;

/** The local date, a day being all the precision that "new or returning" needs. */
function today() {
  const now = new Date();
  return now.getFullYear() + "-" + (now.getMonth() + 1) + "-" + now.getDate();
}
