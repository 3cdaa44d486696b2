// What was granted, and what that allows. Unset is not granted.

export const PURPOSES = ["measurement", "remembering", "personalization"];

/** Before anyone has said anything. */
export function unanswered() {
  const consent = Object.create(null);
  for (const purpose of PURPOSES) consent[purpose] = "unknown";
  return consent;
}

/**
 * Takes in an answer and returns the purposes that it changed. Anything else than granted, denied and unknown is not an
 * answer and changes nothing.
 */
export function answer(consent, states) {
  return PURPOSES.filter((purpose) => {
    const state = states[purpose];
    if (!["granted", "denied", "unknown"].includes(state) || state === consent[purpose]) return false;
    consent[purpose] = state;
    return true;
  });
}

/** Whether a unit of this kind may be assigned and counted under the site's policy. */
export function mayCount(ruleset, kind, consent) {
  const needed = (ruleset.consent && ruleset.consent[kind]) || [];
  return consent.measurement !== "denied" && needed.every((purpose) => consent[purpose] === "granted");
}
