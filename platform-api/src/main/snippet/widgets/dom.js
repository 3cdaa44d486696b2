// What every widget is made of: elements with text nodes inside a shadow root, styled by a sheet that is an object. Nothing
// is parsed as HTML and nothing is styled by an attribute, so that a strict policy with Trusted Types lets all of it be.
import { CSS } from "./style.js";

let sheet;
let ids = 0;

/** An element. Of its properties a function listens, and what is null or false is left out; so are such children. */
export function el(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value || value === "") element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child));
  return element;
}

export const button = (text, click, properties) => el("button", { type: "button", click, ...properties }, text);

export const text = (words, name) => el("p", name && { class: name }, words);

/** A heading by which something is named, and on which the focus can rest. */
export const title = (level, words) => el(level, { id: "c" + ++ids, tabindex: "-1" }, words);

/** A place of its own in the page, out of the reach of the page's styles but for its font. */
export function place(kit, ...children) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
  }
  const host = el("candor-widget", { lang: kit.words.lang });
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.append(...children);
  document.body.append(host);
  return host;
}

/** A number in [0, 1) that nobody can foresee. */
export const chance = () => crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32;
