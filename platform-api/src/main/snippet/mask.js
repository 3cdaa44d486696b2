// Keeps from sight what an experiment may be about to change: the elements of data-mask, until it is known what the visitor
// sees, and never longer than this.
import { page } from "./page.js";

const MOST_MS = 800;

let sheet;

/**
 * @param {?string} selector the tag's data-mask
 */
export function mask(selector) {
  // A sheet of its own, which strict policies let be. Where a browser can't have one, this throws, and nothing is masked.
  // Nor what has been seen already.
  if (!selector || document.readyState !== "loading") return;
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, (sheet = new CSSStyleSheet())];
  hide(selector);
  setTimeout(() => {
    if (sheet) page.late = true;
    lift();
  }, MOST_MS);
}

/** While there is a mask, only these. A selector that is none hides nothing. */
export const hide = (selector) => sheet?.replaceSync(selector + "{visibility:hidden!important}");

/** An empty sheet stays. */
export function lift() {
  sheet?.replaceSync("");
  sheet = null;
}
