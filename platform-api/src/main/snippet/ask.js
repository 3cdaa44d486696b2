// Decides what the first file leaves to this one: previews, what comes too late, the units of a day, and everything where the site's
// decisions are the server's; about these it asks the server.
import { bare } from "./bare.js";
import { DAILY, mayCount } from "./consent.js";
import { leftOut, present } from "./decide.js";
import { get } from "./remote.js";

/** @return {?} { prepare, decide, asked }, see below */
export function asker({ siteKey, page, visitor, hide, lift, evaluate }) {
  let before = "";
  let asking;
  /** Path and experiment key -> { decision, asks }: what was answered of another page says nothing of this one. */
  const answers = new Map();
  /** Where the server decides: the experiments that it spoke of, without their rules. */
  let known = [];

  const counts = ({ unit }) => mayCount(page.ruleset, unit, visitor.consent);

  const question = ({ consent, context, units, attributes }) => {
    const { ruleset } = page;
    const asks = bare({ siteKey, unit: null, userId: null, context, attributes: {}, consent });
    // Where the rules are here, what was declared stays here.
    if (!ruleset.ask) return asks;
    if (counts({ unit: "consented_visitor" })) asks.unit = units.consented_visitor;
    if (counts({ unit: "signed_in_user" })) asks.userId = units.signed_in_user;
    if (consent.personalization === "granted") {
      for (const key of Object.keys(attributes)) {
        // What was declared before was not said to the server.
        if (visitor.declared[key] >= (ruleset.decisionsSince || 0)) asks.attributes[key] = attributes[key];
      }
    }
    return asks;
  };

  const answered = (experiment, seen) => {
    const answer = answers.get(seen.context.path + experiment.key);
    if (!answer) return leftOut(experiment, "no_unit");
    const { decision, asks } = answer;
    if (page.ruleset.ask) {
      // Until it is answered anew: nothing of somebody else's, nor what was taken back.
      const { unit, userId, attributes } = question(seen);
      const same = ({ why }) => !why || why.attributes.every((key) => attributes[key] === asks.attributes[key]);
      return unit === asks.unit && userId === asks.userId && same(decision) ? decision : leftOut(experiment, "no_unit");
    }
    if (!decision.variant) return leftOut(experiment, decision.reason);
    // The server drew the variant; the experience within it is picked here, where the attributes are.
    const variant = experiment.variants.find(({ key }) => key === decision.variant);
    return variant ? present(experiment, variant, seen, decision.reason) : leftOut(experiment, "not_running");
  };

  /** Asks for these experiments, once for the same question; the mask stays meanwhile. */
  const ask = (asked, seen) => {
    const { ruleset } = page;
    const { path } = seen.context;
    const asks = question(seen);
    const text = JSON.stringify(asks);
    // What a preview link shows is none of them.
    if (ruleset.ask) ruleset.experiments = known.concat(ruleset.experiments.filter(({ unit }) => unit === "none"));
    // Who has not signed in is no unit, and there is nothing to ask.
    if (ruleset.ask && !asked.some(({ unit }) => unit === DAILY || seen.units[unit])) return lift();
    if (text === before) return;
    before = text;
    let more;
    if (ruleset.ask) {
      const carried = asks.unit || asks.userId ? seen.carried : {};
      const sticky = Object.keys(carried).filter((experiment) => carried[experiment].phase);
      more = ',"sticky":' + list(sticky.map((experiment) => bare({ experiment, ...carried[experiment] })));
    } else {
      if (page.mask) hide(":is(" + page.mask + "):is(" + changedBy(asked) + ")");
      more = ',"experiments":' + list(asked.map(({ key }) => key));
    }
    asking = get("/v1/decide", { method: "POST", body: text.replace(/}$/, more + "}") })
      .then(({ decisions }) => {
        if (text !== before) return;
        for (const decision of decisions) answers.set(path + decision.experiment, { decision, asks });
        known = decisions.map(unruled);
        evaluate();
      })
      .catch(() => {})
      .then(lift);
  };

  return {
    /** Before each evaluation; says whether the server is asked, which lifts the mask when it has answered. */
    prepare(seen) {
      const { forced, ruleset } = page;
      // A draft is in no ruleset.
      if (forced && !ruleset.experiments.some(({ key }) => key === forced.experiment)) {
        ruleset.experiments.push(bare({ key: forced.experiment, unit: "none", variants: [] }));
      }
      const asked = (ruleset.ask || ruleset.experiments).filter((each) => (ruleset.ask || each.unit === DAILY) && !seen.excluded && counts(each));
      if (asked.length) ask(asked, seen);
      return asked.length;
    },

    /** @return {?} the decision, if it is made here */
    decide(experiment, seen) {
      const { forced, late, shown } = page;
      const { key, seed, unit } = experiment;
      if (forced?.experiment === key) return forced;
      // In every variant alike, lest the shares become uneven.
      if (late && !shown.get(key)?.decision.variant && changedBy([experiment])) return leftOut(experiment, "too_late");
      if (seed && unit !== DAILY) return undefined;
      if (seen.excluded) return leftOut(experiment, "excluded_traffic");
      return counts(experiment) ? answered(experiment, seen) : leftOut(experiment, "consent_required");
    },

    /** Fulfilled when the server has answered what it was asked. */
    asked: () => asking,
  };
}

/** Written by hand: some pages give Array.prototype a toJSON of their own. */
const list = (items) => "[" + items.map((item) => JSON.stringify(item)) + "]";

/** An experiment as far as the page has to know it whose rules stay at the server. */
function unruled({ experiment, unit, exposures, phase, visible }) {
  const variants = visible ? [{ payload: {}, changes: [{ selector: "*" }] }] : [];
  return bare({ key: experiment, unit, exposures, phase, variants });
}

/** The selectors of what these experiments may change; of a redirect, everything. */
function changedBy(experiments) {
  const contents = experiments.flatMap(({ variants }) => variants);
  const changes = contents.flatMap((each) => [each, ...(each.experiences || [])]).flatMap((each) => each.changes || []);
  return changes.map(({ selector }) => selector || "*").join();
}
