// What goes along with a decision: word of it to the page, the sign of "Why am I seeing this?", the one question. Most visitors
// need neither of these, and then nothing is loaded.
import { bare } from "./bare.js";
import { bucket } from "./hash.js";

/** Fulfilled when the visitor first touches the page: nobody is asked anything before. */
export const interacted = new Promise((done) => {
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, done, true);
});

/** After each evaluation: loads what this page view needs, and lets the signs follow what is shown. */
export function accompany(page, { excluded }) {
  dispatchEvent(new Event("candor"));
  if (excluded || page.forced) return;
  const { badge, feedback } = page.ruleset.widgets || {};
  const signs = () => Array.from(page.shown.values()).some(({ decision }) => decision.personalized) || document.querySelector("[data-candor-why]");
  if (badge && (page.signs ||= signs())) page.widget("badges");
  // A session is a visitor's day: drawn without remembering anything, and apart from the variants.
  const draw = () => bucket("feedback" + new Date().toDateString(), page.visitor.id) < feedback * 429496.7296;
  if (page.exposed.size && !page.drawn) {
    page.drawn = true;
    if (draw()) page.widget("feedback");
  }
}

/** What widgets must not forget, what was asked and declined, and when: in memory, and in the store where that is allowed. */
export function notebook({ visitor, store }) {
  let notes = bare({});
  return {
    read: () => (notes = Object.assign(bare({}), visitor.mayKeep() && store.read(".notes"), notes)),
    write(name, value) {
      this.read()[name] = bare(value);
      if (visitor.mayKeep()) store.write(".notes", notes);
    },
    erase: () => (notes = bare({})),
  };
}
