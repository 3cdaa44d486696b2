// Asks the server for what only it decides: the units of a day, or everything where the site keeps its rules to itself.
import { bare } from "./bare.js";
import { list } from "./remote.js";

/** @return {function(!Array, ?)} asks for these experiments, once for the same question; the mask stays meanwhile */
export function asker(page) {
  let before = "";
  return (asked, { consent, context, units, carried }) => {
    const { siteKey } = page.remote;
    const of = (kind) => (asked.some(({ unit }) => unit === kind) ? units[kind] : null);
    const question = bare({
      siteKey,
      unit: of("consented_visitor"),
      userId: of("signed_in_user"),
      context,
      // What was declared stays here: of the visitor's own variant all experiences come back, and one is picked here.
      attributes: {},
      consent,
    });
    const sticky = asked.map(({ key }) => carried[key] && bare({ experiment: key, ...carried[key] })).filter(Boolean);
    const text = JSON.stringify(question);
    if (text === before) return;
    before = text;
    page.mask.narrow(asked);
    // The lists are written by hand: some pages give Array.prototype a toJSON of their own.
    const keys = list(asked.map(({ key }) => key));
    const body = text.replace(/}$/, ',"experiences":true,"sticky":' + list(sticky) + ',"experiments":' + keys + "}");
    page.remote
      .get("/v1/decide", { method: "POST", body })
      .then(({ decisions }) => {
        if (text !== before) return;
        for (const decision of decisions) page.remoteDecisions.set(decision.experiment, decision);
        page.evaluate();
      })
      .catch(() => {})
      .then(() => page.mask.lift());
  };
}
