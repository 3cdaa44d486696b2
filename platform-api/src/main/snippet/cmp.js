// Listens to the consent tools that need no help from the site: TCF 2.2, and Google's Consent Mode. Both may appear late,
// stay silent or fail; then nothing is granted by them.
import { bare } from "./bare.js";
import { guarded } from "./guarded.js";

/** Looked for so often, a quarter of a second apart. */
const MOST_LOOKS = 80;

/** @param {function(string, ?, boolean)} tell source ("tcf" or "mode"), states by purpose or null, whether repeated */
export function listen(tell) {
  let looks = 0;
  let tcf = false;
  let mode = false;
  (function look() {
    if (!tcf && typeof window.__tcfapi === "function") {
      tcf = true;
      readTcf(tell);
    }
    if (!mode && Array.isArray(window.dataLayer)) {
      mode = true;
      guarded(() => readMode(window.dataLayer, tell));
    }
    if (!(tcf && mode) && looks++ < MOST_LOOKS) setTimeout(look, 250);
  })();
}

function readTcf(tell) {
  const api = (...call) => window.__tcfapi(...call);
  const heard = (data, success) => {
    data = bare(data || {});
    const { eventStatus } = data;
    if (!success || data.gdprApplies === false) {
      tell("tcf", null);
      if (data.listenerId !== undefined) api("removeEventListener", 2, () => {}, data.listenerId);
    } else if (eventStatus === "tcloaded" || eventStatus === "useractioncomplete") {
      const { consents } = data.purpose;
      const state = (...numbers) => (numbers.every((number) => consents[number] === true) ? "granted" : "denied");
      tell("tcf", bare({ measurement: state(8, 9), remembering: state(1), personalization: state(5, 6) }), eventStatus[0] === "t");
    }
  };
  // There, though it has not said anything yet.
  tell("tcf", bare({}));
  try {
    api("addEventListener", 2, (data, success) => guarded(() => heard(data, success)));
  } catch (broken) {
    tell("tcf", null);
  }
}

function readMode(layer, tell) {
  const states = bare({});
  const read = (item) => {
    if (!item || item[0] !== "consent") return;
    const given = bare(item[2] || {});
    const update = item[1] === "update";
    if (!update && item[1] !== "default") return;
    for (const [purpose, storage] of STORAGES) {
      const state = given[storage];
      // A default for some region is believed where it refuses, since nobody here knows the region; so refusals stay.
      if (state === "denied" || (state === "granted" && (update || (!given.region && !states[purpose])))) states[purpose] = state;
    }
    // Said before the visitor touched the page, it repeats an earlier answer.
    tell("mode", bare(states), !(navigator.userActivation || {}).hasBeenActive);
  };
  const push = layer.push;
  layer.push = function (...items) {
    const pushed = push.apply(this, items);
    guarded(() => items.forEach(read));
    return pushed;
  };
  layer.forEach(read);
}

const STORAGES = [
  ["measurement", "analytics_storage"],
  ["remembering", "functionality_storage"],
  ["personalization", "personalization_storage"],
];
