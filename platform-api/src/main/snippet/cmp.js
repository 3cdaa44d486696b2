// Listens to the consent tools that need no help from the site: TCF 2.2, and Google's Consent Mode. Both may appear late,
// stay silent or fail; then nothing is granted by them, nor by a default in their place.
import { bare } from "./bare.js";
import { PURPOSES } from "./consent.js";
import { guarded } from "./guarded.js";

/** Looked for so often, a quarter of a second apart. */
const MOST_LOOKS = 120;

/** The purposes of TCF that each of ours needs, all of them. */
const TCF = bare({ measurement: [8, 9], remembering: [1], personalization: [5, 6] });
const STORAGES = bare({ measurement: "analytics", remembering: "functionality", personalization: "personalization" });

/**
 * @param {function(string, ?, boolean)} tell source ("tcf" or "consent_mode"), states by purpose or null, whether repeated
 * @return {function()} stops it
 */
export function listen(tell) {
  let looks = MOST_LOOKS;
  let over, api, listener, layer, late;
  const states = bare({});
  /** Purposes about which Consent Mode's defaults have nothing more to say. */
  const settled = bare({});

  const look = () => {
    if (!api && typeof window.__tcfapi === "function") {
      api = (...call) => guarded(() => window.__tcfapi(...call));
      // There, though it has not said anything yet.
      tell("tcf", bare({}));
      api("addEventListener", 2, (data, success) => guarded(() => success && tcf(data)));
    }
    if (!layer && Array.isArray(window.dataLayer)) {
      layer = window.dataLayer;
      layer.slice().forEach(mode);
      guarded(() => {
        const { push } = layer;
        layer.push = function (...items) {
          const pushed = push.apply(this, items);
          items.forEach(mode);
          return pushed;
        };
      });
    }
    late = true;
    if (!over && --looks && !(api && layer)) setTimeout(look, 250);
  };

  const tcf = ({ eventStatus, gdprApplies, listenerId, purpose }) => {
    listener = listenerId;
    if (over) stop();
    else if (gdprApplies === false) tell("tcf", null);
    else if (eventStatus === "tcloaded" || eventStatus === "useractioncomplete") {
      const { consents } = bare(purpose);
      const heard = bare({});
      for (const each of PURPOSES) heard[each] = TCF[each].every((number) => consents[number] === true) ? "granted" : "denied";
      tell("tcf", heard, eventStatus === "tcloaded");
    }
  };

  const mode = (item) =>
    guarded(() => {
      if (over || !item || item[0] !== "consent") return;
      const update = item[1] === "update";
      if (!update && item[1] !== "default") return;
      const given = bare(item[2]);
      for (const purpose of PURPOSES) {
        const state = given[STORAGES[purpose] + "_storage"];
        if (!["granted", "denied"].includes(state) || (settled[purpose] && !update)) continue;
        // A default refusal is nobody's answer yet. One for some region may be meant for us, a grant for it may not.
        const counts = update || (state === "granted" && !given.region);
        states[purpose] = counts ? state : "unknown";
        settled[purpose] = !counts || update;
      }
      // Said before the visitor touched the page, it repeats an earlier answer.
      tell("consent_mode", bare(states), !(update && late && (navigator.userActivation || {}).hasBeenActive));
    });

  const stop = () => {
    over = true;
    if (listener !== undefined) api("removeEventListener", 2, () => {}, listener);
    listener = undefined;
  };

  look();
  return stop;
}
