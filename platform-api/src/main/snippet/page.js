// One page view: loads the rules, hears the signals, decides, shows, tells. The rest of the snippet only answers to this.
import { tellAnswers } from "./answers.js";
import { apply, DO } from "./apply.js";
import { bare } from "./bare.js";
import { listen } from "./cmp.js";
import { DAILY, mayCount, PURPOSES, said } from "./consent.js";
import { isAutomated, readContext } from "./context.js";
import { decide, leftOut } from "./decide.js";
import { add, changed, drop, now, leave } from "./events.js";
import { guarded } from "./guarded.js";
import { lift, mask } from "./mask.js";
import { load, more } from "./more.js";
import { rules } from "./remote.js";
import { read, stored, write } from "./store.js";
import { arrive, carry, conclude, expire, mayKeep, newOrReturning, recall, units, visitor } from "./visitor.js";

/** Rules of an earlier visit are followed until the new ones are there, if they are not older. */
const OLDEST_RULES_MS = 864e5;

/** What is known of this page view; also what is loaded later reads it. */
export const page = {
  ruleset: null,
  /** Experiment key -> { experiment, decision, undo }, what this page shows now. */
  shown: new Map(),
  /** Whether the visitor asked, by a widget, to see what everybody sees. */
  standard: false,
  /** The decision that a preview link shows in the place of its experiment's own; nobody is counted then. */
  forced: null,
  /** Whether the mask ran out: what is decided after that is not shown in this page view, lest the original turn into it. */
  late: false,
  /** By how much the server's clock is ahead of this one, where they are far apart. */
  ahead: 0,
};

/** Of whom this page view has told: experiment key and unit -> [experiment key, variant]. */
export const exposed = new Map();

/** Fulfilled once the rules have been followed, or could not be had. */
let opened;
let settled;

/** How the answers were given that nobody was told of yet. */
let untold;

/** A preview, or where a redirect led: what is loaded later has to look first. */
const isSpecial = () => location.search.includes("candor_");

/** Calls once the rules have been followed, or could not be had. */
export const ready = (tell) => opened.then(() => guarded(tell));

export function open(masked, recalls) {
  opened = begin(masked, recalls);
}

/** Loads the rules and shows what follows from them. Whatever goes wrong, the page stays the original. */
async function begin(masked, recalls) {
  // A prerendered page counts, and is read, when somebody looks at it.
  if (document.prerendering) await new Promise((go) => document.addEventListener("prerenderingchange", go));
  page.mask = masked;
  guarded(() => mask(!isAutomated() && masked));
  const known = arrive().catch(lift);
  watch();
  listen();
  const entry = recalls && stored();
  if (entry) hear("explicit", entry.choice, true, "panel");
  try {
    const [ruleset] = await Promise.all([rules(), known, isSpecial() && load()]);
    follow(ruleset);
    // Where the server decides, it is asked by what is loaded then.
    if (ruleset.ask) await load().then(() => more?.asked());
  } catch (unavailable) {
    // Not counted, nothing changed.
  }
  await known;
  if (!page.ruleset) lift();
  settled = true;
  tellUntold();
}

/** @return {boolean} whether these are rules: also what was kept may be damaged, and some pages spoil what JSON makes of a list */
function follow(ruleset) {
  if (!Array.isArray(ruleset.experiments)) return;
  page.ruleset = ruleset;
  if (mayKeep()) keepRules();
  settle();
  return true;
}

const keepRules = () => write(".rules", bare({ at: Date.now(), ruleset: page.ruleset }));

/**
 * Takes in what one source says of consent: all that it says, or the purposes that it names.
 * @param {string} source explicit, the visitor's own choice; or a consent tool
 * @param {?} states purpose -> granted or denied
 * @param {boolean=} remembered whether the answer is a repeated one
 * @param {string=} method where it was given
 * @param {string=} textVersion under which words
 */
export function hear(source, states, remembered, method, textVersion) {
  const isExplicit = source === "explicit";
  states = bare(states);
  if (!isExplicit) visitor.signals[source] = states;
  for (const purpose of PURPOSES) {
    const state = states?.[purpose];
    // Who takes back in the site's tool what they gave here has said the newer word.
    if (isExplicit ? said(state) || state === "unknown" : state === "denied" && !remembered) {
      visitor.signals.explicit[purpose] = isExplicit && state !== "unknown" ? state : undefined;
      visitor.methods[purpose] = method || "api";
    }
  }
  // Of several that are waiting, one new answer makes all of it news.
  if (!untold || !remembered) untold = [remembered, textVersion];
  settle();
}

/** Concludes from the signals, keeps or erases, tells and decides anew. */
export function settle() {
  if (document.prerendering) return;
  const news = conclude();
  if (visitor.consent.measurement === "denied") {
    drop();
    lift();
  }
  if (mayKeep() && news.includes("remembering")) {
    changed();
    const kept = !page.ruleset && !isSpecial() && read(".rules");
    if (kept?.ruleset && Date.now() - kept.at < OLDEST_RULES_MS && follow(kept.ruleset)) return;
    if (page.ruleset) keepRules();
  }
  tellUntold();
  evaluate();
}

/** Tells what was answered, once the site's policy and the visitor's id are known. */
function tellUntold() {
  const how = untold;
  if (!how || !(visitor.id || !mayKeep()) || !(page.ruleset || settled)) return;
  untold = null;
  tellAnswers(...how);
}

