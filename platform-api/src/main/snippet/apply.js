// Puts a variant's changes into the page and takes them out again. A change that is not known, not safe or not possible
// is passed over; a selector that is wrong changes nothing.
import { UNTOUCHABLE, unsafe } from "./safe.js";

/** What replaces or follows an element's content has to wait for the whole of it. */
const NEEDS_WHOLE = ["text", "html", "insertAfter"];

/** An element that waits for its end is out of sight for no longer than this. */
const MOST_HIDDEN_MS = 800;

/** Each looks for elements that it has not changed yet. */
const live = new Set();
/** Element -> shows it again. */
const veiled = new Map();
const look = () => live.forEach((each) => each());
let observer = null;

/** A page that takes every change back is let be after so many rounds. */
const MOST_ROUNDS = 1000;

/**
 * Changes what is there, and what comes while it is parsed or put in by the page, before it is painted.
 * @param {!Array} changes bare
 * @param {?function(string): !Array<!Node>} harmless makes nodes of HTML; see markup.js
 * @return {function()} takes every change back, the last one first
 */
export function apply(changes, harmless) {
  const undo = [];
  const rounds = changes.map((change) => round(change, undo, harmless));
  let left = MOST_ROUNDS;
  const all = () => {
    if (!left || !rounds.filter((each) => each()).length) return;
    left--;
    // What they have themselves put in is not to be changed in turn.
    for (const each of rounds) each(true);
  };
  if (changes.length) {
    all();
    live.add(all);
    if (!observer) {
      observer = new MutationObserver(look);
      document.addEventListener("readystatechange", look);
    }
    observer.observe(document, Object.assign(Object.create(null), { childList: true, subtree: true }));
  }
  return () => {
    live.delete(all);
    if (observer && !live.size) observer.disconnect();
    for (const back of undo.splice(0)) back();
  };
}

/** One change; each call makes it to the elements that it has not met. */
function round(change, undo, harmless) {
  const met = new WeakSet();
  return (isOwn) => {
    let changed = false;
    for (const element of matching(change.selector)) {
      if (met.has(element) || (isOwn && veiled.has(element))) continue;
      if (NEEDS_WHOLE.includes(change.do) && !isWhole(element)) {
        veil(element);
        continue;
      }
      met.add(element);
      if (isOwn) continue;
      unveil(element);
      try {
        const back = Object.hasOwn(DO, change.do) && !element.matches(UNTOUCHABLE) && DO[change.do](element, change, harmless);
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
  for (let each = element; each; each = each.parentElement) if (each.nextSibling) return true;
  return false;
}

function veil(element) {
  if (veiled.has(element)) return;
  veiled.set(element, style(element, "visibility", "hidden"));
  setTimeout(() => unveil(element, true), MOST_HIDDEN_MS);
}

function unveil(element, late) {
  const back = veiled.get(element);
  if (!back) return;
  back();
  // One that took too long stays in sight, and is changed when it is whole.
  if (late) veiled.set(element, () => {});
  else veiled.delete(element);
}

function matching(selector) {
  try {
    return Array.from(document.querySelectorAll(selector));
  } catch (wrong) {
    return [];
  }
}

/** Each does one change to one element and returns the way back, or nothing where nothing was done. */
const DO = {
  text: (element, change) => fill(element, [document.createTextNode(String(change.value))]),

  html: (element, change, harmless) => fill(element, harmless(change.value)),

  insertBefore: (element, change, harmless) => insert(harmless(change.value), (nodes) => element.before(...nodes)),

  insertAfter: (element, change, harmless) => insert(harmless(change.value), (nodes) => element.after(...nodes)),

  attr(element, change) {
    const name = change.attribute;
    const value = String(change.value);
    if (unsafe(name, value)) return;
    const original = element.getAttribute(name);
    element.setAttribute(name, value);
    return () => (original === null ? element.removeAttribute(name) : element.setAttribute(name, original));
  },

  addClass: (element, change) => toggle(element, change.value, true),

  removeClass: (element, change) => toggle(element, change.value, false),

  hide: (element) => style(element, "display", "none"),

  show(element) {
    const hidden = element.hidden;
    const back = element.style.display === "none" ? style(element, "display", "") : () => {};
    element.hidden = false;
    return () => {
      element.hidden = hidden;
      back();
    };
  },
};

function fill(element, nodes) {
  const original = Array.from(element.childNodes);
  element.replaceChildren(...nodes);
  return () => {
    // Unless the page has put something else there meanwhile.
    if (nodes.every((node, i) => element.childNodes[i] === node)) element.replaceChildren(...original);
  };
}

function insert(nodes, put) {
  put(nodes);
  return () => nodes.forEach((node) => node.remove());
}

function toggle(element, name, on) {
  if (element.classList.contains(name) === on) return;
  element.classList.toggle(name, on);
  return () => element.classList.toggle(name, !on);
}

function style(element, name, value) {
  const { style } = element;
  const original = [style.getPropertyValue(name), style.getPropertyPriority(name)];
  style.setProperty(name, value, "important");
  return () => style.setProperty(name, ...original);
}
