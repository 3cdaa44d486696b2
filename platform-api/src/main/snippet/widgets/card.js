// A card at the page's edge: beside the page, not before it. It takes no focus of its own accord, says politely that it is
// there, closes with Esc, and gives the focus back.
import { button, el, place, title } from "./dom.js";

/**
 * @param {?} kit
 * @param {string} heading
 * @param {!Array} content
 * @param {{dismissed: (function()|undefined), announcement: (string|undefined), sign: (!Element|undefined)}} how what to do
 *     when the visitor closes it; what to say of a card that nobody called, which then leaves the focus where it is; the sign
 *     that it belongs to
 * @return {{replace: function(string, ...), close: function()}}
 */
export function card(kit, heading, content, { dismissed, announcement, sign }) {
  if (kit.card) kit.card.close();
  let cameFrom = sign || document.activeElement;
  const head = title("h2", heading);
  const body = el("div", { class: "g" }, content);
  const status = el("p", { role: "status", class: "sr" });
  const dismiss = () => {
    close();
    if (dismissed) dismissed();
  };
  const box = el(
    "div",
    { class: "card", role: "dialog", "aria-labelledby": head.id },
    el("header", null, head, button("×", dismiss, { class: "x", "aria-label": kit.words.close })),
    body,
  );
  const host = place(kit, status, box);
  const root = host.shadowRoot;
  host.addEventListener("focusin", ({ relatedTarget }) => {
    if (!sign && relatedTarget && relatedTarget !== host) cameFrom = relatedTarget;
  });
  const escape = ({ key }) => key === "Escape" && dismiss();
  document.addEventListener("keydown", escape);
  if (sign) sign.setAttribute("aria-expanded", "true");

  function close() {
    const inside = root.activeElement;
    document.removeEventListener("keydown", escape);
    host.remove();
    kit.card = null;
    if (sign) sign.setAttribute("aria-expanded", "false");
    if (inside) cameFrom.focus();
  }

  kit.card = {
    sign,
    close,
    /** Other content under another heading, where the visitor is. */
    replace(instead, ...children) {
      head.textContent = instead;
      body.replaceChildren(...children);
      head.focus();
    },
  };
  // A live region speaks of what changes in it, not of what it came with.
  if (announcement) setTimeout(() => (status.textContent = announcement + ": " + heading), 100);
  else head.focus();
  if (sign && innerWidth > 520) {
    const { bottom, right } = sign.getBoundingClientRect();
    const between = (least, wanted, most) => Math.max(least, Math.min(wanted, most)) + "px";
    box.style.inset = "auto";
    box.style.left = between(8, right - box.offsetWidth, innerWidth - box.offsetWidth - 8);
    box.style.top = between(8, bottom, innerHeight - box.offsetHeight - 8);
  }
  return kit.card;
}
