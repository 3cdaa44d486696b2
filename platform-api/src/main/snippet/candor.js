// The snippet's door: what a website sees. candor.d.ts beside this file types it and tells how to use it.
import { bare } from "./bare.js";
import { PURPOSES } from "./consent.js";
import { guarded } from "./guarded.js";
import { Page } from "./page.js";
import { Remote } from "./remote.js";

const EVENT_NAME = /^[a-z0-9_]{1,64}$/;

/**
 * Opens the snippet in this page, once: opened again, the first one stays.
 * @param {string} siteKey
 * @param {string} host Candor's address, without a path
 * @param {?string} mask the selector of what is kept from sight until it is decided
 * @param {boolean} recall whether the record of a choice is read at once
 * @return {?} what the website sees
 */
export function open(siteKey, host, mask, recall) {
  const there = window.candor;
  const early = there?.q || [];
  // It is an array only before the snippet is open.
  if (!Array.isArray(early)) return there;
  const page = new Page(siteKey, new Remote(host, siteKey), mask);

  const does = {
    consent: (states, options) => page.consent(states, { remembered: options?.remembered === true }),
    track(name, details) {
      if (typeof name !== "string" || !EVENT_NAME.test(name)) throw new Error("no event's name");
      page.track(name, details?.value, details?.properties);
    },
    declare(attribute, value) {
      page.visitor.declare(attribute, value);
      page.evaluate();
    },
    withdraw(attribute) {
      page.visitor.withdraw(attribute);
      page.evaluate();
    },
    identify(userId) {
      page.visitor.userId = userId ? String(userId) : null;
      page.evaluate();
    },
    expose: (key) => page.ready(() => page.expose(key)),
    ready: (tell) => page.ready(() => tell(candor)),
    decide: (key) => page.decision(key),
    panel: () => page.widget("panel"),
    ask: (attribute) => page.widget("ask", attribute),
    why: (element) => page.widget("why", element),
    optOut() {
      const none = bare({});
      for (const purpose of PURPOSES) none[purpose] = "denied";
      page.consent(none, { method: "panel" });
      page.hush();
    },
  };

  const candor = Object.create(null);
  // A prerendered page counts, and is read, when somebody looks at it.
  const later = document.prerendering ? [] : null;
  const isLater = (name) => later && document.prerendering && name !== "decide";
  for (const name of Object.keys(does)) {
    candor[name] = (...details) => (isLater(name) ? void later.push([name, ...details]) : guarded(() => does[name](...details)));
  }
  const call = ([name, ...details]) => Object.hasOwn(does, name) && candor[name](...details);
  candor.q = { push: (...calls) => calls.forEach(call) };

  window.candor = candor;
  early.forEach(call);
  const begin = () => {
    if (later) later.forEach(call);
    page.open(recall);
  };
  if (later) document.addEventListener("prerenderingchange", begin);
  else begin();
  return candor;
}
