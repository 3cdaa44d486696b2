// What this page view tells, and nothing about anybody's past: the fields that rules may ask for. A field that is not
// known is left out.
import { bare } from "./bare.js";

/** The longest text that the server takes in a context. */
const MOST_CHARACTERS = 500;

/** @return {?} context fields by name, bare */
export function readContext(newOrReturning) {
  const now = new Date();
  const query = new URLSearchParams(location.search);
  const { hostname } = new URL(document.referrer || location.href);
  const texts = bare({
    device: device(),
    // The page's, since what a change writes must fit the words around it; the browser's where the page does not say.
    language: (document.documentElement.lang || navigator.language || "").split("-")[0].toLowerCase(),
    path: location.pathname,
    referrerHost: hostname !== location.hostname && hostname,
    newOrReturning,
  });
  for (const name of ["utm_source", "utm_medium", "utm_campaign"]) texts["query." + name] = query.get(name);
  const context = bare({ hourOfDay: now.getHours(), dayOfWeek: now.getDay() || 7 }); // ISO 8601: Monday is 1, Sunday 7
  for (const name of Object.keys(texts)) if (texts[name]) context[name] = texts[name].slice(0, MOST_CHARACTERS);
  return context;
}

/** From the client hint and the viewport, never from the user agent's text. A narrow window on a desktop stays desktop. */
function device() {
  const touch = matchMedia("(pointer: coarse)").matches;
  if (navigator.userAgentData?.mobile || (touch && innerWidth < 768)) return "mobile";
  return touch && innerWidth < 1280 ? "tablet" : "desktop";
}

/** Driven by a program: not a visitor. The server, which sees more, excludes the other robots. */
export const isAutomated = () => navigator.webdriver;
