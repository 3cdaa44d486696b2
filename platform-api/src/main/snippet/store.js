// The one thing kept on the device: a localStorage entry { id, since, attributes, carried } per site, written only after
// "remembering" was granted and erased when it is refused or taken back.
//
// It is not read at load either, not even to see whether there is something to read. A returning visitor is recognised
// when the page's own consent tool, which knows the answer, repeats it with candor.consent({...}): that call, and
// nothing before it, opens the entry. So a fresh visitor's device is never touched.
import { bare } from "./bare.js";

export class Store {
  constructor(siteKey) {
    this.name = "candor." + siteKey;
  }

  /** The entry, or null when there is none, when it is damaged or when storage is blocked. */
  read() {
    try {
      const entry = bare(JSON.parse(localStorage.getItem(this.name)));
      return entry && /^[0-9a-f]{32}$/.test(entry.id) ? entry : null;
    } catch (blocked) {
      return null;
    }
  }

  write(entry) {
    try {
      localStorage.setItem(this.name, JSON.stringify(entry));
    } catch (blocked) {
      // The visitor then lasts as long as the page.
    }
  }

  erase() {
    try {
      localStorage.removeItem(this.name);
    } catch (blocked) {
      // What cannot be opened holds nothing of ours.
    }
  }
}
