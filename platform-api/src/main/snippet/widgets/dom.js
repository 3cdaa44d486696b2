// What every widget is made of: elements with text nodes inside a shadow root, styled by a sheet that is an object. Nothing
// is parsed as HTML and nothing is styled inline, so that a strict policy with Trusted Types lets all of it be.
import { bare } from "../bare.js";
import { CSS } from "./style.js";

let sheet;

/**
 * An element; a function among its properties listens, true is an attribute without a value, false and null are left out.
 * @return {!HTMLElement}
 */
export function el(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const name of Object.keys(properties || {})) {
    const value = properties[name];
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child || child === 0));
  return element;
}

export const button = (text, act, properties) => el("button", Object.assign({ type: "button", click: act }, properties), text);

/** A place of its own in the page, out of the reach of the page's styles but for its font. */
export function place(kit, ...children) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
  }
  const host = el("candor-widget", { lang: kit.words.lang, dir: direction() });
  const root = host.attachShadow(bare({ mode: "open" }));
  root.adoptedStyleSheets = [sheet];
  root.append(...children);
  document.body.append(host);
  return host;
}

/** The page's own direction: its words stand beside ours, and the site's texts are in its language. */
const direction = () => getComputedStyle(document.documentElement).direction;

/** Where the keyboard is, also inside widgets. */
export function focused() {
  let element = document.activeElement;
  while (element && element.shadowRoot && element.shadowRoot.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

let ids = 0;

/** An id for what another element is named by. */
export const newId = () => "c" + ++ids;

/** One of two, by chance. */
export const coin = () => crypto.getRandomValues(new Uint8Array(1))[0] < 128;

/** A number in [0, 1), by chance that nobody can foresee. */
export const chance = () => crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32;
