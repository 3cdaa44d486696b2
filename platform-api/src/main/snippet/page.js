// One page view: loads the rules, decides, shows, tells. The rest of the snippet only answers to this.
import { apply } from "./apply.js";
import { bare } from "./bare.js";
import { mayCount } from "./consent.js";
import { isAutomated, readContext } from "./context.js";
import { decide, leftOut, present } from "./decide.js";
import { Events } from "./events.js";
import { guarded } from "./guarded.js";
import { mark, previewToken } from "./preview.js";
import { arrived, destination } from "./redirect.js";
import { Visitor } from "./visitor.js";
import { widget } from "./widgets.js";

export class Page {
  constructor(siteKey, remote) {
    this.remote = remote;
    this.visitor = new Visitor(siteKey);
    this.events = new Events(remote);
    this.ruleset = null;
    /** The decision that a preview link shows in the place of its experiment's own. */
    this.forced = null;
    /** Whether this page view is where a redirect led, or is itself on its way to another page: then it stays or goes. */
    this.redirected = arrived();
    /** Whether the rules have come, or will not. */
    this.settled = false;
    this.whenSettled = [];
    /** Experiment key -> { experiment, decision, undo }, what this page shows now. */
    this.shown = new Map();
    this.exposed = new Set();
    /** What the server said of units that it alone knows: experiment key -> decision. */
    this.remoteDecisions = new Map();
    this.remoteQuestion = "";
    /** What the browser and the site's consent tool say besides the visitor's own answer. */
    this.signals = bare({ gpc: navigator.globalPrivacyControl === true });
  }

  /** Loads the rules and shows what follows from them. Whatever goes wrong, the page stays the original. */
  async open() {
    try {
      const [ruleset, forced] = await Promise.all([this.remote.ruleset(), this.preview(), documentParsed(), this.visitor.known]);
      if (Array.isArray(ruleset.experiments)) this.ruleset = ruleset;
      if (forced) this.force(forced);
      this.evaluate();
    } catch (unavailable) {
      // Not counted, nothing changed.
    }
    this.settled = true;
    for (const tell of this.whenSettled.splice(0)) guarded(tell);
  }

  /** What the preview link in the page's address shows; null without one, or for one that the server does not know. */
  preview() {
    const token = previewToken();
    return token ? this.remote.preview(token, this.context().language).catch(() => null) : null;
  }

  force(decision) {
    this.forced = decision;
    mark(decision, this.context().language);
    const { experiments } = this.ruleset;
    // A draft is in no ruleset.
    if (!experiments.some((each) => each.key === decision.experiment)) {
      experiments.push(bare({ key: decision.experiment, unit: "none", variants: [] }));
    }
  }

  ready(tell) {
    if (this.settled) guarded(tell);
    else this.whenSettled.push(tell);
  }

