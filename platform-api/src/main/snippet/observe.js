// Watches for what few experiments measure, and sends one signal each: a bounce, a rage exit, a return. Everything is concluded
// here; no click, no time and no element leaves the page. Begun only where a running experiment asks, in every variant alike.
import { LANDED } from "./redirect.js";

/** A visit in which nobody touched the page for so long after meeting the variant, or left before, is a bounce. */
const BOUNCE_MS = 10e3;

/** So many clicks on one thing within so long, and gone so soon after them, are a rage exit. */
const RAGE_CLICKS = 3;
const RAGE_MS = 1e3;
const EXIT_MS = 5e3;

/** What is clicked quickly with good reason, or leads away by itself. */
const BUSY = "a[href]:not([href^='#']),form button,input,select,textarea,label,summary,video,audio,[contenteditable]";

/** Page views that follow one another so closely are one visit. */
const VISIT_MS = 36e5;

/** The kinds of unit that can be known again on another day. */
const CONSENTED = "consented_visitor";
const SIGNED_IN = "signed_in_user";

/**
 * @param {boolean} landed whether the visit began with this page view
 * @return {function()} to be called after each evaluation
 */
export function observer(core, landed) {
  const { page, exposed, tell } = core;
  let watching = false;
  const met = () => new Set(Array.from(page.shown.values(), ({ experiment, decision }) => decision.variant && experiment.unit));
  const teller = (name) => () => {
    for (const kind of met()) if (kind) tell(kind, { type: "trust", name });
  };
  return () => {
    const wanted = page.ruleset.observe || [];
    if (wanted.includes("return_visit")) tellReturn(core);
    if (watching || !wanted.length || !exposed.size) return;
    watching = true;
    if (landed && wanted.includes("bounce")) watchBounce(teller("bounce"));
    if (wanted.includes("rage_exit")) watchRage(teller("rage_exit"));
  };
}

/**
 * Whether the visit begins with this page view: the visitor comes from elsewhere, and neither reloads nor goes back.
 * @param {?string} redirected the mark of the redirect that led here
 */
export function isLanding(redirected) {
  if (redirected) return redirected === LANDED;
  const { type } = performance.getEntriesByType("navigation")[0] || {};
  if (type === "reload" || type === "back_forward") return false;
  try {
    return new URL(document.referrer).host !== location.host;
  } catch (none) {
    return true;
  }
}

/** Tells of a visit by somebody who may have been here before; whose visits count, the server finds. */
function tellReturn({ page, visitor, context, notes, tell }) {
  const now = Date.now();
  if (now < notes.read().came + VISIT_MS) return;
  const kinds = [context().newOrReturning === "returning" && CONSENTED, visitor.userId && SIGNED_IN];
  const counted = kinds.filter((kind) => kind && page.ruleset.experiments.some(({ unit }) => unit === kind));
  const told = counted.filter((kind) => tell(kind, { type: "trust", name: "return_visit" }));
  if (told.length) notes.write("came", now);
}

/** Tells when nobody touches the page in time. */
function watchBounce(tell) {
  // A tab that was opened behind another is not looked at yet.
  if (document.hidden) return document.addEventListener("visibilitychange", () => watchBounce(tell), { once: true });
  const { signal, end } = ending();
  const alone = () => {
    end();
    clearTimeout(timer);
    tell();
  };
  const timer = setTimeout(alone, BOUNCE_MS);
  const touched = ({ isTrusted }) => {
    if (!isTrusted) return;
    end();
    clearTimeout(timer);
  };
  for (const kind of ["pointerdown", "keydown", "wheel", "touchmove"]) addEventListener(kind, touched, { capture: true, passive: true, signal });
  whenLeft(alone, signal);
}

/** Tells when somebody clicks one thing again and again and then goes. */
function watchRage(tell) {
  const { signal, end } = ending();
  let target;
  let times = [];
  let angryAt = -EXIT_MS;
  const clicked = (event) => {
    if (!event.isTrusted) return;
    const at = performance.now();
    const on = event.composedPath()[0];
    times = on === target ? times.filter((time) => at - time < RAGE_MS) : [];
    target = on;
    times.push(at);
    // Whoever then clicks on something else has gone on.
    angryAt = times.length >= RAGE_CLICKS && !on.closest?.(BUSY) ? at : -EXIT_MS;
  };
  addEventListener("click", clicked, { capture: true, signal });
  whenLeft(() => {
    if (performance.now() - angryAt >= EXIT_MS) return;
    end();
    tell();
  }, signal);
}

function ending() {
  const controller = new AbortController();
  return { signal: controller.signal, end: () => controller.abort() };
}

/** Before whatever sends what is left, which listens to the same. */
function whenLeft(act, signal) {
  addEventListener("pagehide", act, { capture: true, signal });
  document.addEventListener("visibilitychange", () => document.hidden && act(), { capture: true, signal });
}
