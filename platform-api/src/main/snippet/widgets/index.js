// What a visitor may open, each in a file of its own beside this one. The core hands over everything that they may use.
import { ask } from "./ask.js";
import { feedback } from "./feedback.js";
import { Kit } from "./kit.js";
import { panel } from "./panel.js";
import { Badges, why } from "./why.js";

let kit;
let signs;

const OPEN = { ask, feedback, panel, why: (kit, element) => why(kit, element), badges: () => (signs ||= new Badges(kit)).refresh() };

/**
 * @param {string} kind ask, feedback, panel, why or badges
 * @param {?} core see candor.d.ts, WidgetCore
 * @param {...*} details what the page passed: the attribute to ask for, the element to explain
 */
export const open = (kind, core, ...details) => OPEN[kind]((kit ||= new Kit(core)), ...details);
