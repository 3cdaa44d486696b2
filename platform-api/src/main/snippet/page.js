// One page view: loads the rules, hears the signals, decides, shows, tells. The rest of the snippet only answers to this.
import { apply } from "./apply.js";
import { bare } from "./bare.js";
import { mayCount, PURPOSES } from "./consent.js";
import { isAutomated, readContext } from "./context.js";
import { decide, leftOut, present } from "./decide.js";
import { Events } from "./events.js";
import { guarded } from "./guarded.js";
import { Mask } from "./mask.js";
import { more } from "./more.js";
import { Store } from "./store.js";
import { Visitor } from "./visitor.js";

/** Rules of an earlier visit are followed until the new ones are there, if they are not older. */
const OLDEST_RULES_MS = 864e5;

/** Changes that take more than this file's bundle to make. */
const LATE = ["redirect", "html", "insertBefore", "insertAfter"];

/** The kind of unit that has no id here: the server alone knows it. */
const DAILY = "daily_visitor";

export class Page {
  /** @param {?string} mask see mask.js */
  constructor(siteKey, remote, mask) {
    this.remote = remote;
    this.store = new Store(siteKey);
    this.visitor = new Visitor(siteKey, this.store);
    this.events = new Events();
    this.mask = new Mask(isAutomated() ? null : mask);
    this.ruleset = null;
    /** The decision that a preview link shows in the place of its experiment's own. */
    this.forced = null;
    /** What is loaded beside the rules; null until it is there. And the promise of it. */
    this.more = this.moreComes = null;
    /** Whether the rules have come, or will not. */
    this.settled = false;
    this.whenSettled = [];
    /** How the answers were given that nobody was told of yet. */
    this.untold = null;
    /** Stops listening to the site's consent tool. */
    this.hush = () => {};
    /** Experiment key -> { experiment, decision, undo }, what this page shows now. */
    this.shown = new Map();
    /** Of whom this page view has told: experiment key and unit -> [experiment key, variant]. */
    this.exposed = new Map();
    /** For what is loaded, so that there is one engine. */
    this.engine = { present, leftOut };
  }

  /** Loads the rules and shows what follows from them. Whatever goes wrong, the page stays the original. */
  async open(recall) {
    if (recall) {
      const entry = this.store.visitor();
      if (entry) this.hear("explicit", entry.choice || {}, bare({ remembered: true, method: "panel" }));
    }
    try {
      this.moreComes = this.loadMore().catch(() => this.mask.lift());
      const [ruleset] = await Promise.all([this.remote.ask("ruleset"), this.visitor.known, isPreview() && this.moreComes]);
      this.follow(ruleset);
      if (ruleset.ask) {
        await this.moreComes;
        await this.more.asked();
      }
    } catch (unavailable) {
      // Not counted, nothing changed.
    }
    if (!this.ruleset) this.mask.lift();
    this.settled = true;
    this.tellAnswers();
    for (const tell of this.whenSettled.splice(0)) guarded(tell);
  }

  follow(ruleset) {
    // Also what was kept may be damaged.
    if (!Array.isArray(ruleset.experiments)) return;
    this.ruleset = ruleset;
    const { forced } = this;
    // A draft is in no ruleset.
    if (forced && !ruleset.experiments.some(({ key }) => key === forced.experiment)) {
      ruleset.experiments.push(bare({ key: forced.experiment, unit: "none", variants: [] }));
    }
    const policy = (this.visitor.policy = bare(ruleset.signals || {}));
    // Whether a consent tool is here, whose silence is no yes, is known once it has been looked for.
    if (!this.more) delete policy.default;
    if (this.visitor.mayKeep()) this.keepRules();
    this.settle();
  }

  keepRules() {
    this.store.write(".rules", bare({ at: Date.now(), ruleset: this.ruleset }));
  }