/** Decides every experiment anew; touches the page only where the outcome is another than before. */
export function evaluate() {
  const { ruleset, shown } = page;
  if (!ruleset) return;
  const seen = asSeenByRules();
  let waits = more ? more.prepare(seen) : ruleset.ask && load();
  const { experiments } = ruleset;
  for (const [key, { undo }] of shown) {
    if (experiments.some((each) => each.key === key)) continue;
    undo();
    shown.delete(key);
  }
  for (const each of experiments) guarded(() => (waits = show(each, more?.decide(each, seen) || decide(ruleset, each, seen)) || waits));
  if (!waits) lift();
  more?.accompany();
  dispatchEvent(new Event("candor"));
}

/** @return whether it has to wait */
function show(experiment, decision) {
  const { key } = experiment;
  const { changes, variant } = decision;
  // Until it can be shown, nothing is shown and nobody is counted.
  if (!more && (page.late || changes.some((change) => !DO[change.do]))) return load();
  const before = page.shown.get(key);
  // Rules that come anew say the same in other objects.
  const same = JSON.stringify(before?.decision.changes) === JSON.stringify(changes);
  if (!same) before?.undo();
  page.shown.set(key, { experiment, decision, undo: same ? before.undo : apply(changes) });
  if (experiment.exposures !== "asked") expose(key);
  more?.lead(changes);
  if (experiment.unit === DAILY) return !more && load();
  // What is watched for; the signs and the question that go along with a decision.
  if (variant && (page.ruleset.observe || page.ruleset.widgets?.feedback || decision.personalized || document.querySelector("[data-candor-why]"))) load();
}

/** Tells, once a page view and unit, that the visitor met their variant. */
export function expose(key) {
  const shown = page.shown.get(key);
  if (!shown) return;
  const { experiment, decision } = shown;
  const { variant, personalized, why } = decision;
  const { unit, phase } = experiment;
  const met = key + units()[unit];
  if (!variant || exposed.has(met)) return;
  exposed.set(met, [key, variant]);
  // What was met is remembered where the visitor is: a sticky experiment gives it again, and a refusal counts for it.
  if (decision.reason === "assigned" && unit !== DAILY) carry(key, { variant, phase });
  const { device, language, newOrReturning } = context();
  tell(unit, {
    type: "exposure",
    experiment: key,
    variant,
    personalized,
    dimensions: { device, language, newOrReturning, consent: visitor.consent.personalization },
    // Which of the declared attributes were used: their keys, never their values.
    attributes: why?.attributes,
    receiptId: why ? visitor.receipt : undefined,
  });
}

/** What happened on the page, told once for each kind of unit that this site's experiments count by. */
export function track(name, value, properties) {
  if (!page.ruleset) return;
  const conversion = {
    type: "conversion",
    name,
    value: Number.isFinite(value) ? Math.round(value * 1e6) / 1e6 : undefined,
    properties,
  };
  for (const kind of new Set((page.ruleset.ask || page.ruleset.experiments).map(({ unit }) => unit))) tell(kind, conversion);
}

/** Sends an event for one kind of unit, if that kind is known here and may be counted. @return {string|undefined} its id, if it was */
export function tell(kind, event) {
  const unit = units()[kind];
  if (page.forced || !counts(kind) || !(unit || kind === DAILY)) return undefined;
  return add({ ...event, unit });
}

const counts = (kind) => mayCount(page.ruleset, kind, visitor.consent);

function asSeenByRules() {
  const at = now();
  expire(page.ruleset.attributeDays, at);
  return {
    ...visitor,
    excluded: isAutomated(),
    units: units(),
    context: context(),
    attributes: page.standard ? bare({}) : visitor.attributes,
    now: at,
  };
}

export const context = () => readContext(newOrReturning());

/** What this page shows of an experiment, as a copy. */
export const decision = (key) => bare(page.shown.get(key)?.decision || leftOut(bare({ key }), "unknown_experiment"));

// Of the part of an address after #, only a route is more than a place in the page.
const view = () => location.href.replace(/#(?![/!]).*/, "");
let here = view();

/** Looks whether this view of the site has become another one without a new document. */
export function look() {
  if (here === (here = view())) return;
  // The page gets back what is its own, and then what this view shows.
  for (const { undo } of page.shown.values()) undo();
  page.shown.clear();
  exposed.clear();
  page.late = false;
  evaluate();
}

/** Follows the page: its going, routes, a return from the back/forward cache, and another tab that takes back what the device may remember. */
function watch() {
  // Browsers without it: see route.js.
  if (window.navigation) navigation.addEventListener("currententrychange", look);
  else load();
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    exposed.clear();
    goOn();
  });
  addEventListener("storage", goOn);
  addEventListener("pagehide", leave);
  addEventListener("visibilitychange", () => document.hidden && leave());
}

/** Goes on only as the one who is stored: what was taken back elsewhere is nobody's yes here. */
function goOn() {
  const { signals } = visitor;
  if (mayKeep()) {
    if (stored()) recall();
    // Everything that was said is taken back; who may be asked again is nobody's yes.
    else for (const source of ["explicit", "tcf", "consent_mode"]) if (signals[source]) signals[source] = bare({});
  }
  settle();
}
