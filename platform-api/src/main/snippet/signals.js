// What was granted, by whose word: a pure function, the same as SignalPrecedence in Java, held to one table with it.
import { PURPOSES } from "./consent.js";

const said = (state) => state === "granted" || state === "denied";

/**
 * The first of these that says anything: erased or objected, the visitor's own choice, GPC, the site's consent tool, DNT
 * where it is heeded, what the jurisdiction takes for granted. Nobody having spoken is "unknown", which grants nothing.
 *
 * @param {?} policy { gpc: "strict" | "legal", dnt, default: "optIn" | "optOut" }, the ruleset's
 * @param {?} signals { objected, choice, gpc, api, tcf, mode, dnt }; choice and api hold states by purpose, as do tcf and
 *     mode, which are null where the page has no such tool
 * @param {string} purpose
 * @return {!Array<string>} the state and who said so
 */
export function resolve(policy, signals, purpose) {
  const { objected, choice, gpc, api, tcf, mode, dnt } = signals;
  if (objected) return ["denied", "objected"];
  if (said(choice[purpose])) return [choice[purpose], "choice"];
  if (gpc && policy.gpc !== "legal" && purpose === PURPOSES[2]) return ["denied", "gpc"];
  if (said(api[purpose])) return [api[purpose], "api"];
  const tool = tcf || mode;
  if (tool && said(tool[purpose])) return [tool[purpose], tcf ? "tcf" : "consent_mode"];
  if (dnt && policy.dnt) return ["denied", "dnt"];
  return [policy.default === "optOut" && purpose === PURPOSES[0] ? "granted" : "unknown", "default"];
}
