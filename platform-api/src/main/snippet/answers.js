// Tells what was answered, and by whose word.
import { bare } from "./bare.js";
import { PURPOSES } from "./consent.js";
import { add } from "./events.js";
import { load, more } from "./more.js";
import { keep, mayKeep, visitor } from "./visitor.js";

/** Purpose -> its state when this page view last told. */
const before = bare({});

/**
 * Tells what has changed since it was last called.
 * @param {boolean|undefined} remembered whether the answer is a repeated one
 * @param {string|undefined} textVersion the words under which it was given
 */
export function tellAnswers(remembered, textVersion) {
  const refusals = [];
  for (const purpose of PURPOSES) {
    const was = before[purpose];
    const state = visitor.consent[purpose];
    const source = visitor.sources[purpose];
    const granted = state === "granted";
    const byBrowser = ["gpc", "dnt"].includes(source);
    if (state === was || (byBrowser && !mayKeep())) continue;
    before[purpose] = state;
    const explicit = source === "explicit";
    const method = explicit ? visitor.methods[purpose] : source === "objected" ? "panel" : source;
    const word = state + " " + method;
    // What nobody has just answered is told where that can be remembered, and once.
    const old = remembered || byBrowser;
    const untellable = old && (explicit || !mayKeep());
    if (untellable || source === "default" || visitor.told[purpose] === word) continue;
    visitor.told[purpose] = word;
    const id = add({
      type: "consent",
      purpose,
      state,
      method,
      signals: ["gpc", "dnt", "tcf", "consent_mode"].filter((name) => visitor.signals[name]),
      textVersion,
      unit: granted && visitor.consent.measurement === "granted" ? visitor.id : undefined,
    });
    if (granted && purpose === "personalization") visitor.receipt = id;
    if (state === "denied" && !old) {
      const withdrawn = was === "granted";
      refusals.push(withdrawn ? "consent_withdrawn" : "consent_refused");
      if (withdrawn && purpose === "personalization") refusals.push("personalization_off");
    }
  }
  keep();
  // The answers are on their way; what was met before a refusal is told without them.
  if (refusals.length) load().then(() => more?.ofNobody(refusals));
}
