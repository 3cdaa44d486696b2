// The snippet's door: what a website sees. candor.d.ts beside this file types it and tells how to use it.
import { bare } from "./bare.js";
import { deafen } from "./cmp.js";
import { each } from "./consent.js";
import { guarded } from "./guarded.js";
import { load, more } from "./more.js";
import { decision, evaluate, expose, hear, open as openPage, ready, track } from "./page.js";
import { connect } from "./remote.js";
import { declare, visitor, withdraw } from "./visitor.js";

const EVENT_NAME = /^[a-z0-9_]{1,64}$/;

/** Opens what is loaded only when it is used; a moment later, for those who asked before the page was opened. */
const widget = (...details) => load().then(() => more?.widget(...details));

const does = bare({
  consent: (states, options) => hear("explicit", states, options?.remembered),
  track(name, details) {
    if (typeof name !== "string" || !EVENT_NAME.test(name)) throw new Error(name);
    ready(() => track(name, details?.value, details?.properties));
  },
  declare(attribute, value) {
    declare(attribute, value);
    evaluate();
  },
  withdraw(attribute) {
    withdraw(attribute);
    evaluate();
  },
  identify(userId) {
    visitor.userId = userId && String(userId);
    evaluate();
  },
  expose: (key) => ready(() => expose(key)),
  ready: (tell) => ready(() => tell(window.candor)),
  decide: decision,
  panel: () => widget("panel"),
  ask: (attribute) => widget("ask", attribute),
  why: (element) => widget("why", element),
  optOut() {
    hear("explicit", each(() => "denied"), false, "panel");
    deafen();
  },
});

/**
 * Opens the snippet in this page, once: opened again, the first one stays.
 * @param {string} siteKey
 * @param {string} host Candor's address, without a path
 * @param {?string} mask the selector of what is kept from sight until it is decided
 * @param {?} recall whether the record of a choice is read at once
 * @return {?} what the website sees
 */
export function open(siteKey, host, mask, recall) {
  const early = window.candor?.q || [];
  // It is an array only before the snippet is open.
  if (!Array.isArray(early)) return window.candor;
  connect(host, siteKey);

  const call = ([name, ...own]) => does[name] && guarded(() => does[name](...own));
  const candor = bare({ q: { push: (...calls) => calls.forEach(call) } });
  for (const name of Object.keys(does)) candor[name] = (...own) => call([name, ...own]);

  window.candor = candor;
  openPage(mask, recall);
  early.forEach(call);
  return candor;
}