  async loadMore() {
    this.more = await more(this);
    if (this.ruleset) this.follow(this.ruleset);
    this.tellAnswers();
    // What the preview link in the page's address shows, if it is one that the server knows.
    const token = new URLSearchParams(location.search).get("candor_preview");
    if (token) await this.more.preview(token);
  }

  ready(tell) {
    if (this.settled) guarded(tell);
    else this.whenSettled.push(tell);
  }

  /**
   * The visitor's explicit choice, in a panel of ours or as the site tells it.
   * @param {?} states purpose -> granted or denied
   * @param {?} how { remembered, method, textVersion }: whether the answer is a repeated one, where it was given, under
   *     which words
   */
  consent(states, how) {
    this.hear("explicit", states, bare(how || {}));
  }

  /** Takes in what one source says of consent: all that it says, or the purposes that it names. */
  hear(source, states, how) {
    const { signals, methods } = this.visitor;
    states = bare(states);
    if (source !== "explicit") signals[source] = states;
    for (const purpose of PURPOSES) {
      const state = states && states[purpose];
      // Who takes back in the site's tool what they gave here has said the newer word.
      if (source === "explicit" ? ["granted", "denied", "unknown"].includes(state) : state === "denied" && !how.remembered) {
        signals.explicit[purpose] = source === "explicit" && state !== "unknown" ? state : undefined;
        methods[purpose] = how.method || "api";
      }
    }
    const { untold } = this;
    // Of several that are waiting, one new answer makes all of it news.
    this.untold = bare(untold && how.remembered ? untold : how);
    this.settle();
  }

  /** Concludes from the signals, keeps or erases, tells and decides anew. */
  settle() {
    const { visitor } = this;
    const changed = visitor.settle();
    if (visitor.consent.measurement === "denied") {
      this.events.drop();
      this.mask.lift();
    }
    if (visitor.mayKeep() && changed.some(([purpose]) => purpose === "remembering")) {
      this.events.changed();
      const kept = !this.ruleset && !isPreview() && this.store.read(".rules");
      // Some pages spoil what JSON makes of a list.
      if (Date.now() - kept?.at < OLDEST_RULES_MS && Array.isArray((kept.ruleset || kept).experiments)) {
        return this.follow(kept.ruleset);
      }
      if (this.ruleset) this.keepRules();
    }
    this.tellAnswers();
    this.evaluate();
  }

  /** Tells what was answered, once the site's policy is known. */
  tellAnswers() {
    const { more, untold } = this;
    if (!more || !untold || !(this.ruleset || this.settled)) return;
    this.untold = null;
    more.tell(untold);
  }

  /** Opens what is loaded only when it is used. */
  async widget(kind, ...details) {
    // A moment later, for those who asked before the page was opened.
    await 0;
    await this.moreComes;
    return this.more?.widget(kind, details);
  }

  track(...details) {
    this.ready(() => this.moreComes.then(() => this.more?.track(...details)));
  }

  /** Decides every experiment anew; touches the page only where the outcome is another than before. */
  evaluate() {
    if (!this.ruleset) return;
    const visitor = this.asSeenByRules();
    const asks = this.askServer(visitor);
    const { experiments } = this.ruleset;
    for (const [key, { undo }] of this.shown) {
      if (experiments.some((each) => each.key === key)) continue;
      undo();
      this.shown.delete(key);
    }
    const waiting = experiments.filter((each) => guarded(() => this.show(each, this.decisionOf(each, visitor))));
    if (!asks && !waiting.length) this.mask.lift();
    this.more?.accompany(visitor);
  }

  decisionOf(experiment, visitor) {
    const { key } = experiment;
    if (this.forced && this.forced.experiment === key) return this.forced;
    const { more } = this;
    // In every variant alike, lest the shares become uneven.
    if (this.mask.late && !this.decision(key).variant && !(more && !more.changedBy([experiment]))) return leftOut(experiment, "too_late");
    if (experiment.seed && experiment.unit !== DAILY) return decide(this.ruleset, experiment, visitor);
    if (visitor.excluded) return leftOut(experiment, "excluded_traffic");
    if (!this.counts(experiment)) return leftOut(experiment, "consent_required");
    return more ? more.answered(experiment, visitor) : leftOut(experiment, "no_unit");
  }