  /**
   * @param {?} states purpose -> granted or denied
   * @param {?} how { remembered, method, textVersion }: whether the answer is a repeated one, where it was given, under
   *     which words
   */
  consent(states, how) {
    const { remembered, method, textVersion } = bare(how || {});
    const { visitor } = this;
    const changed = visitor.answer(states);
    if (visitor.consent.measurement === "denied") this.events.drop();
    if (!remembered && !isAutomated()) {
      for (const purpose of changed) {
        const event = bare({ type: "consent", purpose, state: visitor.consent[purpose], method: method || "api" });
        if (textVersion) event.textVersion = textVersion;
        visitor.whenKnown(() => {
          if (visitor.consent.measurement === "granted") event.unit = visitor.id;
          this.events.add(event);
        });
      }
    }
    this.evaluate();
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
      for (const kind of this.kinds()) this.tell(kind, conversion);
    };
    if (this.ruleset) happened();
    else if (!this.settled) this.whenSettled.push(happened);
  }

  /** Decides every experiment anew; touches the page only where the outcome is another than before. */
  evaluate() {
    if (!this.ruleset) return;
    const visitor = this.asSeenByRules();
    this.askServer(visitor);
    for (const experiment of this.ruleset.experiments) {
      guarded(() => this.show(experiment, this.decisionOf(experiment, visitor)));
    }
  }

  decisionOf(experiment, visitor) {
    if (this.forced && this.forced.experiment === experiment.key) return this.forced;
    if (experiment.unit !== "daily_visitor") return decide(this.ruleset, experiment, visitor);
    if (!this.mayAsk(visitor)) return leftOut(experiment, visitor.excluded ? "excluded_traffic" : "consent_required");
    const answer = this.remoteDecisions.get(experiment.key);
    if (!answer) return leftOut(experiment, "no_unit");
    if (!answer.variant) return leftOut(experiment, answer.reason);
    // The server drew the variant; the experience within it is picked here, where the attributes are.
    const variant = experiment.variants.find((each) => each.key === answer.variant);
    return variant ? present(experiment, variant, visitor, answer.reason) : leftOut(experiment, "not_running");
  }

  show(experiment, decision) {
    const before = this.shown.get(experiment.key);
    const same = before && before.decision.changes === decision.changes;
    if (before && !same) before.undo();
    this.shown.set(experiment.key, { experiment, decision, undo: same ? before.undo : apply(decision.changes) });
    if (experiment.phase && decision.reason === "assigned") {
      this.visitor.carry(experiment.key, decision.variant, experiment.phase);
    }
    if (experiment.exposures !== "asked") this.expose(experiment.key);
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
    this.tell(shown.experiment.unit, this.exposure(shown.decision));
  }

  exposure(decision) {
    const { experiment, variant, personalized } = decision;
    const { device, language, newOrReturning } = this.context();
    const exposure = bare({ type: "exposure", experiment, variant, personalized, dimensions: { device, language } });
    if (newOrReturning) exposure.dimensions.newOrReturning = newOrReturning;
    return exposure;
  }

  /** Sends an event for one kind of unit, if that kind is known here and may be counted. */
  tell(kind, event) {
    const { visitor } = this;
    if (this.forced) return;
    const unit = visitor.units()[kind];
    if (isAutomated() || !mayCount(this.ruleset, kind, visitor.consent) || (kind !== "daily_visitor" && !unit)) return;
    const own = bare(event);
    if (unit) own.unit = unit;
    this.events.add(own);
  }

  /** Asks for the daily visitor's variants: only when such an experiment runs, and once for the same question. */
  askServer(visitor) {
    const keys = this.ruleset.experiments.filter((each) => each.unit === "daily_visitor").map((each) => each.key);
    if (!keys.length || !this.mayAsk(visitor)) return;
    const question = JSON.stringify(bare({ consent: visitor.consent, context: visitor.context }));
    if (question === this.remoteQuestion) return;
    this.remoteQuestion = question;
    this.remote
      .decide(keys, visitor.consent, visitor.context)
      .then((decisions) => {
        if (question !== this.remoteQuestion) return;
        for (const decision of decisions) this.remoteDecisions.set(decision.experiment, decision);
        this.evaluate();
      })
      .catch(() => {});
  }

  mayAsk(visitor) {
    return !visitor.excluded && mayCount(this.ruleset, "daily_visitor", visitor.consent);
  }

  asSeenByRules() {
    const { consent, attributes, carried } = this.visitor;
    const units = this.visitor.units();
    return { excluded: isAutomated(), units, consent, context: this.context(), attributes, now: Date.now(), carried };
  }

  context() {
    return readContext(this.visitor.newOrReturning());
  }

  kinds() {
    return new Set(this.ruleset.experiments.map((experiment) => experiment.unit));
  }

  /** What this page shows of an experiment, as a copy. */
  decision(key) {
    const shown = this.shown.get(key);
    return bare(shown ? shown.decision : leftOut({ key }, "unknown_experiment"));
  }
}

function documentParsed() {
  if (document.readyState !== "loading") return null;
  return new Promise((parsed) => document.addEventListener("DOMContentLoaded", parsed, bare({ once: true })));
}
