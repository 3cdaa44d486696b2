// What counts when several speak about consent, and by whose word: a pure function, the same as Signals in Java (package
// domain.consent), held to one file of vectors with it.

const said = (state) => state === "granted" || state === "denied";

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
  if (objected) return ["denied", "objected"];
  if (said(explicit[purpose])) return [explicit[purpose], "explicit"];
  if (gpc && policy.gpc !== "legal" && purpose === "personalization") return ["denied", "gpc"];
  const tool = tcf || consent_mode;
  if (tool && said(tool[purpose])) return [tool[purpose], tcf ? "tcf" : "consent_mode"];
  if (dnt && policy.dnt) return ["denied", "dnt"];
  // Where a tool asks, its silence is no yes.
  return [!tool && policy.default === "optOut" && purpose === "measurement" ? "granted" : "unknown", "default"];
}
