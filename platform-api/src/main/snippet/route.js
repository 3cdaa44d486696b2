// Tells when this view of the site becomes another one without a new document, comes back from the back/forward cache, or
// when another tab took back what the device may remember.

/**
 * @param {function()} moved to another address
 * @param {function()} returned or told by another tab: what is stored may be another
 */
export function watch(moved, returned) {
  let here = location.href;
  const look = () => {
    if (here === location.href) return;
    here = location.href;
    moved();
  };
  if (window.navigation) navigation.addEventListener("currententrychange", look);
  else {
    for (const name of ["pushState", "replaceState"]) {
      const original = history[name];
      history[name] = function (...details) {
        original.apply(this, details);
        look();
      };
    }
    addEventListener("popstate", look);
    addEventListener("hashchange", look);
  }
  addEventListener("pageshow", (event) => event.persisted && returned(true));
  addEventListener("storage", () => returned(false));
}
