// The snippet's door: what a website sees. candor.d.ts beside this file types it and tells how to use it.
import { guarded } from "./guarded.js";
import { Page } from "./page.js";
import { Remote } from "./remote.js";

const EVENT_NAME = /^[a-z0-9_]{1,64}$/;

function open(script) {
  const siteKey = script.getAttribute("data-site");
  const page = new Page(siteKey, new Remote(script.src.replace(/\/v1\/[^/]*$/, ""), siteKey), script);

  const does = {
    consent: (states, options) => page.consent(states, { remembered: !!options && options.remembered === true }),
    track(name, details) {
      if (typeof name !== "string" || !EVENT_NAME.test(name)) throw new Error("an event's name is 1 to 64 of a-z, 0-9 and _");
      page.track(name, details && details.value, details && details.properties);
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
      page.consent({ measurement: "denied", remembering: "denied", personalization: "denied" }, { method: "panel" });
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

  const early = (window.candor && window.candor.q) || [];
  window.candor = candor;
  early.forEach(call);
  const begin = () => {
    if (later) later.forEach(call);
    page.open(script.hasAttribute("data-recall"));
  };
  if (later) document.addEventListener("prerenderingchange", begin);
  else begin();
}

guarded(() => {
  const script = document.currentScript || document.querySelector("script[data-site]");
  // Loaded twice, the first one stays: its queue is an array only before it is open.
  if (script && !(window.candor && window.candor.q && !Array.isArray(window.candor.q))) open(script);
});
