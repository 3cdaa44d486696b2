// What was granted, and what that allows. Unset is not granted.

export const PURPOSES = ["measurement", "remembering", "personalization"];

/** Before anyone has said anything. */
export function unanswered() {
  const consent = Object.create(null);
  for (const purpose of PURPOSES) consent[purpose] = "unknown";
  return consent;
}

/** Whether a unit of this kind may be assigned and counted under the site's policy. */
export function mayCount(ruleset, kind, consent) {
  const needed = (ruleset.consent && ruleset.consent[kind]) || [];
  return consent.measurement !== "denied" && needed.every((purpose) => consent[purpose] === "granted");
}
