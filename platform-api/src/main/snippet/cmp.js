// Listens to the consent tools that need no help from the site: TCF 2.2, and Google's Consent Mode. Both may appear late,
// stay silent or fail; then nothing is granted by them, nor by a default in their place.
import { bare } from "./bare.js";
import { each, PURPOSES, said } from "./consent.js";
import { guarded } from "./guarded.js";
import { hear } from "./page.js";

/** For each purpose of ours, the purposes of TCF that it needs, all of them, and the storage of Consent Mode. */
const NEEDS = bare({
  measurement: [[8, 9], "analytics"],
  remembering: [[1], "functionality"],
  personalization: [[5, 6], "personalization"],
});

/** Looked for so often, a quarter of a second apart. */
let looks = 120;
let isDeaf, found, layer;

/** What Consent Mode said, by purpose; and about which its defaults have nothing more to say. */
const states = bare({});
const settled = bare({});

export function listen() {
  const { __tcfapi, dataLayer } = window;
  if (!found && __tcfapi) {
    found = true;
    // There, though it has not said anything yet.
    hear("tcf", {}, true);
    guarded(() => __tcfapi("addEventListener", 2, (data, success) => guarded(() => success && tcf(data))));
  }
  if (!layer && dataLayer) {
    layer = dataLayer;
    guarded(() => {
      const { push } = layer;
      const heard = (item) => guarded(() => mode(item));
      [...layer].forEach(heard);
      layer.push = function (...items) {
        const pushed = push.apply(this, items);
        items.forEach(heard);
        return pushed;
      };
    });
  }
  if (!isDeaf && --looks && !(found && layer)) setTimeout(listen, 250);
}

/** All that the tools say from now on is no answer. */
export const deafen = () => (isDeaf = true);

function tcf({ eventStatus, gdprApplies, purpose }) {
  const repeated = eventStatus === "tcloaded";
  if (isDeaf) return;
  if (gdprApplies === false) hear("tcf", null);
  else if (repeated || eventStatus === "useractioncomplete") {
    const { consents } = bare(purpose);
    const state = (purpose) => (NEEDS[purpose][0].every((number) => consents[number] === true) ? "granted" : "denied");
    hear("tcf", each(state), repeated);
  }
}

function mode(item) {
  if (item?.[0] !== "consent" || isDeaf) return;
  const update = item[1] === "update";
  if (!update && item[1] !== "default") return;
  const given = bare(item[2]);
  for (const purpose of PURPOSES) {
    const state = given[NEEDS[purpose][1] + "_storage"];
    if (!said(state) || (settled[purpose] && !update)) continue;
    // A default refusal is nobody's answer yet. One for some region may be meant for us, a grant for it may not.
    const counts = update || (state === "granted" && !given.region);
    states[purpose] = counts ? state : "unknown";
    settled[purpose] = update || !counts;
  }
  // Said before the visitor touched the page, it repeats an earlier answer.
  hear("consent_mode", states, !(update && navigator.userActivation?.hasBeenActive));
}
