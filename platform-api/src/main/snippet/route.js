// Sees when this view of the site becomes another one without a new document, comes back from the back/forward cache, or
// when another tab took back what the device may remember.

export function watch(page) {
  // Of the part after #, only a route is more than a place in the page.
  const view = () => location.href.replace(/#(?![/!]).*/, "");
  let here = view();
  const look = () => {
    if (here === view()) return;
    here = view();
    // Another page view: the page gets back what is its own, and then what this view shows.
    for (const { undo } of page.shown.values()) undo();
    page.shown.clear();
    page.exposed.clear();
    page.mask.late = false;
    page.evaluate();
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
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    page.exposed.clear();
    goOn(page);
  });
  addEventListener("storage", () => goOn(page));
}

/** Goes on only as the one who is stored: what was taken back elsewhere is nobody's yes here. */
function goOn(page) {
  const { visitor } = page;
  if (visitor.mayKeep()) {
    const entry = page.store.visitor();
    if (!entry) visitor.takeBack();
    else if (entry.id !== visitor.id) visitor.recall();
  }
  page.settle();
}
