// What goes along with a decision: the sign of "Why am I seeing this?", the one question. Most visitors need neither, and
// then nothing is loaded.
import { bare } from "./bare.js";
import { bucket } from "./hash.js";
import { read, write } from "./store.js";
import { widget } from "./widgets.js";

/** Fulfilled when the visitor first touches the page: nobody is asked anything before. */
export const interacted = new Promise((done) => {
  if (navigator.userActivation?.hasBeenActive) done();
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, done, true);
});

let signs, drawn;

/** After each evaluation: loads what this page view needs, and lets the signs follow what is shown. */
export function accompany(core) {
  const { page, visitor, exposed } = core;
  const { badge, feedback } = page.ruleset.widgets || {};
  signs ||= Array.from(page.shown.values()).some(({ decision }) => decision.personalized) || document.querySelector("[data-candor-why]");
  if (badge && signs) widget(core, "badges", []);
  if (!exposed.size || drawn) return;
  drawn = true;
  // A session is a visitor's day: drawn without remembering anything, and apart from the variants.
  if (bucket("feedback" + new Date().toDateString(), visitor.id) < feedback * 429496.7296) widget(core, "feedback", []);
}

/** What widgets must not forget, what was asked and declined, and when: in memory, and in the store where that is allowed. */
export function notebook({ consent }) {
  let notes = bare({});
  const mayKeep = () => consent.remembering === "granted";
  return {
    read: () => (notes = Object.assign(bare({}), mayKeep() && read(".notes"), notes)),
    write(name, value) {
      this.read()[name] = bare(value);
      if (mayKeep()) write(".notes", notes);
    },
    erase: () => (notes = bare({})),
  };
}
