// Tells what was answered, and by whose word.
import { bare } from "./bare.js";
import { PURPOSES, unanswered } from "./consent.js";
import { isAutomated } from "./context.js";
import { tellOfNobody } from "./nobody.js";

/** @return {function(?)} tells what has changed since it was last called; takes how the answer was given */
export function teller(page) {
  const { visitor, events } = page;
  const told = unanswered();
  return (how) => {
    const { consent, sources, signals } = visitor;
    const trust = new Set();
    for (const purpose of PURPOSES) {
      const before = told[purpose];
      const state = consent[purpose];
      const source = sources[purpose];
      const byBrowser = source === "gpc" || source === "dnt";
      if (state === before || (byBrowser && !visitor.mayKeep())) continue;
      told[purpose] = state;
      const method = source === "explicit" ? visitor.methods[purpose] : source;
      const word = state + " " + method;
      // What nobody has just answered is told where that can be remembered, and once.
      const old = how.remembered || byBrowser;
      const untellable = old && (source === "explicit" || !visitor.mayKeep());
      if (untellable || source === "default" || visitor.told[purpose] === word || isAutomated()) continue;
      visitor.told[purpose] = word;
      const event = bare({ type: "consent", purpose, state, method: source === "objected" ? "panel" : method });
      const seen = ["gpc", "dnt", "tcf", "consent_mode"].filter((each) => signals[each]);
      if (seen.length) event.signals = seen;
      if (how.textVersion) event.textVersion = how.textVersion;
      const granted = state === "granted";
      visitor.whenKnown(() => {
        if (granted && consent.measurement === "granted") event.unit = visitor.id;
        const id = events.add(event);
        if (granted && purpose === "personalization") visitor.receipt = id;
        visitor.keep();
      });
      if (state === "denied" && !old) {
        trust.add(before === "granted" ? "consent_withdrawn" : "consent_refused");
        if (before === "granted" && purpose === "personalization") trust.add("personalization_off");
      }
    }
    tellOfNobody(page, trust);
  };
}
