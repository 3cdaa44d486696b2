// What is kept on the device, in localStorage and per site, written only after "remembering" was granted and erased when it
// is refused or taken back: the visitor { id, secret, since, attributes, carried, choice, receipt }, the events that no
// server has acknowledged, the rules of the last visit.
//
// Nothing is read at load either, not even to see whether there is something to read. A returning visitor is recognised
// when the page's own consent tool, which knows the answer, repeats it: that, and nothing before it, opens the store. A
// site whose only consent tool is Candor's own panel says data-recall="load" instead.
import { bare } from "./bare.js";
import { siteKey } from "./remote.js";

const PARTS = ["", ".events", ".rules", ".notes"];

const name = (part) => "candor." + siteKey + part;

/** The visitor, or null when there is none, when the entry is damaged or when storage is blocked. */
export function stored() {
  const entry = read("");
  return /^[0-9a-f]{32}$/.test(entry?.id) ? entry : null;
}

export function read(part) {
  try {
    return bare(JSON.parse(localStorage.getItem(name(part))));
  } catch (blocked) {
    return null;
  }
}

export function write(part, value) {
  try {
    localStorage.setItem(name(part), JSON.stringify(value));
  } catch (blocked) {
    // The visitor then lasts as long as the page.
  }
}

export function erase() {
  try {
    for (const part of PARTS) localStorage.removeItem(name(part));
  } catch (blocked) {
    // What cannot be opened holds nothing of ours.
  }
}
