// A card at the page's edge: beside the page, not before it. It takes no focus of its own accord, says politely that it is
// there, closes with Esc, and gives the focus back.
import { bare } from "../bare.js";
import { button, el, focused, newId, place } from "./dom.js";

/**
 * @param {?} kit
 * @param {string} title
 * @param {!Array} content
 * @param {function()} dismissed when the visitor closes it
 * @param {string|undefined} announcement for a card that nobody called: read out, and the focus stays where it is
 * @return {{anchor: function(!Element, !Element), replace: function(...), close: function()}}
 */
export function card(kit, title, content, dismissed, announcement) {
  if (kit.card) kit.card.close();
  let cameFrom = announcement ? null : focused();
  const id = newId();
  const heading = el("h2", { id, tabindex: "-1" }, title);
  const dismiss = () => {
    close();
    dismissed();
  };
  const body = el("div", { class: "body" }, content);
  const status = el("p", { role: "status", class: "sr" });
  const box = el(
    "div",
    { class: "card", role: "dialog", "aria-modal": "false", "aria-labelledby": id },
    el("header", null, heading, button("×", dismiss, { class: "x", "aria-label": kit.words.close })),
    body,
  );
  const host = place(kit, status, box);
  host.addEventListener("focusin", ({ relatedTarget }) => {
    if (relatedTarget && !host.contains(relatedTarget)) cameFrom = relatedTarget;
  });
  const escape = (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) dismiss();
  };
  document.addEventListener("keydown", escape);

  function close() {
    const inside = host.shadowRoot.activeElement;
    document.removeEventListener("keydown", escape);
    host.remove();
    if (kit.card === self) kit.card = null;
    if (self.sign) self.sign.setAttribute("aria-expanded", "false");
    if (!inside || !cameFrom) return;
    if (cameFrom.isConnected) cameFrom.focus(bare({ preventScroll: true }));
    else if (self.element) visit(self.element);
  }

  const self = {
    close,
    /** Stands beside the sign that opened it, where there is room; the focus may go back to the sign's element. */
    anchor(sign, element) {
      self.sign = sign;
      self.element = element;
      sign.setAttribute("aria-expanded", "true");
      if (innerWidth <= 520) return;
      const { bottom, left, right } = sign.getBoundingClientRect();
      const { offsetWidth, offsetHeight } = box;
      const x = getComputedStyle(box).direction === "rtl" ? left : right - offsetWidth;
      box.style.setProperty("inset", "auto");
      box.style.setProperty("left", Math.max(8, Math.min(x, innerWidth - offsetWidth - 8)) + "px");
      box.style.setProperty("top", Math.max(8, Math.min(bottom, innerHeight - offsetHeight - 8)) + "px");
    },
    /** Other content under another heading, where the visitor is. */
    replace(text, ...instead) {
      const inside = host.shadowRoot.activeElement;
      heading.textContent = text;
      body.replaceChildren(...instead.flat().filter(Boolean));
      if (inside) heading.focus();
    },
  };
  kit.card = self;
  // A live region speaks of what changes in it, not of what it came with.
  if (announcement) setTimeout(() => (status.textContent = announcement + ": " + title), 100);
  else heading.focus(bare({ preventScroll: true }));
  return self;
}

/** Puts the focus on an element of the page that takes none by itself. */
function visit(element) {
  const takes = element.hasAttribute("tabindex");
  if (!takes) element.setAttribute("tabindex", "-1");
  element.focus(bare({ preventScroll: true }));
  if (!takes) element.removeAttribute("tabindex");
}
