// Watches for what few experiments measure, and sends one signal each: a bounce, a rage exit, a return. Everything is concluded
// here; no click, no time and no element leaves the page. Begun only where a running experiment asks, in every variant alike.

/** A visit in which nobody touched the page for so long after meeting the variant, or left before, is a bounce. */
const BOUNCE_MS = 10e3;

/** So many clicks on one thing within so long, and gone so soon after them, are a rage exit. */
const RAGE_CLICKS = 3;
const RAGE_MS = 1e3;
const EXIT_MS = 5e3;

/** What is clicked quickly with good reason, or leads away by itself. */
const BUSY = "a[href]:not([href^='#']),form button,input,select,textarea,label,summary,video,audio,[contenteditable]";

/** One page view after another is one visit. */
const RETURN_MS = 36e5;

/**
 * Whether the visit begins with this page view: the visitor comes from elsewhere, and neither reloads nor goes back.
 * @return {boolean}
 */
export function isLanding() {
  const { type } = performance.getEntriesByType("navigation")[0] || {};
  if (type === "reload" || type === "back_forward") return false;
  try {
    return new URL(document.referrer).host !== location.host;
  } catch (none) {
    return true;
  }
}

/** Tells when nobody touches the page in time. */
export function watchBounce(tell) {
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
export function watchRage(tell) {
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

/** Whether a page view now begins another visit than the one of which the last was noted. */
export const isAnotherVisit = (notedAt, now) => !(now < notedAt + RETURN_MS);

function ending() {
  const controller = new AbortController();
  return { signal: controller.signal, end: () => controller.abort() };
}

/** Before whatever sends what is left, which listens to the same. */
function whenLeft(act, signal) {
  addEventListener("pagehide", act, { capture: true, signal });
  document.addEventListener("visibilitychange", () => document.hidden && act(), { capture: true, signal });
}
