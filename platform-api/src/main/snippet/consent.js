// What was granted, and what that allows. Unset is not granted.
import { bare } from "./bare.js";

/** The kind of unit that has no id here: the server alone knows it. */
export const DAILY = "daily_visitor";

export const PURPOSES = ["measurement", "remembering", "personalization"];

/** Whether this is an answer. */
export const said = (state) => state === "granted" || state === "denied";

/** States by purpose. */
export function each(of) {
  const states = bare({});
  for (const purpose of PURPOSES) states[purpose] = of(purpose);
  return states;
}

/** Whether a unit of this kind may be assigned and counted under the site's policy. */
export const mayCount = (ruleset, kind, consent) =>
  consent.measurement !== "denied" && (ruleset.consent?.[kind] || []).every((purpose) => consent[purpose] === "granted");
