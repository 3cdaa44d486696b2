// Who is here: an id, a declared attribute, an answer. All of it in page memory; the store is opened only under a grant.
import { bare } from "./bare.js";
import { PURPOSES, each } from "./consent.js";
import { identity } from "./id.js";
import { page, settle } from "./page.js";
import { resolve } from "./signals.js";
import { erase, stored, write } from "./store.js";

/**
 * Besides, once they are known: id, the unit, and the secret that it is derived from; userId; receipt, the id of the event that told of
 * the latest grant of personalization; and since, the local day on which the id was first stored.
 */
export const visitor = bare({
  /** Who says what about consent: see signals.js. */
  signals: { explicit: {}, gpc: navigator.globalPrivacyControl, dnt: navigator.doNotTrack === "1" },
  consent: each(() => "unknown"),
  /** Purpose -> whose word its state is. */
  sources: {},
  /** Purpose -> how the explicit choice was made: panel, ask, api. */
  methods: {},
  /** Purpose -> "state method", what the server was told last: consent tools repeat an answer on each page. */
  told: {},
  attributes: {},
  /** When each of them was declared, in milliseconds. */
  declared: {},
  /** What experiments gave: experiment key -> { variant, phase }, the phase where it is sticky. */
  carried: {},
  /** The same of whoever this was before a refusal. */
  left: {},
});

/** Becomes somebody new; until it is known who, nobody who was recalled. */
export async function arrive() {
  visitor.id = undefined;
  const [id, secret] = await identity();
  if (visitor.id) return;
  Object.assign(visitor, { id, secret });
  keep();
  settle();
}

/** Draws the conclusion from all signals; returns the purposes whose state is another now. */
export function conclude() {
  const conclusion = (purpose) => resolve(page.ruleset?.signals || bare({}), visitor.signals, purpose);
  const recalls = conclusion("remembering")[0] === "granted" && !mayKeep();
  // What was chosen on an earlier page counts as well.
  if (recalls) recall();
  const changed = PURPOSES.filter((purpose) => {
    const [state, source] = conclusion(purpose);
    visitor.sources[purpose] = source;
    if (state === visitor.consent[purpose]) return false;
    visitor.consent[purpose] = state;
    // What the browser says for everybody is no answer to what is kept here: without a grant it is just not opened.
    const answered = !["gpc", "dnt"].includes(source);
    if (purpose === "remembering" && !recalls) forget(answered);
    if (purpose === "personalization" && state === "denied" && answered) {
      visitor.attributes = bare({});
      visitor.receipt = undefined;
    }
    return true;
  });
  if (changed.length) keep();
  return changed;
}

export const mayKeep = () => visitor.consent.remembering === "granted";

export function declare(attribute, value) {
  if (Object(value) === value) throw new Error(attribute);
  visitor.attributes[attribute] = value;
  visitor.declared[attribute] = Date.now();
  keep();
}

export function withdraw(attribute) {
  delete visitor.attributes[attribute];
  delete visitor.declared[attribute];
  keep();
}

/** Forgets what was declared longer ago than the site keeps it, by key in days. */
export function expire(days, now) {
  for (const key of Object.keys(visitor.declared)) {
    if (now >= visitor.declared[key] + (days?.[key] || MOST_DAYS) * DAY) withdraw(key);
  }
}

/** Remembers what an experiment gave, in the place of what is remembered of it, and of no more than so many. */
export function carry(key, given) {
  const { carried } = visitor;
  delete carried[key];
  const keys = Object.keys(carried);
  if (keys.length >= MOST_CARRIED) delete carried[keys[0]];
  carried[key] = bare(given);
  keep();
}

/** The id by which each kind of unit is known here. A daily visitor has none: the server derives it. */
export const units = () => bare({ consented_visitor: visitor.id, signed_in_user: visitor.userId });

/** Whether the id was stored on an earlier day; undefined while nothing is stored. */
export const newOrReturning = () => (visitor.since ? (visitor.since === today() ? "new" : "returning") : undefined);

/** Goes on as the one who was here before; what was declared on this page is the newer word. */
export function recall() {
  const entry = stored();
  if (entry) {
    visitor.id = entry.id;
    visitor.secret = entry.secret;
    visitor.receipt ||= entry.receipt;
    for (const part of ["attributes", "declared", "carried", "told"]) visitor[part] = Object.assign(bare({}), entry[part], visitor[part]);
    chosen(entry.choice);
  }
  visitor.since = entry?.since || today();
}

/** What was chosen in Candor's own panel outlives the page, since the site's consent tool does not know it. */
function chosen(choice) {
  for (const purpose of PURPOSES) {
    if (!choice?.[purpose] || visitor.signals.explicit[purpose]) continue;
    visitor.signals.explicit[purpose] = choice[purpose];
    visitor.methods[purpose] = "panel";
  }
}

/** Erases the store, and the id with it where it had been stored. */
export function forget(answered) {
  Object.assign(visitor.left, visitor.carried);
  visitor.carried = bare({});
  if (answered || visitor.since) erase();
  if (visitor.since) arrive();
  visitor.since = undefined;
}

export function keep() {
  const { id, secret, since, carried, receipt, told, attributes, declared } = visitor;
  if (!mayKeep() || !id) return;
  const choice = each((purpose) => (visitor.methods[purpose] !== "api" ? visitor.signals.explicit[purpose] : undefined));
  const entry = bare({ id, secret, since, carried, receipt, told, choice });
  if (visitor.consent.personalization === "granted") Object.assign(entry, { attributes, declared });
  write("", entry);
}

/** More experiments than that are not remembered, lest the entry grow for ever. */
const MOST_CARRIED = 50;

/** No attribute counts longer, whatever the rules leave open. */
const MOST_DAYS = 395;
const DAY = 864e5;

/** The local date, a day being all the precision that "new or returning" needs. */
const today = () => new Date().toDateString();
