// Asks the server for what only it decides: the units of a day, and everything where the site's decisions are the server's.
import { bare } from "./bare.js";
import { list } from "./sender.js";

/** @return {?} { ask, asked, answered, changedBy }, see below */
export function asker(page) {
  let before = "";
  let asking;
  /** Path and experiment key -> { decision, asks }: what was answered of another page says nothing of this one. */
  const answers = new Map();
  /** Where the server decides: the experiments that it spoke of, without their rules. */
  let known = [];

  const question = ({ consent, context, units, attributes }) => {
    const { remote, ruleset, visitor } = page;
    const asks = bare({ siteKey: remote.siteKey, unit: null, userId: null, context, attributes: {}, consent });
    // Where the rules are here, what was declared stays here.
    if (!ruleset.ask) return asks;
    if (page.counts({ unit: "consented_visitor" })) asks.unit = units.consented_visitor;
    if (page.counts({ unit: "signed_in_user" })) asks.userId = units.signed_in_user;
    if (consent.personalization === "granted") {
      for (const key of Object.keys(attributes)) {
        // What was declared before was not said to the server.
        if (visitor.declared[key] >= (ruleset.decisionsSince || 0)) asks.attributes[key] = attributes[key];
      }
    }
    return asks;
  };

  const answered = (experiment, visitor) => {
    const { present, leftOut } = page.engine;
    const answer = answers.get(visitor.context.path + experiment.key);
    if (!answer) return leftOut(experiment, "no_unit");
    const { decision, asks } = answer;
    if (page.ruleset.ask) {
      // Until it is answered anew: nothing of somebody else's, nor what was taken back.
      const { unit, userId, attributes } = question(visitor);
      const same = ({ why }) => !why || why.attributes.every((key) => attributes[key] === asks.attributes[key]);
      return unit === asks.unit && userId === asks.userId && same(decision) ? decision : leftOut(experiment, "no_unit");
    }
    if (!decision.variant) return leftOut(experiment, decision.reason);
    // The server drew the variant; the experience within it is picked here, where the attributes are.
    const variant = experiment.variants.find(({ key }) => key === decision.variant);
    return variant ? present(experiment, variant, visitor, decision.reason) : leftOut(experiment, "not_running");
  };

  /** Asks for these experiments, once for the same question; the mask stays meanwhile. */
  const ask = (asked, visitor) => {
    const { ruleset, remote, mask } = page;
    const { path } = visitor.context;
    const asks = question(visitor);
    const text = JSON.stringify(asks);
    // What a preview link shows is none of them.
    if (ruleset.ask) ruleset.experiments = known.concat(ruleset.experiments.filter(({ unit }) => unit === "none"));
    // Who has not signed in is no unit, and there is nothing to ask.
    if (ruleset.ask && !asked.some(({ unit }) => unit === "daily_visitor" || visitor.units[unit])) return mask.lift();
    if (text === before) return;
    before = text;
    let more;
    // The lists are written by hand: some pages give Array.prototype a toJSON of their own.
    if (ruleset.ask) {
      const carried = asks.unit || asks.userId ? visitor.carried : {};
      more = ',"sticky":' + list(Object.keys(carried).map((experiment) => bare({ experiment, ...carried[experiment] })));
    } else {
      mask.hide(changedBy(asked));
      more = ',"experiments":' + list(asked.map(({ key }) => key));
    }
    asking = remote
      .get("/v1/decide", { method: "POST", body: text.replace(/}$/, more + "}") })
      .then(({ decisions }) => {
        if (text !== before) return;
        for (const decision of decisions) answers.set(path + decision.experiment, { decision, asks });
        known = decisions.map(unruled);
        page.evaluate();
      })
      .catch(() => {})
      .then(() => mask.lift());
  };

  return { ask, asked: () => asking, answered, changedBy };
}

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
