// The second bundle, loaded when a widget is first used: asks, explains, gives back. Start here.
import { ask } from "./ask.js";
import { feedback } from "./feedback.js";
import { Kit } from "./kit.js";
import { panel } from "./panel.js";
import { Badges, why } from "./why.js";

let kit;

function ready(core) {
  kit ||= new Kit(core);
  return kit;
}

const OPEN = {
  ask,
  feedback,
  panel,
  why: (kit, element) => why(kit, element),
  badges(kit) {
    kit.badges ||= new Badges(kit);
    kit.badges.refresh();
  },
};

/** @param {string} kind ask, feedback, panel, why or badges; the core says what it is about in details */
export function open(kind, core, ...details) {
  return OPEN[kind](ready(core), ...details);
}
