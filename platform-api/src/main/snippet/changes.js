// The changes that few experiments make, beside those of apply.js.
import { bare } from "./bare.js";
import { fill, style } from "./dom.js";
import { harmless } from "./markup.js";

export const RARE = bare({
  html: (element, value) => fill(element, harmless(value)),

  insertBefore: (element, value) => insert(harmless(value), (nodes) => element.before(...nodes)),

  insertAfter: (element, value) => insert(harmless(value), (nodes) => element.after(...nodes)),

  show(element) {
    const { hidden } = element;
    const back = element.style.display === "none" ? style(element, "display", "") : () => {};
    element.hidden = false;
    return () => {
      element.hidden = hidden;
      back();
    };
  },

  /** Leads elsewhere, see redirect.js, and changes nothing here. */
  redirect: () => {},
});

function insert(nodes, put) {
  put(nodes);
  return () => nodes.forEach((node) => node.remove());
}
