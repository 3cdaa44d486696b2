// Puts a variant's changes into the page and takes them out again. A change that is not known, not safe or not possible
// is passed over; a selector that is wrong changes nothing.
import { bare } from "./bare.js";
import { fill, style } from "./dom.js";
import { UNTOUCHABLE, unsafe } from "./safe.js";

/** What replaces or follows an element's content has to wait for the whole of it. */
const NEEDS_WHOLE = /text|html|After/;

/** An element that waits for its end is out of sight for no longer than this. */
const MOST_HIDDEN_MS = 800;

/** A page that takes every change back is let be after so many rounds. */
const MOST_ROUNDS = 1000;

/** Each looks for elements that it has not changed yet. */
const live = new Set();
/** Element -> shows it again. */
const veiled = new Map();
const look = () => live.forEach((each) => each());
let observer;

/**
 * Changes what is there, and what comes while it is parsed or put in by the page, before it is painted.
 * @param {!Array} changes bare
 * @return {function()} takes every change back, the last one first
 */
export function apply(changes) {
  const undo = [];
  const rounds = changes.map((change) => round(change, undo));
  let left = MOST_ROUNDS;
  const all = () => {
    if (!left || !rounds.filter((each) => each()).length) return;
    left--;
    // What they have themselves put in is not to be changed in turn.
    for (const each of rounds) each(true);
  };
  if (rounds.length) {
    observer ||= new MutationObserver(look);
    all();
    live.add(all);
    document.addEventListener("readystatechange", look);
    observer.observe(document, { __proto__: null, childList: true, subtree: true });
  }
  return () => {
    live.delete(all);
    if (!live.size) observer?.disconnect();
    for (const back of undo.splice(0)) back();
  };
}

/** One change; each call makes it to the elements that it has not met. */
function round(change, undo) {
  const met = new WeakSet();
  return (isOwn) => {
    let changed = false;
    let elements = [];
    try {
      elements = document.querySelectorAll(change.selector);
    } catch (wrong) {
      // No selector, no elements.
    }
    for (const element of elements) {
      if (met.has(element) || (isOwn && veiled.has(element))) continue;
      if (NEEDS_WHOLE.test(change.do) && !isWhole(element)) {
        veil(element);
        continue;
      }
      met.add(element);
      if (isOwn) continue;
      unveil(element);
      try {
        const back = !element.matches(UNTOUCHABLE) && DO[change.do](element, change.value, change);
        if (back) {
          undo.unshift(back);
          changed = true;
        }
      } catch (impossible) {
        // The element stays as it was.
      }
    }
    return changed;
  };
}

/** Whether the parser has come to the element's end. */
function isWhole(element) {
  if (document.readyState !== "loading") return true;
  for (; element; element = element.parentElement) if (element.nextSibling) return true;
  return false;
}

function veil(element) {
  if (veiled.has(element)) return;
  veiled.set(element, style(element, "visibility", "hidden"));
  setTimeout(unveil, MOST_HIDDEN_MS, element, true);
}

function unveil(element, late) {
  veiled.get(element)?.();
  // One that took too long stays in sight, and is changed when it is whole.
  if (late && veiled.has(element)) veiled.set(element, () => {});
  else veiled.delete(element);
}

/** Each does one change to one element and returns the way back, or nothing where nothing was done. More of them are in changes.js. */
export const DO = bare({
  text: (element, value) => fill(element, [document.createTextNode(String(value))]),

  attr(element, value, { attribute }) {
    if (unsafe(attribute, String(value))) return;
    const original = element.getAttribute(attribute);
    const set = (to) => (to === null ? element.removeAttribute(attribute) : element.setAttribute(attribute, to));
    set(String(value));
    return () => set(original);
  },

  addClass: (element, value) => toggle(element, value, true),

  removeClass: (element, value) => toggle(element, value, false),

  hide: (element) => style(element, "display", "none"),
});

function toggle({ classList }, name, on) {
  if (classList.contains(name) === on) return;
  classList.toggle(name, on);
  return () => classList.toggle(name, !on);
}
