// Sees when this view of the site becomes another one without a new document, where the browser has no Navigation API.

/** @param {function()} look */
export function watch(look) {
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
