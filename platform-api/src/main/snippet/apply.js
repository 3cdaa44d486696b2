// Puts a variant's changes into the page and takes them out again. A change that is not known, not safe or not possible
// is passed over; a selector that is wrong changes nothing.

/** Elements that load, run or steer: neither their text nor their attributes are ever changed. */
const UNTOUCHABLE = "script,style,iframe,frame,object,embed,base,meta,link,template,animate,set";
const REFUSED_ATTRIBUTE = /^(on.*|style|srcdoc|srcset|ping|is|nonce)$/i;
const URL_ATTRIBUTE = /(^|:)(href|src|action|formaction|poster|background|cite|data)$/i;

/** The browser's sanitizer keeps to its own idea of what is safe, and needs no more of ours. */
const ANYTHING_SAFE = { sanitizer: { removeElements: [] } };

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

/**
 * Changes what is there, and what comes while it is parsed or put in by the page, before it is painted.
 * @param {!Array} changes bare
 * @return {function()} takes every change back, the last one first
 */
export function apply(changes) {
  const undo = [];
  const rounds = changes.map((change) => round(change, undo));
  const all = () => rounds.forEach((each) => each());
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
function round(change, undo) {
  const met = new WeakSet();
  return () => {
    const found = matching(change.selector);
    let changed = false;
    for (const element of found) {
      if (met.has(element)) continue;
      if (NEEDS_WHOLE.includes(change.do) && !isWhole(element)) {
        veil(element);
        continue;
      }
      met.add(element);
      unveil(element);
      try {
        const back = Object.hasOwn(DO, change.do) && !element.matches(UNTOUCHABLE) && DO[change.do](element, change);
        if (back) {
          undo.unshift(back);
          changed = true;
        }
      } catch (impossible) {
        // The element stays as it was.
      }
    }
    // What it has itself put in is not to be changed in turn.
    if (changed) for (const element of matching(change.selector)) if (!found.includes(element)) met.add(element);
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
  const { style } = element;
  const before = [style.getPropertyValue("visibility"), style.getPropertyPriority("visibility")];
  style.setProperty("visibility", "hidden", "important");
  veiled.set(element, () => style.setProperty("visibility", ...before));
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
  text(element, change) {
    return fill(element, [document.createTextNode(String(change.value))]);
  },

  html(element, change) {
    return fill(element, harmless(change.value));
  },

  insertBefore(element, change) {
    return insert(change.value, (nodes) => element.before(...nodes));
  },

  insertAfter(element, change) {
    return insert(change.value, (nodes) => element.after(...nodes));
  },

  attr(element, change) {
    const name = change.attribute;
    const value = String(change.value);
    if (unsafe(name, value)) return;
    const original = element.getAttribute(name);
    element.setAttribute(name, value);
    return () => (original === null ? element.removeAttribute(name) : element.setAttribute(name, original));
  },

  addClass(element, change) {
    return toggle(element, change.value, true);
  },

  removeClass(element, change) {
    return toggle(element, change.value, false);
  },

  hide(element) {
    return display(element, "none", "important");
  },

  show(element) {
    const hidden = element.hidden;
    const back = element.style.display === "none" ? display(element, "", "") : () => {};
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

function insert(html, put) {
  const nodes = harmless(html);
  put(nodes);
  return () => nodes.forEach((node) => node.remove());
}

/**
 * The nodes of a piece of HTML, which the server made harmless when it was saved and the browser makes harmless once more:
 * by its own sanitizer, where it has one, and by the rules of this file, in a document that runs and loads nothing.
 */
function harmless(html) {
  const { body } = document.implementation.createHTMLDocument("");
  if (body.setHTML) body.setHTML(html, ANYTHING_SAFE);
  // Where the page's policy allows no markup from strings at all, this throws, and the change is passed over.
  else body.innerHTML = html;
  for (const element of body.querySelectorAll("*")) {
    if (element.matches(UNTOUCHABLE) || element.namespaceURI !== body.namespaceURI) element.remove();
    for (const { name, value } of Array.from(element.attributes)) {
      if (unsafe(name, value)) element.removeAttribute(name);
    }
  }
  return Array.from(body.childNodes);
}

function toggle(element, name, on) {
  if (element.classList.contains(name) === on) return;
  element.classList.toggle(name, on);
  return () => element.classList.toggle(name, !on);
}

function display(element, value, priority) {
  const style = element.style;
  const original = [style.getPropertyValue("display"), style.getPropertyPriority("display")];
  style.setProperty("display", value, priority);
  return () => style.setProperty("display", ...original);
}

function unsafe(name, value) {
  return REFUSED_ATTRIBUTE.test(name) || (URL_ATTRIBUTE.test(name) && !leadsSomewhereSafe(value));
}

function leadsSomewhereSafe(address) {
  return /^(https?|mailto|tel):$/.test(new URL(address, document.baseURI).protocol);
}
