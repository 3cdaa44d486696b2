// Makes a piece of HTML harmless once more in the browser, as the server did when it was saved.
import { UNTOUCHABLE, unsafe } from "./safe.js";

/** The browser's sanitizer keeps to its own idea of what is safe, and needs no more of ours. */
const ANYTHING_SAFE = { sanitizer: { removeElements: [] } };

/**
 * The nodes of a piece of HTML: through the browser's own sanitizer, where it has one, and by our rules, in a document that
 * runs and loads nothing.
 */
export function harmless(html) {
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
