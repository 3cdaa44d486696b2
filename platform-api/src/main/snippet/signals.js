// What counts when several speak about consent, and by whose word: a pure function, the same as Signals in Java (package
// domain.consent), held to one file of vectors with it.
import { said } from "./consent.js";

/**
 * The first of these that says anything: erased or objected, the visitor's explicit choice, GPC, the site's consent tool, DNT
 * where it is heeded, what the jurisdiction takes for granted. Nobody having spoken is "unknown", which grants nothing.
 *
 * @param {?} policy { gpc: "strict" | "legal", dnt, default: "optIn" | "optOut" }, the ruleset's
 * @param {?} signals { objected, explicit, gpc, tcf, consent_mode, dnt }; explicit and the two tools hold states by purpose; a
 *     tool that is not on the page is null
 * @param {string} purpose
 * @return {!Array<string>} the state and who said so
 */
export function resolve(policy, { objected, explicit, gpc, tcf, consent_mode, dnt }, purpose) {
  const tool = tcf || consent_mode;
  const denies = (signal, source) => [signal && "denied", source];
  return [
    denies(objected, "objected"),
    [explicit[purpose], "explicit"],
    denies(gpc && policy.gpc !== "legal" && purpose === "personalization", "gpc"),
    [tool?.[purpose], tcf ? "tcf" : "consent_mode"],
    denies(dnt && policy.dnt, "dnt"),
    // Where a tool asks, its silence is no yes.
    [!tool && policy.default === "optOut" && purpose === "measurement" ? "granted" : "unknown", "default"],
  ].find(([state, source]) => said(state) || source === "default");
}
