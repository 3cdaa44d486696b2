// One page view: loads the rules, hears the signals, decides, shows, tells. The rest of the snippet only answers to this.
import { apply } from "./apply.js";
import { bare } from "./bare.js";
import { listen } from "./cmp.js";
import { mayCount, PURPOSES, unanswered } from "./consent.js";
import { isAutomated, readContext } from "./context.js";
import { decide, leftOut, present } from "./decide.js";
import { Events } from "./events.js";
import { guarded } from "./guarded.js";
import { clock } from "./id.js";
import { Mask } from "./mask.js";
import { arrived, destination } from "./redirect.js";
import { watch } from "./route.js";
import { Store } from "./store.js";
import { Visitor } from "./visitor.js";
import { preview, widget } from "./widgets.js";

/** Rules of an earlier visit are followed until the new ones are there, if they are not older. */
const OLDEST_RULES_MS = 864e5;

export class Page {
  /** @param {!Element} script the tag */
  constructor(siteKey, remote, script) {
    this.remote = remote;
    this.store = new Store(siteKey);
    this.visitor = new Visitor(siteKey, this.store);
    this.events = new Events(remote, this.store, () => this.visitor.mayKeep());
    this.mask = new Mask(isAutomated() ? null : script.getAttribute("data-mask"));
    this.ruleset = null;
    /** The decision that a preview link shows in the place of its experiment's own. */
    this.forced = null;
    /** Whether this page view is where a redirect led, or is itself on its way to another page: then it stays or goes. */
    this.redirected = arrived();
    /** Whether the rules have come, or will not. */
    this.settled = false;
    this.whenSettled = [];
    /** How the answers were given that nobody was told of yet, and what everybody knows. */
    this.untold = null;
    this.told = unanswered();
    /** Stops listening to the site's consent tool. */
    this.hush = () => {};
    /** Experiment key -> { experiment, decision, undo }, what this page shows now. */
    this.shown = new Map();
    this.exposed = new Set();
    /** What the server said: experiment key -> decision. */
    this.remoteDecisions = new Map();
    this.remoteQuestion = "";
  }

  /** Loads the rules and shows what follows from them. Whatever goes wrong, the page stays the original. */
  async open(recall) {
    this.hush = listen((source, states, remembered) => this.hear(source, states, bare({ remembered })));
    watch(
      () => this.moved(),
      (restored) => this.returned(restored),
    );
    if (recall) {
      const entry = this.store.visitor();
      if (entry) this.hear("explicit", entry.choice || {}, bare({ remembered: true, method: "panel" }));
    }
    try {
      const [ruleset, forced] = await Promise.all([this.remote.ask("ruleset"), this.preview(), this.visitor.known]);
      if (Array.isArray(ruleset.experiments)) this.follow(ruleset);
      if (forced) this.force(forced);
    } catch (unavailable) {
      // Not counted, nothing changed.
    }
    if (!this.ruleset) this.mask.lift();
    this.settled = true;
    this.tellAnswers();
    for (const tell of this.whenSettled.splice(0)) guarded(tell);
  }

  follow(ruleset) {
    this.ruleset = ruleset;
    this.visitor.policy = ruleset.signals || bare({});
    if (this.visitor.mayKeep()) this.keepRules();
    this.settle();
  }

  keepRules() {
    this.store.write(".rules", bare({ at: Date.now(), ruleset: this.ruleset }));
  }

  /** What the preview link in the page's address shows; null without one, or for one that the server does not know. */
  preview() {
    const token = new URLSearchParams(location.search).get("candor_preview");
    return token ? preview(this, token).catch(() => null) : null;
  }

