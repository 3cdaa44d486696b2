// Decides what the first file leaves to this one: previews, what comes too late, and the units of a day, about which it asks the server.
import { bare } from "./bare.js";
import { DAILY, mayCount } from "./consent.js";
import { leftOut, present } from "./decide.js";
import { get } from "./remote.js";

/** @return {?} { prepare, decide }, see below */
export function asker({ siteKey, page, visitor, hide, lift, evaluate }) {
  let before = "";
  /** Path and experiment key -> decision: what was answered of another page says nothing of this one. */
  const answers = new Map();

  const counts = ({ unit }) => mayCount(page.ruleset, unit, visitor.consent);

  /** The server drew the variant; the experience within it is picked here, where the attributes are. */
  const answered = (experiment, seen) => {
    const answer = answers.get(seen.context.path + experiment.key);
    if (!answer) return leftOut(experiment, "no_unit");
    if (!answer.variant) return leftOut(experiment, answer.reason);
    const variant = experiment.variants.find(({ key }) => key === answer.variant);
    return variant ? present(experiment, variant, seen, answer.reason) : leftOut(experiment, "not_running");
  };

  /** Asks for these experiments, once for the same question; the mask stays meanwhile. */
  const ask = (asked, { consent, context }) => {
    // What was declared stays here.
    const question = bare({ siteKey, unit: null, userId: null, context, attributes: {}, consent });
    const text = JSON.stringify(question);
    if (text === before) return;
    before = text;
    if (page.mask) hide(":is(" + page.mask + "):is(" + changedBy(asked) + ")");
    // The list is written by hand: some pages give Array.prototype a toJSON of their own.
    const keys = asked.map(({ key }) => JSON.stringify(key));
    const body = text.replace(/}$/, ',"experiments":[' + keys + "]}");
    get("/v1/decide", { method: "POST", body })
      .then(({ decisions }) => {
        if (text !== before) return;
        for (const decision of decisions) answers.set(context.path + decision.experiment, decision);
        evaluate();
      })
      .catch(() => {})
      .then(lift);
  };

  return {
    /** Before each evaluation; says whether the server is asked, which lifts the mask when it has answered. */
    prepare(seen) {
      const { forced, ruleset } = page;
      const { experiments } = ruleset;
      // A draft is in no ruleset.
      if (forced && !experiments.some(({ key }) => key === forced.experiment)) {
        experiments.push(bare({ key: forced.experiment, unit: "none", variants: [] }));
      }
      const asked = experiments.filter((each) => each.unit === DAILY && !seen.excluded && counts(each));
      if (asked.length) ask(asked, seen);
      return asked.length;
    },

    /** @return {?} the decision, if it is made here */
    decide(experiment, seen) {
      const { forced, late, shown } = page;
      const { key, unit } = experiment;
      if (forced?.experiment === key) return forced;
      // In every variant alike, lest the shares become uneven.
      if (late && !shown.get(key)?.decision.variant && changedBy([experiment])) return leftOut(experiment, "too_late");
      if (unit !== DAILY) return undefined;
      if (seen.excluded) return leftOut(experiment, "excluded_traffic");
      return counts(experiment) ? answered(experiment, seen) : leftOut(experiment, "consent_required");
    },
  };
}

/** The selectors of what these experiments may change; of a redirect, everything. */
function changedBy(experiments) {
  const contents = experiments.flatMap(({ variants }) => variants);
  const changes = contents.flatMap((each) => [each, ...(each.experiences || [])]).flatMap((each) => each.changes || []);
  return changes.map(({ selector }) => selector || "*").join();
}