  counts({ unit }) {
    return mayCount(this.ruleset, unit, this.visitor.consent);
  }

  /** @return whether it has to wait */
  show(experiment, decision) {
    const { key } = experiment;
    const { changes } = decision;
    const late = changes.some((each) => LATE.includes(each.do));
    // Until it can be shown, nothing is shown and nobody is counted.
    if (late && !this.more) return true;
    const before = this.shown.get(key);
    // Rules that come anew say the same in other objects.
    const same = before && (before.decision.changes === changes || alike(before.decision.changes, changes));
    if (!same) before?.undo();
    this.shown.set(key, { experiment, decision, undo: same ? before.undo : apply(changes, late && this.more.harmless) });
    if (experiment.phase && decision.reason === "assigned") {
      this.visitor.carry(key, decision.variant, experiment.phase);
    }
    if (experiment.exposures !== "asked") this.expose(key);
    if (late) this.more.lead(changes);
  }

  /** Tells, once a page view and unit, that the visitor met their variant. */
  expose(key) {
    const { experiment, decision } = this.shown.get(key) || {};
    if (!experiment || !["assigned", "sticky"].includes(decision.reason)) return;
    const { unit, phase } = experiment;
    const met = key + this.visitor.units()[unit];
    if (this.exposed.has(met)) return;
    const { variant, personalized, why } = decision;
    this.exposed.set(met, [key, variant]);
    // What was met is remembered where the visitor is, for a refusal on a later page.
    if (unit !== DAILY && !phase) this.visitor.carry(key, variant);
    const { device, language, newOrReturning } = this.context();
    const consent = this.visitor.consent.personalization;
    // What is not known is left out.
    const exposure = bare({ type: "exposure", experiment: key, variant, personalized, dimensions: { device, language, newOrReturning, consent } });
    // Which of the declared attributes were used: their keys, never their values.
    if (personalized) {
      exposure.attributes = why.attributes;
      if (this.visitor.receipt) exposure.receiptId = this.visitor.receipt;
    }
    this.tell(unit, exposure);
  }

  /** Sends an event for one kind of unit, if that kind is known here and may be counted. @return its id, if it was */
  tell(unit, event) {
    const id = this.visitor.units()[unit];
    if (this.forced || isAutomated() || !this.counts({ unit }) || (unit !== DAILY && !id)) return undefined;
    const own = bare(event);
    if (id) own.unit = id;
    return this.events.add(own);
  }

  /** Asks for what only the server decides; until it has answered the mask stays. */
  askServer(visitor) {
    const { ask, experiments } = this.ruleset;
    const asked = (ask || experiments).filter((each) => (ask || each.unit === DAILY) && !visitor.excluded && this.counts(each));
    if (asked.length && this.more) this.more.ask(asked, visitor);
    return asked.length;
  }

  asSeenByRules() {
    this.visitor.expire(this.ruleset.attributeDays || {}, this.events.now());
    const { consent, attributes, carried } = this.visitor;
    const units = this.visitor.units();
    return {
      excluded: isAutomated(),
      units,
      consent,
      context: this.context(),
      // A widget says that the visitor asked to see what everybody sees.
      attributes: this.standard ? bare({}) : attributes,
      now: this.events.now(),
      carried,
    };
  }

  context() {
    return readContext(this.visitor.newOrReturning());
  }

  /** What this page shows of an experiment, as a copy. */
  decision(key) {
    const shown = this.shown.get(key);
    return bare(shown ? shown.decision : leftOut({ key }, "unknown_experiment"));
  }
}

const isPreview = () => location.search.includes("candor_preview");

const alike = (one, other) => JSON.stringify(bare({ one })) === JSON.stringify(bare({ one: other }));
