// Asks the server for what only it decides: the units of a day.
import { bare } from "./bare.js";
import { list } from "./sender.js";

/** @return {?} { ask, answered }, see below */
export function asker(page) {
  let before = "";
  /** Path and experiment key -> decision: what was answered of another page says nothing of this one. */
  const answers = new Map();

  /** The server drew the variant; the experience within it is picked here, where the attributes are. */
  const answered = (experiment, visitor) => {
    const { present, leftOut } = page.engine;
    const answer = answers.get(visitor.context.path + experiment.key);
    if (!answer) return leftOut(experiment, "no_unit");
    if (!answer.variant) return leftOut(experiment, answer.reason);
    const variant = experiment.variants.find(({ key }) => key === answer.variant);
    return variant ? present(experiment, variant, visitor, answer.reason) : leftOut(experiment, "not_running");
  };

  /** Asks for these experiments, once for the same question; the mask stays meanwhile. */
  const ask = (asked, { consent, context }) => {
    const { siteKey } = page.remote;
    // What was declared stays here.
    const question = bare({ siteKey, unit: null, userId: null, context, attributes: {}, consent });
    const text = JSON.stringify(question);
    if (text === before) return;
    before = text;
    page.mask.hide(changedBy(asked));
    // The lists are written by hand: some pages give Array.prototype a toJSON of their own.
    const keys = list(asked.map(({ key }) => key));
    const body = text.replace(/}$/, ',"experiments":' + keys + "}");
    page.remote
      .get("/v1/decide", { method: "POST", body })
      .then(({ decisions }) => {
        if (text !== before) return;
        for (const decision of decisions) answers.set(context.path + decision.experiment, decision);
        page.evaluate();
      })
      .catch(() => {})
      .then(() => page.mask.lift());
  };

  return { ask, answered, changedBy };
}

/** The selectors of what these experiments may change; of a redirect, everything. */
function changedBy(experiments) {
  const contents = experiments.flatMap(({ variants }) => variants);
  const changes = contents.flatMap((each) => [each, ...(each.experiences || [])]).flatMap((each) => each.changes || []);
  return changes.map(({ selector }) => selector || "*").join();
}
