// Tells what was answered, and by whose word.
import { bare } from "./bare.js";
import { PURPOSES, unanswered } from "./consent.js";
import { isAutomated } from "./context.js";

/** @return {function(?)} tells what has changed since it was last called; takes how the answer was given */
export function teller({ visitor, events }) {
  const told = unanswered();
  return (how) => {
    const { consent, sources, signals } = visitor;
    const trust = new Set();
    for (const purpose of PURPOSES) {
      const before = told[purpose];
      const state = consent[purpose];
      const source = sources[purpose];
      if (state === before) continue;
      told[purpose] = state;
      if (how.remembered || isAutomated() || source === "dnt" || source === "default") continue;
      const event = bare({ type: "consent", purpose, state, method: (source === "choice" && how.method) || METHODS[source] || source });
      const seen = ["gpc", "dnt", "tcf", "mode"].filter((each) => signals[each]).map((each) => METHODS[each] || each);
      if (seen.length) event.signals = seen;
      if (how.textVersion) event.textVersion = how.textVersion;
      const granted = state === "granted";
      visitor.whenKnown(() => {
        if (granted && consent.measurement === "granted") event.unit = visitor.id;
        const id = events.add(event);
        if (granted && purpose === "personalization") {
          visitor.receipt = id;
          visitor.keep();
        }
      });
      if (state === "denied" && source !== "gpc") {
        trust.add(before === "granted" ? "consent_withdrawn" : "consent_refused");
        if (before === "granted" && purpose === "personalization") trust.add("personalization_off");
      }
    }
    for (const name of trust) events.add(bare({ type: "trust", name }));
  };
}

/** What the server calls them. */
const METHODS = Object.assign(Object.create(null), { mode: "consent_mode", choice: "panel", objected: "panel" });
