// Puts a variant's changes into the page and takes them out again. A change that is not known, not safe or not possible
// is passed over; a selector that is wrong changes nothing.

/** Elements that load, run or steer: neither their text nor their attributes are ever changed. */
const UNTOUCHABLE = "script,style,iframe,frame,object,embed,base,meta,link,template,animate,set";
const REFUSED_ATTRIBUTE = /^(on.*|style|srcdoc|srcset|ping|is|nonce)$/i;
const URL_ATTRIBUTE = /(^|:)(href|src|action|formaction|poster|background|cite|data)$/i;

/**
 * @param {!Array} changes bare
 * @return {function()} takes every change back, the last one first
 */
export function apply(changes) {
  const undo = [];
  for (const change of changes) {
    for (const element of matching(change.selector)) {
      try {
        const back = Object.hasOwn(DO, change.do) && !element.matches(UNTOUCHABLE) && DO[change.do](element, change);
        if (back) undo.unshift(back);
      } catch (impossible) {
        // The element stays as it was.
      }
    }
  }
  return () => {
    for (const back of undo.splice(0)) back();
  };
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
    const original = Array.from(element.childNodes);
    const text = document.createTextNode(String(change.value));
    element.replaceChildren(text);
    return () => {
      // Unless the page has put something else there meanwhile.
      if (text.parentNode === element) element.replaceChildren(...original);
    };
  },

  attr(element, change) {
    const name = change.attribute;
    const value = String(change.value);
    if (REFUSED_ATTRIBUTE.test(name) || (URL_ATTRIBUTE.test(name) && !leadsSomewhereSafe(value))) return;
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

function leadsSomewhereSafe(address) {
  return /^(https?|mailto|tel):$/.test(new URL(address, document.baseURI).protocol);
}
