// What goes along with a decision: the sign of "Why am I seeing this?", the one question. Most visitors need neither, and
// then nothing is loaded.
import { bare } from "./bare.js";

const DAY = 86400000;

/** Fulfilled when the visitor first touches the page: nobody is asked anything before. */
export function firstInteraction() {
  return new Promise((done) => {
    for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, done, bare({ capture: true, passive: true, once: true }));
  });
}

/** After each evaluation: loads what this page view needs, and lets the signs follow what is shown. */
export function accompany(page) {
  const { badge, feedback } = page.ruleset.widgets || {};
  const personalized = Array.from(page.shown.values()).some(({ decision }) => decision.personalized);
  if (badge && (page.badges || personalized || document.querySelector("[data-candor-why]"))) {
    page.badges = true;
    page.widget("badges");
  }
  if (feedback && page.exposed.size && !page.drawn) {
    page.drawn = true;
    const { visitor } = page;
    // One draw a session, which lasts a day where it is remembered.
    if (Date.now() < visitor.notes.drawn + DAY) return;
    visitor.notes.drawn = Date.now();
    visitor.keep();
    if (Math.random() * 10000 < feedback) page.widget("feedback");
  }
}