  force(decision) {
    this.forced = decision;
    const { experiments } = this.ruleset;
    // A draft is in no ruleset.
    if (!experiments.some((each) => each.key === decision.experiment)) {
      experiments.push(bare({ key: decision.experiment, unit: "none", variants: [] }));
    }
    this.evaluate();
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

  /** The visitor objects, or takes the objection back. */
  object(objected) {
    this.visitor.signals.objected = objected;
    this.settle();
  }

  /** Concludes from the signals, keeps or erases, tells and decides anew. */
  settle() {
    const { visitor } = this;
    const changed = visitor.settle();
    if (visitor.consent.measurement === "denied") this.events.drop();
    if (visitor.mayKeep() && changed.some(([purpose]) => purpose === "remembering")) {
      this.events.recall();
      const kept = !this.ruleset && this.store.read(".rules");
      if (kept && clock() - kept.at < OLDEST_RULES_MS) return this.follow(kept.ruleset);
      if (this.ruleset) this.keepRules();
    }
    if (this.ruleset) this.tellAnswers();
    this.evaluate();
  }

  /** Tells what was answered, and by whose word, once the site's policy is known. */
  tellAnswers() {
    const how = this.untold;
    if (!how) return;
    this.untold = null;
    const { visitor, told } = this;
    const { consent, sources, signals } = visitor;
    const trust = new Set();
    for (const purpose of PURPOSES) {
      const before = told[purpose];
      const state = consent[purpose];
      const source = sources[purpose];
      if (state === before) continue;
      told[purpose] = state;
      const method = source === "explicit" ? visitor.methods[purpose] : source;
      const word = state + " " + method;
      // What nobody has just answered is told where that can be remembered, and once.
      const old = how.remembered || ["gpc", "dnt"].includes(source);
      const untellable = old && (source === "explicit" || !visitor.mayKeep());
      if (untellable || source === "default" || visitor.told[purpose] === word || isAutomated()) continue;
      visitor.told[purpose] = word;
      const event = bare({ type: "consent", purpose, state, method });
      const seen = ["gpc", "dnt", "tcf", "consent_mode"].filter((each) => signals[each]);
      if (seen.length) event.signals = seen;
      if (how.textVersion) event.textVersion = how.textVersion;
      visitor.whenKnown(() => {
        if (state === "granted" && consent.measurement === "granted") event.unit = visitor.id;
        const id = this.events.add(event);
        if (state === "granted" && purpose === "personalization") visitor.receipt = id;
        visitor.keep();
      });
      if (state === "denied" && !old) {
        trust.add(before === "granted" ? "consent_withdrawn" : "consent_refused");
        if (before === "granted" && purpose === "personalization") trust.add("personalization_off");
      }
    }
    for (const name of trust) this.events.add(bare({ type: "trust", name }));
  }

  /** Opens what is loaded only when it is used. */
  widget(kind, ...details) {
    return widget(this, kind, details);
  }

  track(name, value, properties) {
    const conversion = bare({ type: "conversion", name });
    if (Number.isFinite(value)) conversion.value = Math.round(value * 1e6) / 1e6;
    if (properties) conversion.properties = bare(properties);
    const happened = () => {
      // Once for each kind of unit that this site's experiments count by, where that kind may be counted.
      for (const kind of new Set(this.ruleset.experiments.map(({ unit }) => unit))) this.tell(kind, conversion);
    };
    if (this.ruleset) happened();
    else if (!this.settled) this.whenSettled.push(happened);
  }

  /** Another address in the same document: another page view. */
  moved() {
    this.exposed.clear();
    this.evaluate();
  }

  /** Back from the cache, or told by another tab: goes on only as the one who is stored. */
  returned(restored) {
    const { visitor } = this;
    if (restored) this.exposed.clear();
    if (visitor.mayKeep()) {
      const entry = this.store.visitor();
      if (!entry) visitor.takeBack();
      else if (entry.id !== visitor.id) visitor.recall();
    }
    this.settle();
  }

  /** Decides every experiment anew; touches the page only where the outcome is another than before. */
  evaluate() {
    if (!this.ruleset) return;
    const visitor = this.asSeenByRules();
    this.askServer(visitor);
    const { experiments } = this.ruleset;
    for (const [key, { undo }] of this.shown) {
      if (experiments.some((each) => each.key === key)) continue;
      undo();
      this.shown.delete(key);
    }
    for (const experiment of experiments) {
      guarded(() => this.show(experiment, this.decisionOf(experiment, visitor)));
    }
  }

  decisionOf(experiment, visitor) {
    if (this.forced && this.forced.experiment === experiment.key) return this.forced;
    if (!this.isRemote(experiment)) return decide(this.ruleset, experiment, visitor);
    if (visitor.excluded) return leftOut(experiment, "excluded_traffic");
    if (!this.counts(experiment)) return leftOut(experiment, "consent_required");
    const answer = this.remoteDecisions.get(experiment.key);
    if (!answer) return leftOut(experiment, "no_unit");
    if (!answer.variant) return leftOut(experiment, answer.reason);
    // The server drew the variant; the experience within it is picked here, where the attributes are.
    const given = (each) => each.key === answer.variant;
    const variant = answer.experiences ? Object.assign(answer, { key: answer.variant }) : (experiment.variants || []).find(given);
    return variant ? present(experiment, variant, visitor, answer.reason) : leftOut(experiment, "not_running");
  }

  /** Whether the server alone decides it: it knows the unit, or the site keeps its rules to itself. */
  isRemote({ unit }) {
    return unit === "daily_visitor" || this.ruleset.decisions === "server";
  }

  counts({ unit }) {
    return mayCount(this.ruleset, unit, this.visitor.consent);
  }

  show(experiment, decision) {
    const { key } = experiment;
    const before = this.shown.get(key);
    // Rules that come anew say the same in other objects.
    const same = before && (before.decision.changes === decision.changes || alike(before.decision.changes, decision.changes));
    if (before && !same) before.undo();
    this.shown.set(key, { experiment, decision, undo: same ? before.undo : apply(decision.changes) });
    if (experiment.phase && decision.reason === "assigned") {
      this.visitor.carry(key, decision.variant, experiment.phase);
    }
    if (experiment.exposures !== "asked") this.expose(key);
    const away = this.redirected ? undefined : destination(decision.changes, this.ruleset.hosts);
    if (away) {
      this.redirected = true;
      this.events.leave();
      location.replace(away);
    }
  }

  /** Tells, once a page view, that the visitor met their variant. */
  expose(key) {
    const shown = this.shown.get(key);
    if (!shown || !["assigned", "sticky"].includes(shown.decision.reason) || this.exposed.has(key)) return;
    this.exposed.add(key);
    const { variant, personalized } = shown.decision;
    const { device, language, newOrReturning } = this.context();
    const exposure = bare({ type: "exposure", experiment: key, variant, personalized, dimensions: { device, language } });
    if (newOrReturning) exposure.dimensions.newOrReturning = newOrReturning;
    // Which of the declared attributes were used: their keys, never their values.
    if (personalized) exposure.attributes = shown.decision.why.attributes;
    if (personalized && this.visitor.receipt) exposure.receiptId = this.visitor.receipt;
    this.tell(shown.experiment.unit, exposure);
  }

  /** Sends an event for one kind of unit, if that kind is known here and may be counted. */
  tell(unit, event) {
    if (this.forced) return;
    const id = this.visitor.units()[unit];
    if (isAutomated() || !this.counts({ unit }) || (unit !== "daily_visitor" && !id)) return;
    const own = bare(event);
    if (id) own.unit = id;
    this.events.add(own);
  }

  /** Asks for what only the server decides, once for the same question; until it answers the mask stays. */
  askServer(visitor) {
    const asked = this.ruleset.experiments.filter((each) => this.isRemote(each) && !visitor.excluded && this.counts(each));
    if (!asked.length) return this.mask.lift();
    const { siteKey } = this.remote;
    const { consent, context, units } = visitor;
    const unit = asked.some((each) => each.unit === "consented_visitor") ? units.consented_visitor : null;
    const userId = asked.some((each) => each.unit === "signed_in_user") ? units.signed_in_user : null;
    const question = bare({ siteKey, unit, userId, context, attributes: {}, consent });
    const text = JSON.stringify(question);
    if (text === this.remoteQuestion) return;
    this.remoteQuestion = text;
    this.mask.narrow(asked);
    this.remote
      .decide(
        asked.map(({ key }) => key),
        question,
      )
      .then((decisions) => {
        if (text !== this.remoteQuestion) return;
        for (const decision of decisions) this.remoteDecisions.set(decision.experiment, decision);
        this.evaluate();
      })
      .catch(() => {})
      .then(() => this.mask.lift());
  }

  asSeenByRules() {
    this.visitor.expire(this.ruleset.attributeDays || {}, clock());
    const { consent, attributes, carried } = this.visitor;
    const units = this.visitor.units();
    return { excluded: isAutomated(), units, consent, context: this.context(), attributes, now: clock(), carried };
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

const alike = (one, other) => JSON.stringify(bare({ one })) === JSON.stringify(bare({ one: other }));
